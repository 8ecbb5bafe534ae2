"""The clock keeper: until when what can be done, counted from two facts. Dates and rules only, no database.

Three choices, made so that who follows the clock is never late:

- A term in hours ends at its minute, counted in real hours: the night that the clock moves changes what the clock on the
  wall says and not how long there is. A term in days, months or years ends with its last day, at 23:59:59 in Amsterdam,
  and the day of the fact itself does not count.
- Months and years follow the calendar. Where the last month is too short, the term ends with that month.
- A legal term that ends on a Sunday may be lengthened by art. 1 Algemene termijnenwet; that is never counted on here.

Immediate danger has no row: that is 112, now, and not a date.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_lazy
from holidays import country_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 1980, 2199
"""Beyond these the calendar of public holidays says nothing that we know to be so."""
_LAST_SECOND = time(23, 59, 59)
_FRIDAY = 4


class Kind(TextChoices):
    OFFENDER_RESPONSE = "offender_response", gettext_lazy("Reactie aan de dader")
    CRIMINAL_REPORT = "criminal_report", gettext_lazy("Aangifte doen")
    PROSECUTION_REQUEST = "prosecution_request", gettext_lazy("Klacht indienen")
    DAMAGES_FUND = "damages_fund", gettext_lazy("Schadefonds Geweldsmisdrijven")


class CannotCount(Exception):
    """From these facts no deadline follows. Says why, in the words of whoever typed them."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Until when something can be done. `due` is the last moment that is in time; `ground` names its source."""

    kind: Kind
    due: datetime
    ground: str


def deadlines_for(*, occurred: datetime, known: date) -> list[Deadline]:
    """Will return the four deadlines of an incident, in the order in which they usually end; raises `CannotCount`.

    `occurred` has an offset. `known` is the day, in Amsterdam, on which the person entitled to complain knew of it.
    """
    _refuse_a_year_beyond(occurred.year)  # before any arithmetic, which has an end of its own
    happened = occurred.astimezone(AMSTERDAM)
    _refuse_what_cannot_be(happened.date(), known)
    return [Deadline(kind=kind, due=due(happened, known), ground=ground()) for kind, due, ground in _TERMS]


def ground_of(kind: Kind) -> str:
    """Will return the source of this kind of deadline, in the words of whoever reads it."""
    return next(ground() for term, _due, ground in _TERMS if term == kind)


def in_plain_words(kind: Kind) -> str:
    """Will return what this kind of deadline is about, for whoever it concerns."""
    return {
        Kind.OFFENDER_RESPONSE: gettext("Uw werkgever laat de dader weten dat dit niet mag."),
        Kind.CRIMINAL_REPORT: gettext("Wilt u aangifte doen? Doe het liefst voor deze dag. Later mag ook."),
        Kind.PROSECUTION_REQUEST: gettext(
            "Bij sommige feiten moet u zelf vragen om vervolging. Na deze dag kan dat niet meer."
        ),
        Kind.DAMAGES_FUND: gettext("Hebt u letsel? Tot deze dag kunt u een bijdrage vragen."),
    }[kind]


def is_working_day(day: date) -> bool:
    """Whether offices work: no Saturday, no Sunday and no public holiday of art. 3 Algemene termijnenwet.

    That article names 5 May of every year and puts Good Friday on a par. Days that a royal decree adds for some years
    (the third paragraph, such as the Friday after Ascension Day) are not known here and count as working days: the
    deadline then falls earlier, which is the safe side.
    """
    return day.weekday() <= _FRIDAY and day not in _public_holidays(day.year)


def moment_in_amsterdam(written: str) -> datetime:
    """Will return what ISO 8601 text means; without an offset it is Amsterdam's time. Raises `CannotCount`.

    The hour that comes twice in autumn is taken the first time, so that no deadline falls too late. The hour that the
    clock skips in spring is refused.
    """
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise CannotCount(gettext("Dit tijdstip kan ik niet lezen. Schrijf het zo: 2026-11-27T22:15.")) from error
    _refuse_a_year_beyond(moment.year)
    if moment.tzinfo is not None:
        return moment
    local = moment.replace(tzinfo=AMSTERDAM, fold=0)
    if _skipped(local):
        message = gettext("Dit tijdstip bestaat niet: in die nacht gaat de klok van 02:00 naar 03:00 uur.")
        raise CannotCount(message)
    return local


