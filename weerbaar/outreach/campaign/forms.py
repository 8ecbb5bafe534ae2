from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.campaign.models import StageKind, StageState
from weerbaar.outreach.campaign.queries.organisations import Wanted


class FilterForm(StrictForm):
    """What to look for in the list of organisations."""

    takes = frozenset({"pagina", "ronde"})

    zoek = forms.CharField(label=_("Naam"), required=False, max_length=100)
    provincie = forms.ChoiceField(label=_("Provincie"), required=False)
    stap = forms.ChoiceField(label=_("Stap"), required=False, choices=[("", _("Alle")), *StageKind.choices])
    stand = forms.ChoiceField(label=_("Stand"), required=False, choices=[("", _("Alle")), *StageState.choices])

    def __init__(self, *args: Any, provinces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("provincie", [("", _("Alle")), *provinces])

    @property
    def wanted(self) -> Wanted:
        """What was asked for; nothing when it was asked wrongly."""
        asked = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            text=asked.get("zoek", ""), province=asked.get("provincie", ""),
            stage=asked.get("stap", ""), state=asked.get("stand", ""),
        )  # fmt: skip
