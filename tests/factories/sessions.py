"""A session or training with invented people, as far along as a test asks for."""

from datetime import UTC, datetime, timedelta

from tests.factories.tour import HILVERSUM, make_contact, participation_of, stage_of
from weerbaar.outreach.campaign.models import StageKind
from weerbaar.outreach.sessions.actions.costs import add_cost
from weerbaar.outreach.sessions.actions.gatherings import plan_gathering, want_gathering
from weerbaar.outreach.sessions.actions.programme import set_programme
from weerbaar.outreach.sessions.catalogue import block_by
from weerbaar.outreach.sessions.models import CostKind, Gathering, Kind, Vat
from weerbaar.outreach.sessions.queries.gatherings import gathering_by
from weerbaar.public.authorities.queries import authority_by_code

ASKED = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
EVENING = datetime(2026, 10, 26, 18, 30, tzinfo=UTC)
LENGTH = timedelta(minutes=150)


def make_gathering(*codes: str, kind: Kind = Kind.SESSION, at: datetime = ASKED, by=None, **facts) -> Gathering:
    """Will make one that was asked for; without codes it is for Hilversum, whose clerk has an address."""
    codes = codes or (HILVERSUM,)
    stages = [stage_of(participation_of(code), StageKind(kind)) for code in codes]
    for code in codes:
        make_contact(code, email=f"griffie-{code.lower()}@gemeente.invalid")
    return want_gathering(kind=kind, stages=stages, at=at, by=by, **facts)


def again(gathering: Gathering) -> Gathering:
    """Will read it anew."""
    found = gathering_by(gathering.pk)
    assert found is not None
    return found


def plan(gathering: Gathering, starts_at: datetime = EVENING, *, at: datetime = ASKED, by=None, **facts):
    told = {"place": authority_by_code(HILVERSUM), "room": "Raadzaal", "address": "Dudokpark 1"} | facts
    return plan_gathering(gathering=gathering, starts_at=starts_at, ends_at=starts_at + LENGTH, at=at, by=by, **told)


def compose(gathering: Gathering, *keys: str, by, at: datetime = ASKED) -> None:
    blocks = [block_by(key) for key in keys or ("welkom", "wat-gebeurt-er", "toezeggingen")]
    set_programme(gathering=gathering, chosen=[(block, block.minutes) for block in blocks], at=at, by=by)


def price(gathering: Gathering, *, by, at: datetime = ASKED, cents: int = 75_000) -> None:
    add_cost(
        gathering=gathering, kind=CostKind.FEE, text="trainer, een dagdeel", quantity=2, unit_cents=cents, vat=Vat.HIGH,
        at=at, by=by,
    )  # fmt: skip
    add_cost(
        gathering=gathering, kind=CostKind.TRAVEL, text="per auto", quantity=120, unit_cents=23, vat=Vat.HIGH,
        at=at + timedelta(seconds=1), by=by,
    )  # fmt: skip