def _skipped(local: datetime) -> bool:
    """Whether the clock on the wall never showed this: what does not exist comes back from UTC as another hour."""
    return local.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != local.replace(tzinfo=None)


def _refuse_what_cannot_be(happened: date, known: date) -> None:
    _refuse_a_year_beyond(happened.year)
    _refuse_a_year_beyond(known.year)
    if known < happened:
        raise CannotCount(
            gettext("De dag waarop het bekend werd, ligt voor de dag waarop het gebeurde. Kijk de datums nog eens na.")
        )


def _refuse_a_year_beyond(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = gettext("Ik reken alleen met jaren van %(first)d tot en met %(last)d.")
        raise CannotCount(message % {"first": FIRST_YEAR, "last": LAST_YEAR})


@cache
def _public_holidays(year: int) -> frozenset[date]:
    # The library calls Liberation Day "optional" in most years, because few have the day off. For terms it always counts.
    return frozenset(country_holidays("NL", years=year, categories=("public", "optional")))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, _LAST_SECOND, AMSTERDAM)


def _working_days_after(day: date, number: int) -> date:
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def _months_after(day: date, number: int) -> date:
    months = day.year * 12 + day.month - 1 + number
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _two_days_and_nights(happened: datetime, known: date) -> datetime:
    del known
    # Through UTC: added to the clock on the wall, 48 hours would be 47 or 49 in the nights that it moves.
    return (happened.astimezone(UTC) + timedelta(hours=48)).astimezone(AMSTERDAM)


def _two_working_days(happened: datetime, known: date) -> datetime:
    del known  # the norm speaks of the incident, and evidence fades from that day on
    return _end_of(_working_days_after(happened.date(), 2))


def _three_months(happened: datetime, known: date) -> datetime:
    del happened
    return _end_of(_months_after(known, 3))


def _ten_years(happened: datetime, known: date) -> datetime:
    del known
    return _end_of(_months_after(happened.date(), 10 * 12))


def _ground_of_response() -> str:
    return gettext(
        "Binnen 48 uur na het voorval: werkgeversmaatregel 5 van Veilige Publieke Taak. Geen wettelijke termijn."
    )


def _ground_of_report() -> str:
    return gettext(
        "Bij voorkeur binnen twee werkdagen na het voorval: Veilige Publieke Dienstverlening, melding of aangifte. "
        "Geen wettelijke termijn. Werkdagen volgens artikel 3 Algemene termijnenwet."
    )


def _ground_of_complaint() -> str:
    # Art. 88 Sr defines a month of thirty days for the whole code; whether courts count art. 66 so was not found.
    return gettext(
        "Artikel 66 lid 1 Wetboek van Strafrecht: drie maanden na de dag waarop de klachtgerechtigde ervan wist. "
        "Onzeker: artikel 88 telt een maand als 30 dagen, en dan zijn het 90 dagen. Wacht niet tot het laatst."
    )


def _ground_of_fund() -> str:
    # The article was not looked up in the enacted text; the fund itself names the ten years.
    return gettext(
        "Schadefonds Geweldsmisdrijven: aanvragen binnen tien jaar na het misdrijf (schadefonds.nl; "
        "Wet schadefonds geweldsmisdrijven, artikel 7: nog na te kijken)."
    )


_TERMS: tuple[tuple[Kind, Callable[[datetime, date], datetime], Callable[[], str]], ...] = (
    (Kind.OFFENDER_RESPONSE, _two_days_and_nights, _ground_of_response),
    (Kind.CRIMINAL_REPORT, _two_working_days, _ground_of_report),
    (Kind.PROSECUTION_REQUEST, _three_months, _ground_of_complaint),
    (Kind.DAMAGES_FUND, _ten_years, _ground_of_fund),
)
