"""Sessions and trainings in each state, so that a newcomer sees the list lived in. Nobody in them exists."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.ui.times import moment
from weerbaar.outreach.campaign.models import Office, Payer, Stage
from weerbaar.outreach.campaign.queries.rounds import current_round, participation_of
from weerbaar.outreach.sessions.actions import costs, evaluations, gatherings, hall, programme, quotations, staffing
from weerbaar.outreach.sessions.models import Answer, CostKind, Gathering, Kind, Vat
from weerbaar.outreach.sessions.queries.gatherings import Recipient, gathering_by, participations_of
from weerbaar.outreach.sessions.queries.hall import suggested_for
from weerbaar.outreach.surveys.actions.openly import answer_openly
from weerbaar.public.authorities.queries import authority_by_code
from weerbaar.team.network.models import Facilitator, Skill
from weerbaar.team.network.queries.facilitators import facilitators

_THURSDAY = 3
WISHES = "Veel bedreiging op sociale media. Wij willen ook weten hoe aangifte gaat."
ANSWERS = (
    {"useful": 5, "safe": 5, "knows_whom": "yes", "would_report": "yes", "wishes": ["online", "talking"]},
    {"useful": 4, "safe": 4, "knows_whom": "yes", "would_report": "yes", "wishes": ["online"]},
    {"useful": 4, "safe": 5, "knows_whom": "knew_already", "would_report": "same", "wishes": ["home"]},
)


def furnish(team: Iterable[Account], at: datetime) -> None:
    """Will make five of them: asked, staffed, waiting for an answer, quoted, and held with answers."""
    people = {one.name.split()[0]: one for one in facilitators()}
    if Gathering.objects.exists() or current_round(timezone.localdate(at)) is None or not people:
        return
    by = next(account for account in team if account.email == "toon@overleg.invalid")
    _want(["GM0141"], Kind.SESSION, at - timedelta(days=20), by)
    staffed = _planned(["GM0402"], Kind.SESSION, at, by, days=16)
    _goes(staffed, people["Famke"], Skill.MODERATE, at, by)
    if any(one.block.skill == "train" for one in suggested_for(staffed)):
        _goes(staffed, people["Jet"], Skill.TRAIN, at, by)
    waiting = _planned(["PV25", "GM0200", "GM0202"], Kind.SESSION, at, by, days=30)
    staffing.ask(gathering=waiting, facilitator=people["Gijs"], skill=Skill.MODERATE, at=at, by=by)
    _quoted(_planned(["GM0014"], Kind.TRAINING, at, by, days=40), at, by)
    _held(_planned(["GM0193"], Kind.SESSION, at - timedelta(days=40), by, days=37), people["Toon"], at, by)


def _want(codes: list[str], kind: Kind, at: datetime, by: Account) -> Gathering:
    return gatherings.want_gathering(
        kind=kind, stages=[_stage(code, kind, at) for code in codes], wishes=WISHES, at=at, by=by
    )  # fmt: skip


def _stage(code: str, kind: Kind, at: datetime) -> Stage:
    current = current_round(timezone.localdate(at))
    found = participation_of(code, round=current) if current else None
    assert found is not None, code
    return next(stage for stage in found.stages.all() if stage.kind == kind)


def _planned(codes: list[str], kind: Kind, at: datetime, by: Account, *, days: int) -> Gathering:
    one = _want(codes, kind, at, by)
    day = _an_evening(timezone.localdate(at) + timedelta(days=days))
    gatherings.plan_gathering(
        gathering=one, starts_at=moment(day, time(19, 30)), ends_at=moment(day, time(22)),
        place=authority_by_code(codes[0]), room="Raadzaal", address="", at=at, by=by,
    )  # fmt: skip
    now = _again(one)
    chosen = [(each.block, each.block.minutes) for each in suggested_for(now)]
    programme.set_programme(gathering=now, chosen=chosen, at=at, by=by)
    hall.expect(gathering=now, numbers={"council": 31, "executive": 6, "staff": 4, "other": 0}, at=at, by=by)
    return _again(one)


def _an_evening(about: date) -> date:
    """Monday to Thursday: councils do not meet at the end of the week."""
    return about - timedelta(days=max(0, about.weekday() - _THURSDAY))


def _goes(one: Gathering, person: Facilitator, skill: Skill, at: datetime, by: Account) -> None:
    asked = staffing.ask(gathering=one, facilitator=person, skill=skill, at=at, by=by)
    staffing.answer(asked=asked, answer=Answer.YES, remark="", at=at)


def _quoted(one: Gathering, at: datetime, by: Account) -> None:
    lines = ((CostKind.FEE, "trainer, een dagdeel", 2, 75_000), (CostKind.TRAVEL, "per kilometer", 120, 23))
    for kind, text, quantity, cents in lines:
        costs.add_cost(
            gathering=one, kind=kind, text=text, quantity=quantity, unit_cents=cents, vat=Vat.HIGH, at=at, by=by
        )
    until = timezone.localdate(at) + timedelta(days=30)
    made = quotations.make_quotation(gathering=one, valid_until=until, at=at, by=by)
    to = Recipient(participations_of(one)[0], "griffie@groningen.invalid", None, Office.CLERK)
    quotations.send_quotation(quotation=made, recipient=to, at=at, by=by)


def _held(one: Gathering, person: Facilitator, at: datetime, by: Account) -> None:
    _goes(one, person, Skill.MODERATE, at - timedelta(days=30), by)
    survey = evaluations.open_evaluation(gathering=one, at=at - timedelta(days=3), by=by)
    for place in range(9):
        answers = ANSWERS[place % len(ANSWERS)]
        answer_openly(survey=survey, answers=answers, once=f"demo-{place}", whom="demo", at=at - timedelta(days=3))
    present = {"council": 27, "executive": 5, "staff": 3, "other": 0}
    gatherings.tell_held(gathering=_again(one), present=present, at=at - timedelta(days=2), by=by)
    for text, side in (
        ("Wij sturen de stappenkaart.", Payer.TEAM),
        ("De griffie maakt een meldpunt.", Payer.ORGANISATION),
    ):
        hall.promise(
            gathering=one, participation=participations_of(one)[0], text=text, side=side,
            due_on=timezone.localdate(at) + timedelta(days=21), at=at - timedelta(days=2), by=by,
        )  # fmt: skip


def _again(one: Gathering) -> Gathering:
    found = gathering_by(one.pk)
    assert found is not None
    return found
