from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.surveys.models import Survey


class CodeForm(StrictForm):
    """The code from a letter, or from a slide in the hall."""

    code = Line(
        label=_("Uw code"), max_length=60, help_text=_("Die staat in onze brief, zoals 7K4\u2011M2P\u20119QX."),
        error_messages={"required": _("Vul de code in.")},
    )  # fmt: skip


class BeginForm(StrictForm):
    """Who fills in, and what when a round asks more than one thing."""

    office = forms.ChoiceField(
        label=_("Wat is uw functie?"), choices=Office.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies uw functie."), "invalid_choice": _("Kies uw functie.")},
    )  # fmt: skip
    survey = forms.ChoiceField(label=_("Wat wilt u invullen?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, surveys: list[Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.surveys = {str(survey.pk): survey for survey in surveys}
        if len(surveys) > 1:
            self.set_choices("survey", [(key, survey.name) for key, survey in self.surveys.items()])
            self.fields["survey"].required = True
        else:
            del self.fields["survey"]

    @property
    def chosen(self) -> Survey:
        """The survey that was chosen, or the only one there is."""
        key = self.cleaned_data.get("survey") or next(iter(self.surveys))
        return self.surveys[key]

    @property
    def office_chosen(self) -> Office:
        return Office(self.cleaned_data["office"])
