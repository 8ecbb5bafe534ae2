"""How far a round is, in figures: for the page, the command line and the public page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from weerbaar.outreach.campaign.forecast import Facts, Forecast, TooLittle, forecast
from weerbaar.outreach.campaign.lead_times import YARDSTICK_DAYS, Days, LeadTime, Leg, durations, lead_times
from weerbaar.outreach.campaign.models import Round, StageKind, StageState
from weerbaar.outreach.campaign.queries import progress
from weerbaar.outreach.campaign.queries.progress import Progress, StageCount
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind

State = StageState
TO_GO = (State.OPEN, State.OFFERED, State.WANTED, State.PLANNED, State.LATER)


@dataclass(frozen=True)
class Province:
    """One province with all that lies in it, itself included."""

    code: str
    name: str
    progress: Progress


@dataclass(frozen=True)
class Report:
    """A round on a day: the whole, every province by name, the lead times, and the days they were made from."""

    round: Round
    on: date
    whole: Progress
    provinces: list[Province]
    lead_times: list[LeadTime]
    days: list[Days]


def report_of(round: Round, *, on: date) -> Report:  # noqa: A002 - the noun of the field
    """Will count a round. Costs four queries, however many organisations there are."""
    counts, days = progress.counts_by_province(round), progress.days_of(round)
    names = dict(authorities.authorities().of_kind(Kind.PROVINCE).values_list("code", "name"))
    provinces = [Province(code, names.get(code, code), counts[code]) for code in counts]
    provinces.sort(key=lambda one: list(names).index(one.code) if one.code in names else len(names))
    return Report(round, on, progress.whole(counts.values()), provinces, lead_times(days), days)


def forecast_of(report: Report, kind: StageKind) -> Forecast | TooLittle | None:
    """Will say when everybody had this stage, by the method of `forecast`; costs two queries."""
    count = report.whole.stages[kind]
    states = progress.states_with_letter(report.round, kind)
    waits = tuple(
        (report.on - letter).days for state, letter in states if letter and letter <= report.on and state in TO_GO
    )
    leg = _LEG_TO[kind]
    facts = Facts(
        on=report.on, to_go=sum(count.now[state] for state in TO_GO), declined=count.now[State.DECLINED],
        written=waits if kind == StageKind.INTAKE_TALK else (),
        held=tuple(progress.held_days(report.round, kind, until=report.on)),
        took=tuple(durations(leg, report.days, on=report.on)),
    )  # fmt: skip
    return forecast(facts)


_LEG_TO = {
    StageKind.INTAKE_TALK: Leg.LETTER_TO_TALK,
    StageKind.SESSION: Leg.TALK_TO_SESSION,
    StageKind.TRAINING: Leg.SESSION_TO_TRAINING,
}


def as_json(report: Report, *, at: datetime) -> dict[str, Any]:
    """Will return the report as docs/operations.md describes it. Keys are added; none changes its meaning."""
    return {
        "round": {
            "code": report.round.code,
            "name": report.round.name,
            "starts_on": report.round.starts_on.isoformat(),
            "ends_on": report.round.ends_on.isoformat(),
        },
        "at": at.isoformat(),
        **_progress(report.whole),
        "provinces": {one.code: {"name": one.name, **_progress(one.progress)} for one in report.provinces},
        "lead_times": {one.leg.value: _lead_time(one) for one in report.lead_times},
        "yardstick": {"letter_to_talk_days": YARDSTICK_DAYS},
        "forecast": {kind.value: _forecast(forecast_of(report, kind)) for kind in StageKind},
    }


def _progress(one: Progress) -> dict[str, Any]:
    return {
        "organisations": one.organisations,
        "approached": one.approached,
        "visited": one.visited,
        "stages": {kind: _stage(count) for kind, count in one.stages.items()},
    }


def _stage(count: StageCount) -> Mapping[str, Any]:
    return {"organisations": count.organisations, **count.now, "ever": dict(count.ever)}


def _lead_time(one: LeadTime) -> dict[str, Any]:
    return {"organisations": one.count, "waiting": one.waiting, "median_days": one.median, "p90_days": one.p90}


def _forecast(one: Forecast | TooLittle | None) -> dict[str, Any]:
    match one:
        case None:
            return {"to_go": 0, "says": "done"}
        case TooLittle(to_go, weeks, held):
            return {"to_go": to_go, "says": "too_little", "weeks": weeks, "held": held}
        case _:
            days = {"early": one.early, "middle": one.middle, "late": one.late}
            told = {name: day.isoformat() if day else None for name, day in days.items()}
            return {"to_go": one.to_go, "says": "forecast", "weeks": one.weeks, "held": one.held, **told}


@dataclass(frozen=True)
class Line:
    """One province, or the whole, for one stage: a line of the table."""

    code: str
    name: str
    progress: Progress
    stage: StageCount
    stuck: int


@dataclass(frozen=True)
class Funnel:
    """One stage of those that are looked at, with the words for it."""

    kind: StageKind
    stage: StageCount


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the page of a round shows for one stage, of all provinces or of one."""

    here: Progress
    lines: list[Line]
    funnel: list[Funnel]
    lead_times: list[LeadTime]
    forecast: Forecast | TooLittle | None
    too_little: bool
    yardstick: int = YARDSTICK_DAYS


def page_of(report: Report, kind: StageKind, province: str = "") -> Page:
    """Will choose what the page shows; the forecast is of the whole country, since a province has too few to draw from."""
    shown = [one for one in report.provinces if province in {"", one.code}]
    here = progress.whole(one.progress for one in shown)
    days = [one for one in report.days if province in {"", one.province}]
    end, stuck = forecast_of(report, kind), progress.stuck_by_province(report.round, on=report.on)
    return Page(
        here=here,
        lines=[Line(one.code, one.name, one.progress, one.progress.stages[kind], stuck[one.code]) for one in shown],
        funnel=[Funnel(each, here.stages[each]) for each in StageKind],
        lead_times=lead_times(days), forecast=end, too_little=isinstance(end, TooLittle),
    )  # fmt: skip
