"""What is wanted, when and where it is, and calling it off."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, Lines, StrictForm, Text
from weerbaar.foundation.ui.times import Clock, Day, moment
from weerbaar.outreach.campaign.models import Payer, Round, Stage
from weerbaar.outreach.campaign.queries.rounds import participation_of
from weerbaar.outreach.sessions.models import Gathering, Kind
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Authority

MOST_HOSTS = 30
MOST_YEARS = 4


def stage_of(name: str, *, kind: str, round: Round) -> Stage:  # noqa: A002 - the noun of the field
    """Will return the stage of the organisation with that name; raises `ValidationError` naming it."""
    body = authorities.authority_named(name, on=timezone.localdate())
    found = participation_of(body.pk, round=round) if body else None
    if found is None:
        message = _("Wij kennen «%(name)s» niet in deze ronde. Schrijf bijvoorbeeld: gemeente Hilversum.")
        raise forms.ValidationError(message, params={"name": name[:60]})
    return next(stage for stage in found.stages.all() if stage.kind == kind)


class WantForm(StrictForm):
    """A session or training for one organisation, or for several together. `again` is the one beside which this is a second."""

    takes = frozenset({"again"})

    kind = forms.ChoiceField(label=_("Wat is het?"), choices=Kind.choices, widget=forms.RadioSelect)
    lead = Line(
        label=_("Voor welke organisatie?"),
        max_length=80,
        help_text=_("Bijvoorbeeld: gemeente Hilversum. Deze organisatie regelt het."),
        widget=forms.TextInput({"list": "organisaties"}),
    )
    others = Lines(
        label=_("Samen met"),
        max_length=2500,
        required=False,
        help_text=_("Een organisatie per regel, voor een bijeenkomst van meer organisaties samen."),
        widget=forms.Textarea({"rows": 3}),
    )
    wishes = Text(
        label=_("Wensen"),
        max_length=2000,
        required=False,
        help_text=_("Leeg neemt over wat in het voorgesprek is genoteerd."),
        widget=forms.Textarea({"rows": 4}),
    )
    minutes = forms.IntegerField(label=_("Hoeveel minuten is er?"), min_value=30, max_value=480, initial=150)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:  # noqa: A002 - the noun of the field
        super().__init__(*args, **kwargs)
        self.round = round

    def clean(self) -> dict[str, Any]:
        """Will return the stages that it is for; an organisation that is not known is named."""
        told = super().clean() or {}
        if self.errors:
            return told
        told["stages"] = self._found("lead", [told["lead"]])
        names = [name.strip() for name in told["others"].splitlines() if name.strip()]
        if len(names) > MOST_HOSTS:
            self.add_error("others", _("Hoogstens dertig organisaties samen."))
            return told
        told["stages"] += self._found("others", names)
        if len({stage.pk for stage in told["stages"]}) < len(told["stages"]):
            self.add_error("others", _("Een organisatie staat er twee keer in."))
        return told

    def _found(self, field: str, names: list[str]) -> list[Stage]:
        found = []
        for name in names:
            try:
                found.append(stage_of(name, kind=self.cleaned_data["kind"], round=self.round))
            except forms.ValidationError as error:
                self.add_error(field, error)
        return found


class TermsForm(StrictForm):
    """What was asked for: wishes, time, how many lead it, and who pays."""

    wishes = Text(label=_("Wensen"), max_length=2000, required=False, widget=forms.Textarea({"rows": 5}))
    minutes = forms.IntegerField(label=_("Hoeveel minuten is er?"), min_value=30, max_value=480)
    moderators = forms.IntegerField(label=_("Gespreksleiders"), min_value=0, max_value=10)
    trainers = forms.IntegerField(label=_("Trainers"), min_value=0, max_value=10)
    payer = forms.ChoiceField(label=_("Wie betaalt?"), choices=Payer.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """Will ask for somebody to lead it."""
        told = super().clean() or {}
        if not self.errors and not told["moderators"] and not told["trainers"]:
            self.add_error("moderators", _("Er is ten minste een gespreksleider of trainer nodig."))
        return told


def terms_of(gathering: Gathering) -> dict[str, Any]:
    """Will return what the form shows of a gathering."""
    return {name: getattr(gathering, name) for name in TermsForm.base_fields}


class PlanForm(StrictForm):
    """When and where it is, by the clock of Amsterdam."""

    day = Day(label=_("Dag"))
    starts = Clock(label=_("Begint om"), help_text=_("Een avond begint vaak om 19:30, een middag om 13:30."))
    ends = Clock(label=_("Eindigt om"))
    room = Line(label=_("Zaal"), max_length=120, required=False, help_text=_("Leeg als de zaal nog niet vaststaat."))
    address = Line(label=_("Adres"), max_length=200, required=False)
    place = Line(
        label=_("In welke gemeente of provincie?"),
        max_length=80,
        help_text=_("Hierheen tellen wij de reistijd."),
        widget=forms.TextInput({"list": "organisaties"}),
    )

    def clean_place(self) -> Authority:
        """Will return the body of that name."""
        name = self.cleaned_data["place"]
        found = authorities.authority_named(name, on=timezone.localdate())
        if found is None:
            raise forms.ValidationError(_("Wij kennen deze plaats niet. Schrijf bijvoorbeeld: gemeente Hilversum."))
        return found

    def clean(self) -> dict[str, Any]:
        """Will return both moments; raises `ValidationError` when it ends before it begins."""
        told = super().clean() or {}
        if self.errors:
            return told
        starts_at, ends_at = moment(told["day"], told["starts"]), moment(told["day"], told["ends"])
        if ends_at <= starts_at:
            self.add_error("ends", _("Het einde komt na het begin."))
        if starts_at <= timezone.now():
            if told["day"] == timezone.localdate():
                self.add_error("starts", _("Dit tijdstip is al geweest. Kies een later tijdstip, of een andere dag."))
            else:
                self.add_error("day", _("Deze dag is al geweest."))
        return {
            "starts_at": starts_at, "ends_at": ends_at, "room": told["room"], "address": told["address"],
            "place": told["place"],
        }  # fmt: skip


def plan_of(gathering: Gathering) -> dict[str, Any]:
    """Will return what the form shows of a gathering: its moment, or the evening that it could be."""
    place = gathering.place.full_name if gathering.place else ""
    known = {"room": gathering.room, "address": gathering.address, "place": place}
    if gathering.starts_at is None or gathering.ends_at is None:
        return {"starts": "19:30", "ends": "22:00", **known}
    start, end = timezone.localtime(gathering.starts_at), timezone.localtime(gathering.ends_at)
    return {"day": start.date(), "starts": start.time(), "ends": end.time(), **known}


class UndateForm(StrictForm):
    """Why it does not take place on that day, and from when another day can be asked for."""

    because = Line(
        label=_("Waarom gaat het op deze dag niet door?"),
        max_length=300,
        help_text=_("Iedereen die erbij hoort leest dit. Noem geen namen en geen ziekte."),
    )
    until = Day(
        label=_("Vanaf welke dag vragen wij het weer?"), required=False,
        help_text=_("Leeg: zij willen het nog, en wij zoeken meteen een andere datum."),
    )  # fmt: skip

    def clean_until(self) -> Any:
        """Will return the day; raises `ValidationError` for one that is not still to come within four years."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until is not None and (until <= today or until.year > today.year + MOST_YEARS):
            raise forms.ValidationError(_("Kies een dag die nog komt, binnen vier jaar."))
        return until


class CancelForm(StrictForm):
    """Why it does not take place. Everybody involved reads this."""

    because = Line(
        label=_("Waarom gaat het niet door?"),
        max_length=300,
        help_text=_("Iedereen die erbij hoort leest dit. Noem geen namen en geen ziekte."),
    )
