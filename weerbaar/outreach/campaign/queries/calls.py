"""Whom to call: organisations that do not answer, and those that asked to be called back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from weerbaar.outreach.campaign.models import Call, Contact, Office, Participation, Round
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.outreach.campaign.queries.organisations import Wanted, chosen, with_stages
from weerbaar.outreach.campaign.urgency import Act, Standing

_WHOM = (
    Office.CLERK,
    Office.ASSISTANT,
    Office.SECRETARY,
    Office.SAFETY_OFFICER,
    Office.MAYOR,
    Office.KINGS_COMMISSIONER,
)


@dataclass(frozen=True)
class Attempts:
    """How often somebody tried, and when and how it went last."""

    count: int = 0
    last_at: datetime | None = None
    last_outcome: str = ""

    @property
    def last_words(self) -> str:
        """How it went last, in words."""
        return str(Call.Outcome(self.last_outcome).label) if self.last_outcome else ""


@dataclass(frozen=True)
class ToCall:
    """A line of the call round: whom to ask for, at which number, and what was tried."""

    participation: Participation
    standing: Standing
    whom: Contact | None
    phone: str
    attempts: Attempts


def call_keys(round: Round, *, on: date) -> dict[UUID, Standing]:  # noqa: A002 - the noun of the field
    """Will give who is to be called today, an agreed call first, then the longest silent.

    Who was called today and did not answer is left in peace until tomorrow.
    """
    found = {key: one for key, one in chosen(round, Wanted(), on=on).items() if one.act in {Act.CALL, Act.CALL_BACK}}
    tried = attempts_of(found)
    waiting = {key: one for key, one in found.items() if one.act == Act.CALL_BACK or not _called_on(tried.get(key), on)}
    return dict(sorted(waiting.items(), key=lambda pair: (pair[1].act != Act.CALL_BACK, pair[1].order)))


def to_call(found: dict[UUID, Standing], keys: Iterable[UUID], *, on: date) -> list[ToCall]:
    """Will give the lines of the call round for these organisations, in their order."""
    keys = list(keys)
    rows = with_stages(Participation.objects.filter(pk__in=keys)).select_related("arranger").in_bulk()
    people: dict[str, list[Contact]] = {}
    for contact in contacts_on(on, [row.organisation_id for row in rows.values()]):
        people.setdefault(contact.organisation_id, []).append(contact)
    tried = attempts_of(keys)
    return [
        _line(rows[key], found[key], people.get(rows[key].organisation_id, []), tried.get(key, Attempts()))
        for key in keys
    ]


def calls_of(participation: Participation) -> QuerySet[Call]:
    """Will give the calls to an organisation in this round, the last first."""
    return participation.calls.select_related("by").order_by("-at", "id")


def attempts_of(keys: Iterable[UUID]) -> dict[UUID, Attempts]:
    """Will count the calls to these organisations."""
    found: dict[UUID, Attempts] = {}
    for key, at, outcome in (
        Call.objects.filter(participation__in=list(keys))
        .order_by("at")
        .values_list("participation_id", "at", "outcome")
    ):
        found[key] = Attempts(found.get(key, Attempts()).count + 1, at, outcome)
    return found


def _line(row: Participation, standing: Standing, people: list[Contact], attempts: Attempts) -> ToCall:
    by_office = sorted(people, key=lambda one: _WHOM.index(Office(one.office)) if one.office in _WHOM else len(_WHOM))
    whom = row.arranger or next((one for one in by_office if one.phone), by_office[0] if by_office else None)
    return ToCall(row, standing, whom, (whom.phone if whom else "") or row.organisation.phone, attempts)


def _called_on(attempts: Attempts | None, day: date) -> bool:
    return attempts is not None and attempts.last_at is not None and timezone.localtime(attempts.last_at).date() == day
