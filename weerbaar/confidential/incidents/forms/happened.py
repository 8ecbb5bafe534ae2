"""What happened, in the words of whom it happened to."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.deadlines import FIRST_YEAR
from weerbaar.confidential.incidents import phrases
from weerbaar.confidential.incidents.facts import Told
from weerbaar.confidential.incidents.forms.days import Day
from weerbaar.confidential.incidents.monitor import Channel, Form, Offender, Severity, Target
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM
from weerbaar.foundation.ui.message_form import MOST_CHARACTERS
from weerbaar.foundation.ui.strict import Line, StrictForm, Text
from weerbaar.public.guidance import queries as guidance


def _behaviours() -> list[tuple[str, str]]:
    return [(found.key, str(found.label)) for found in guidance.behaviours()]


class IncidentForm(StrictForm):
    """What happened, in the words of whom it happened to. Three questions must be answered; the rest may wait.

    `now` is the moment that nothing can lie behind.
    """

    day = Day(label=_("Op welke dag?"), error_messages={"required": _("Vul de dag in. Ongeveer is goed.")})
    clock = forms.TimeField(
        label=_("Hoe laat?"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Schrijf de tijd zo: 22:15.")},
    )
    about = forms.BooleanField(label=_("Ik weet het niet precies"), required=False)
    form = forms.ChoiceField(
        label=_("Wat was het?"),
        choices=Form.choices,
        widget=forms.RadioSelect,
        help_text=_("Kies wat er het meest op lijkt."),
        error_messages={"required": _("Kies wat er het meest op lijkt.")},
    )
    description = Text(
        label=_("Wat gebeurde er?"),
        max_length=MOST_CHARACTERS,
        help_text=_("Schrijf het op zoals het ging. Letterlijke woorden helpen later."),
        error_messages={"required": _("Schrijf op wat er gebeurde. Een zin is genoeg.")},
    )
    severity = forms.ChoiceField(
        label=_("Hoe ernstig is het voor u?"),
        choices=Severity.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Dat bepaalt u zelf. Er is geen goed of fout antwoord."),
    )
    behaviours = forms.MultipleChoiceField(
        label=_("Wat past hierbij?"),
        choices=_behaviours,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hiermee wijzen wij artikelen uit de wet aan waar het onder kan vallen. Het is geen oordeel."),
    )
    channel = forms.ChoiceField(
        label=_("Hoe kwam het bij u?"), choices=[("", _("Weet ik niet")), *Channel.choices], required=False
    )
    place = Line(label=_("Waar was het?"), max_length=200, required=False)
    targets = forms.MultipleChoiceField(
        label=_("Op wie of wat was het gericht?"),
        choices=Target.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    known = Day(
        label=_("Sinds wanneer wist u ervan?"),
        required=False,
        help_text=_("Alleen als dat later was. Van die dag af lopen sommige termijnen."),
    )
    effect = Text(label=_("Wat doet het met u?"), max_length=4000, required=False)
    witnesses = Text(
        label=_("Wie zag of hoorde het?"),
        max_length=2000,
        required=False,
        help_text=_("Een naam hoeft niet. «Een collega» is ook goed."),
    )
    offender = forms.ChoiceField(
        label=_("Weet u wie het deed?"),
        choices=[("", _("Dat zeg ik liever niet")), *Offender.choices],
        required=False,
    )
    about_offender = Text(
        label=_("Wat weet u van diegene?"),
        max_length=2000,
        required=False,
        help_text=_("Dit blijft bij deze gebeurtenis. Wij delen het met niemand en zoeken er niet op."),
    )

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now.astimezone(AMSTERDAM)

    def clean_day(self) -> dt.date:
        """Will return the day; raises `ValidationError` for one that is still to come, or too long ago to count from."""
        return self._past(self.cleaned_data["day"])

    def clean_known(self) -> dt.date | None:
        """Will return the day, if there is one; raises `ValidationError` as `clean_day` does."""
        known = self.cleaned_data["known"]
        return self._past(known) if known else None

    def clean(self) -> dict[str, Any]:
        """Will refuse what cannot go together: a moment that is still to come, or knowing before it happened."""
        facts = super().clean() or {}
        day, clock, known = facts.get("day"), facts.get("clock"), facts.get("known")
        if day and known and known < day:
            self.add_error("known", phrases.KNOWN_BEFORE)
        if day and clock:
            moment = dt.datetime.combine(day, clock, AMSTERDAM)
            if moment > self.now:
                self.add_error("clock", phrases.MOMENT_STILL_TO_COME)
            elif moment.astimezone(dt.UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != moment.replace(tzinfo=None):
                self.add_error("clock", phrases.NO_SUCH_HOUR)
        return facts

    def told(self) -> Told:
        """Will return what was told, cleaned."""
        many = {name: tuple(self.cleaned_data[name]) for name in ("behaviours", "targets")}
        return Told(**{**self.cleaned_data, **many})

    def _past(self, day: dt.date) -> dt.date:
        if day > self.now.date():
            raise ValidationError(phrases.STILL_TO_COME)
        if day.year < FIRST_YEAR:
            raise ValidationError(phrases.TOO_LONG_AGO)
        return day


class TakeBackForm(StrictForm):
    """Whether what was kept with an incident goes along when the client takes it back."""

    with_evidence = forms.BooleanField(label=_("Ook wat ik erbij bewaarde"), required=False)


def initial_of(told: Told) -> dict[str, Any]:
    """Will return what the form of an incident begins with when it is changed."""
    return {name: getattr(told, name) for name in IncidentForm.base_fields}
