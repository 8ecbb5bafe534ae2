"""What was reported where, and what came of it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.incidents import phrases
from weerbaar.confidential.incidents.forms.days import CountedDay
from weerbaar.confidential.incidents.nine_steps import Route
from weerbaar.confidential.incidents.paperwork import ReportFacts
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM
from weerbaar.foundation.ui.strict import Line, StrictForm, Text

_LONG = 4000


class ReportForm(StrictForm):
    """A notification or criminal report that was made."""

    route = forms.ChoiceField(
        label=_("Wat is er gedaan?"),
        choices=[choice for choice in Route.choices if choice[0] != Route.OTHER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies melding of aangifte.")},
    )
    day = CountedDay(label=_("Op welke dag?"), error_messages={"required": _("Vul de dag in waarop het is gedaan.")})
    station = Line(label=_("Bij welk bureau, of online?"), max_length=200, required=False)
    number = Line(label=_("Onder welk nummer?"), max_length=100, required=False)
    contact = Line(
        label=_("Wie is de contactpersoon?"),
        max_length=200,
        required=False,
        help_text=_("Naam en nummer, zoals de politie ze gaf."),
    )
    with_code = forms.BooleanField(label=_("De VPT-code staat erop"), required=False)
    under_number = forms.BooleanField(label=_("Het is aangifte onder nummer"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> dt.date:
        """Will return the day; raises `ValidationError` for one that is still to come."""
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(phrases.STILL_TO_COME)
        return day

    @property
    def made_at(self) -> dt.datetime:
        """The noon of the day on which it was made: nobody remembers the minute."""
        return dt.datetime.combine(self.cleaned_data["day"], dt.time(12), AMSTERDAM)

    def told(self) -> ReportFacts:
        """Will return what goes into the sealed facts."""
        names = ("route", "station", "number", "contact", "with_code", "under_number")
        return ReportFacts(**{name: self.cleaned_data[name] for name in names})


class AskedForm(StrictForm):
    """Whom somebody asked what became of a report, and what they said."""

    prefix = "gevraagd"
    of = Line(label=_("Aan wie is het gevraagd?"), max_length=200, required=False)
    heard = Text(
        label=_("Wat zeiden ze?"),
        max_length=_LONG,
        help_text=_("Ook «niets» is een antwoord om te bewaren."),
        error_messages={"required": _("Schrijf op wat ze zeiden. «Nog niets» is genoeg.")},
    )


class AnsweredForm(StrictForm):
    """What the police answered, which ends the asking."""

    prefix = "antwoord"
    answer = Text(
        label=_("Wat is het antwoord?"),
        max_length=_LONG,
        error_messages={"required": _("Schrijf op wat het antwoord is.")},
    )
