"""Amounts of money, quotations and their answers."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.foundation.ui.times import Day
from weerbaar.outreach.sessions.models import CostKind, Vat
from weerbaar.outreach.sessions.rules import QUOTATION_DAYS

_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d{2}))?")
MOST_CENTS = 10_000_000
MOST_DAYS = 366


class Euros(Line):
    """An amount as the Dutch write it, as whole cents: "1.250,50" is 125050."""

    def to_python(self, value: Any) -> Any:
        """Will return the cents; raises `ValidationError` for what is no amount."""
        text = super().to_python(value)
        if not text:
            return text
        found = _AMOUNT.fullmatch(text.removeprefix("€").strip())
        cents = int(found[1].replace(".", "")) * 100 + int(found[2] or 0) if found else MOST_CENTS + 1
        if cents > MOST_CENTS:
            raise forms.ValidationError(_("Schrijf het bedrag zo: 1.250,00. Hoogstens een ton."))
        return cents


class CostForm(StrictForm):
    """One line of what it costs."""

    kind = forms.ChoiceField(label=_("Soort"), choices=CostKind.choices)
    text = Line(label=_("Omschrijving"), max_length=120)
    quantity = forms.IntegerField(label=_("Aantal"), min_value=1, max_value=10_000, initial=1)
    unit_cents = Euros(label=_("Prijs per stuk, zonder btw"))
    vat = forms.TypedChoiceField(label=_("Btw"), choices=Vat.choices, coerce=int, initial=Vat.HIGH)


class OfferForm(StrictForm):
    """Until when a quotation is valid."""

    valid_until = Day(label=_("Geldig tot en met"))

    def clean_valid_until(self) -> Any:
        """Will return the day; raises `ValidationError` for a day that was, or that lies more than a year ahead."""
        day, today = self.cleaned_data["valid_until"], timezone.localdate()
        if not today <= day <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Kies een dag vanaf vandaag, hoogstens een jaar vooruit."))
        return day


def offer_fields() -> dict[str, Any]:
    """Will return what the form shows: valid for thirty days."""
    return {"valid_until": timezone.localdate() + timedelta(days=QUOTATION_DAYS)}


class SendForm(StrictForm):
    """To whom a quotation goes: somebody that we know there, or a name and an address."""

    ELSE = "ander"

    to = forms.ChoiceField(
        label=_("Aan wie?"), widget=forms.RadioSelect, error_messages={"required": _("Kies aan wie de offerte gaat.")}
    )
    name = Line(label=_("Naam van iemand anders"), max_length=120, required=False)
    email = forms.EmailField(label=_("Mailadres van iemand anders"), max_length=254, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("to", [*people, (self.ELSE, _("Iemand anders, hieronder"))])

    def clean(self) -> dict[str, Any]:
        """Will ask for a name and an address of somebody else, and for neither otherwise: it would go to the other."""
        told = super().clean() or {}
        typed = [name for name in ("name", "email") if told.get(name)]
        if told.get("to") == self.ELSE:
            for name in ("name", "email"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("Vul dit in."))
        elif told.get("to") and typed:
            self.add_error("to", _("U vulde iemand anders in. Kies dan ook «Iemand anders»."))
        return told
