"""Who goes out for the team, and when."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.calendars.busy import MOST_BYTES
from weerbaar.foundation.ui.message_form import FilesField
from weerbaar.foundation.ui.strict import Line, StrictForm, Text
from weerbaar.foundation.ui.times import Clock, Day, moment
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.models import Facilitator, Skill
from weerbaar.team.network.rules import Hours

WEEKDAYS = [
    _("maandag"),
    _("dinsdag"),
    _("woensdag"),
    _("donderdag"),
    _("vrijdag"),
    _("zaterdag"),
    _("zondag"),
]
PARTS = ("dag", "avond")
_MIDNIGHT = time(0, 0)
_MOST_DAYS = 366


class FacilitatorForm(StrictForm):
    """Who somebody is and what they can do."""

    name = Line(label=_("Naam"), max_length=120)
    email = forms.EmailField(label=_("Mailadres"), max_length=254)
    skills = forms.MultipleChoiceField(
        label=_("Wat doet deze persoon?"),
        choices=Skill.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste een ding.")},
    )
    home = Line(
        label=_("Woonplaats (gemeente)"),
        max_length=80,
        required=False,
        help_text=_("Van hieruit tellen wij de reistijd."),
        widget=forms.TextInput({"list": "gemeenten"}),
    )
    about = Text(label=_("Ervaring en voorkeuren"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    account = forms.ChoiceField(
        label=_("Account"), required=False, help_text=_("Met een account houdt iemand de eigen agenda bij.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in accounts.working_accounts_with(Permission.OWN_ACCOUNT)}
        choices = [("", _("Geen account")), *((key, one.name) for key, one in self.people.items())]
        self.set_choices("account", choices)

    def clean_home(self) -> Authority | None:
        """Will return the municipality of that name."""
        name = self.cleaned_data["home"]
        if not name:
            return None
        found = authorities.authority_named(name, on=timezone.localdate()) or authorities.authority_named(
            f"gemeente {name}", on=timezone.localdate()
        )
        if found is None:
            raise forms.ValidationError(_("Wij kennen deze gemeente niet. Kies er een uit de lijst."))
        return found

    def clean_account(self) -> Any:
        """Will return the account that was chosen, or nobody."""
        return self.people.get(self.cleaned_data["account"])


def initial_of(facilitator: Facilitator) -> dict[str, Any]:
    """Will return what the form shows of somebody who is known."""
    return {
        "name": facilitator.name,
        "email": facilitator.email,
        "skills": facilitator.skills,
        "home": facilitator.home.name if facilitator.home else "",
        "about": facilitator.about,
        "account": str(facilitator.account_id or ""),
    }


class HoursForm(StrictForm):
    """The week of somebody: by day and in the evening, each from and until."""

    def __init__(self, *args: Any, hours: list[Hours] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[int, list[Hours]] = {}
        for one in hours or []:
            known.setdefault(one.weekday, []).append(one)
        for weekday, day in enumerate(WEEKDAYS):
            for place, part in enumerate(PARTS):
                there = known.get(weekday, [])[place : place + 1]
                for side, word in (("van", _("van")), ("tot", _("tot"))):
                    value = (there[0].from_time if side == "van" else there[0].until_time) if there else None
                    label = f"{day}, {place + 1}e {word}"
                    bound = Clock(label=label, required=False, initial=value)
                    bound.widget.attrs["class"] = "field__input"
                    self.fields[f"{part}_{weekday}_{side}"] = bound

    @property
    def rows(self) -> list[tuple[Any, list[Any]]]:
        """The week for the page: each day with its four fields."""
        return [
            (day, [self[f"{part}_{weekday}_{side}"] for part in PARTS for side in ("van", "tot")])
            for weekday, day in enumerate(WEEKDAYS)
        ]

    def clean(self) -> dict[str, Any]:
        """Will ask for both ends of a time, in their order, and for times that do not run into each other."""
        told = super().clean() or {}
        hours: list[Hours] = []
        for weekday, day in enumerate(WEEKDAYS):
            before = None
            for part in PARTS:
                start, end = told.get(f"{part}_{weekday}_van"), told.get(f"{part}_{weekday}_tot")
                if start is None and end is None:
                    continue
                if start is None or end is None or start >= end or (before is not None and start < before):
                    message = _("%(day)s: vul begin en einde in, het begin eerst.") % {"day": day}
                    self.add_error(f"{part}_{weekday}_van", message)
                    continue
                hours.append(Hours(weekday, start, end))
                before = end
        return {"hours": hours}


class BusyForm(StrictForm):
    """A time at which somebody cannot be asked, or whole days of leave."""

    from_day = Day(label=_("Van"))
    from_clock = Clock(label=_("Hoe laat"), required=False, help_text=_("Leeg is de hele dag."))
    until_day = Day(label=_("Tot en met"), required=False, help_text=_("Leeg is dezelfde dag."))
    until_clock = Clock(label=_("Tot hoe laat"), required=False)

    def clean(self) -> dict[str, Any]:
        """Will return the two moments; raises `ValidationError` when the end comes before the beginning."""
        told = super().clean() or {}
        if self.errors:
            return told
        first, last = told["from_day"], told.get("until_day") or told["from_day"]
        starts_at = moment(first, told.get("from_clock") or _MIDNIGHT)
        ends_at = moment(last, told["until_clock"]) if told.get("until_clock") else _day_after(last)
        if ends_at <= starts_at or (last - first).days > _MOST_DAYS:
            self.add_error("until_day", _("Het einde komt na het begin, en hoogstens een jaar later."))
        return {"starts_at": starts_at, "ends_at": ends_at}


class CalendarFileForm(StrictForm):
    """A calendar as a file, for whoever has no link to one."""

    calendar = FilesField(
        label=_("Of een agenda als bestand"),
        help_text=_("Een bestand dat eindigt op .ics. Wij bewaren alleen welke tijden bezet zijn, niet het bestand."),
    )

    def clean_calendar(self) -> bytes:
        """Will return what is in the one file; says so when there are more, or when it is too large for a calendar."""
        files = self.cleaned_data["calendar"]
        if len(files) != 1 or files[0].upload.size > MOST_BYTES:
            raise forms.ValidationError(_("Kies een bestand, van hoogstens 10 MB."))
        return b"".join(files[0].upload.plain_chunks())


class FeedForm(StrictForm):
    """Where a calendar can be read."""

    address = Line(
        label=_("Adres van de agenda"),
        max_length=1000,
        help_text=_("De geheime link naar uw agenda, die eindigt op .ics. Wij zien alleen welke tijden bezet zijn."),
    )

    def clean_address(self) -> str:
        """Will return the address with https; raises `ValidationError` for what no calendar can be read from."""
        text = str(self.cleaned_data["address"]).replace("webcal://", "https://", 1)
        try:
            parts = urlsplit(text)
            fine = parts.scheme == "https" and parts.hostname and not parts.username and parts.port in {None, 443}
        except ValueError:
            fine = False
        if not fine:
            raise forms.ValidationError(_("Dit is geen link naar een agenda. Zij begint met https:// of webcal://."))
        return text


class LeaveForm(StrictForm):
    """From which day somebody is gone."""

    left_on = Day(label=_("Weg vanaf"), help_text=_("De eerste dag waarop deze persoon niet meer op pad gaat."))


def _day_after(day: date) -> datetime:
    return moment(day + timedelta(days=1), _MIDNIGHT)
