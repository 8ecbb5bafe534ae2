"""How a call ended."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, Phone, StrictForm, Text
from weerbaar.outreach.campaign.actions.calls import Outcome
from weerbaar.outreach.campaign.actions.contacts import ContactFacts
from weerbaar.outreach.campaign.forms.contacts import Mail
from weerbaar.outreach.campaign.forms.days import Clock, Day, moment
from weerbaar.outreach.campaign.models import Call, Office


class CallForm(StrictForm):
    """How a call ended, and what belongs to that."""

    afloop = forms.ChoiceField(
        label=_("Hoe ging het?"), widget=forms.RadioSelect, choices=Call.Outcome.choices,
        error_messages={"required": _("Kies hoe het gesprek ging.")},
    )  # fmt: skip
    terug_op = Day(label=_("Terugbellen op"), required=False)
    terug_om = Clock(label=_("Hoe laat?"), required=False)
    naam = Line(label=_("Achternaam van wie het regelt"), max_length=100, required=False)
    voorletters = Line(label=_("Voorletters"), max_length=20, required=False)
    functie = forms.ChoiceField(label=_("Functie"), choices=Office.choices, initial=Office.ASSISTANT, required=False)
    telefoon = Phone(label=_("Telefoon van het werk"), max_length=30, required=False)
    mail = Mail(label=_("Mailadres van het werk"), max_length=254, required=False)
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)
    gezegd = Text(label=_("Wat is er gezegd?"), max_length=4000, required=False)

    def clean(self) -> dict[str, Any]:
        """Will see to it that calling back has a moment, and that somebody else has a name."""
        told = super().clean() or {}
        if told.get("afloop") == Call.Outcome.CALL_BACK:
            if told.get("terug_op") and told.get("terug_om"):
                try:
                    told["moment"] = moment(told["terug_op"], told["terug_om"])
                except ValidationError as error:
                    self.add_error("terug_om", error)
                else:
                    if told["moment"] <= timezone.now():
                        self.add_error("terug_op", _("Dit moment is al voorbij. Kies een later moment."))
            else:
                self.add_error("terug_op", _("Zeg wanneer u terugbelt: een dag en een tijd."))
        if told.get("afloop") == Call.Outcome.SOMEONE_ELSE and not told.get("naam"):
            self.add_error("naam", _("Schrijf de naam op van wie het regelt."))
        return told

    def seen_again(self, count: int) -> "CallForm":
        """Will return the same form, that says that a call was noted meanwhile and goes on from what is there now."""
        again = CallForm({name: self.data[name] for name in self.data} | {"gezien": str(count)})
        again.add_error(
            None,
            _(
                "Intussen is er al een gesprek vastgelegd. Kijk bij «Eerder gebeld». Klopt dit ook? Leg het dan nog een keer vast."
            ),
        )
        return again

    @property
    def outcome(self) -> Outcome:
        """What was told; what does not belong to this end of a call is left out."""
        told = self.cleaned_data
        kind = Call.Outcome(told["afloop"])
        someone = None
        if kind == Call.Outcome.SOMEONE_ELSE:
            someone = ContactFacts(
                office=Office(told["functie"] or Office.OTHER), surname=told["naam"], initials=told["voorletters"],
                email=told["mail"], phone=told["telefoon"],
            )  # fmt: skip
        back = told.get("moment") if kind == Call.Outcome.CALL_BACK else None
        return Outcome(kind=kind, call_back_at=back, said=told["gezegd"], someone=someone)
