from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.outreach.campaign.models import Office


class CodeForm(StrictForm):
    """The code from a letter, or from a slide in the hall."""

    code = Line(
        label=_("Uw code"), max_length=60, help_text=_("Die staat in onze brief, zoals 7K4\u2011M2P\u20119QX."),
        error_messages={"required": _("Vul de code in.")},
    )  # fmt: skip


class BeginForm(StrictForm):
    """Who fills in. Offered are the offices that an organisation of this kind has."""

    office = forms.ChoiceField(
        label=_("Wat is uw functie?"), widget=forms.RadioSelect,
        error_messages={"required": _("Kies uw functie."), "invalid_choice": _("Kies uw functie.")},
    )  # fmt: skip

    def __init__(self, *args: Any, offices: Iterable[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("office", [(office.value, office.label) for office in offices])

    @property
    def office_chosen(self) -> Office:
        return Office(self.cleaned_data["office"])
