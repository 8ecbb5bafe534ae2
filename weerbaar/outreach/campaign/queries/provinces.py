"""How far each province is in a round, against its own dates."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from weerbaar.outreach.campaign.models import ProvinceTarget, Round, Stage, StageKind, StageState
from weerbaar.outreach.campaign.queries.organisations import taking_part
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind

_SETTLED = {StageState.HELD, StageState.DECLINED}
_SOMETHING = 1


@dataclass(frozen=True)
class ProvinceLine:
    """One province in a round. `settled` talks were held or are not wanted; `expected` is what its dates ask by now."""

    code: str
    name: str
    position: int | None
    starts_on: date | None
    target_on: date | None
    all: int
    written: int
    settled: int
    planned: int
    expected: int

    @property
    def behind(self) -> int:
        """How many talks fewer than its dates ask; a negative number is ahead."""
        return self.expected - self.settled

    @property
    def is_late(self) -> bool:
        """Whether the day by which it would be done has passed, and it is not."""
        return self.expected == self.all and self.settled < self.all and self.target_on is not None


def provinces_of(round: Round, *, on: date) -> list[ProvinceLine]:  # noqa: A002 - the noun of the field
    """Will tell of each province where it stands in the order, its dates, and how far its organisations are."""
    targets = {target.province_id: target for target in ProvinceTarget.objects.filter(round=round)}
    part = taking_part(round)
    columns = ("organisation", "organisation__authority__province", "letter_sent_on")
    rows = [(province or code, letter) for code, province, letter in part.values_list(*columns)]
    talks = Stage.objects.filter(participation__in=part.values("pk"), kind=StageKind.INTAKE_TALK)
    where = ("participation__organisation", "participation__organisation__authority__province", "state")
    states = [(province or code, state) for code, province, state in talks.values_list(*where)]
    everyone, written = Counter(code for code, _ in rows), Counter(code for code, letter in rows if letter)
    settled = Counter(code for code, state in states if state in _SETTLED)
    planned = Counter(code for code, state in states if state == StageState.PLANNED)
    found = []
    for body in authorities.authorities_on(round.starts_on, Kind.PROVINCE):
        target, count = targets.get(body.pk), everyone[body.pk]
        dates = (target.starts_on, target.target_on) if target else (None, None)
        found.append(
            ProvinceLine(
                body.pk, body.name, target.position if target else None, *dates, count, written[body.pk], settled[body.pk],
                planned[body.pk], expected_by(on, *dates, count=count),
            )
        )  # fmt: skip
    return sorted(found, key=lambda line: (line.position is None, line.position or 0, line.name))


def expected_by(on: date, starts_on: date | None, target_on: date | None, *, count: int) -> int:
    """Will return how many of `count` talks are settled by a day, when they are spread evenly between two days."""
    if target_on is None or starts_on is None or on < starts_on:
        return 0
    if on >= target_on:
        return count
    return count * (on - starts_on).days // max((target_on - starts_on).days, _SOMETHING)
