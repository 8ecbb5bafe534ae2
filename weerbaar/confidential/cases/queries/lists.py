"""The lists of cases: fifty at a time, with their first words, in as many queries for fifty as for one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries.shelf import readable_by
from weerbaar.confidential.cases.queries.visitors import SOMEONE_IS_READING
from weerbaar.confidential.cases.rules import HELPED
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.fields import Sealed, sealed_value
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

PAGE = 50
_LISTED = (
    "id",
    "number",
    "state",
    "association__name",
    "danger",
    "opened_at",
    "waiting_since",
    "last_activity_at",
    "claimed_at",
    "glanced_at",
    "erase_on",
    "thread_id",
    "summary",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Listed(NamedTuple):
    """The columns of a case that a list needs: reading fifty of these costs a third of reading fifty whole cases."""

    id: UUID
    number: str
    state: str
    association: str
    danger: bool
    opened_at: datetime
    waiting_since: datetime | None
    last_activity_at: datetime
    claimed_at: datetime | None
    glanced_at: datetime | None
    erase_on: date | None
    thread_id: UUID | None
    summary: bytes


@dataclass(frozen=True)
class Row:
    """A case in a list: the first words, what is plain, and whether a colleague is reading it right now."""

    case: Listed = field(repr=False)
    summary: str = field(repr=False)
    is_being_read: bool = False


@dataclass(frozen=True)
class Rows:
    """One page of a list, and where the next begins; empty when there is none."""

    rows: list[Row]
    next: str


@dataclass(frozen=True)
class Desk:
    """What lies before someone on duty: who waits, and the own cases in which nobody waits."""

    waiting: Rows
    claimed: Rows


def desk(viewer: "Account", keyring: Keyring, *, after: str = "") -> Desk:
    """Will return what `waiting` and `claimed` return, and have both recorded as one look."""
    waits, with_viewer = _find_waiting(keyring, after), _find_claimed(viewer, keyring, "")
    keyring.open(threads_of(waits.cases + with_viewer.cases), purpose="list")
    return Desk(rows_of(keyring, waits), rows_of(keyring, with_viewer))


def waiting(keyring: Keyring, *, after: str = "") -> Rows:
    """Will return who waits for an answer: danger first, then the oldest, fifty at a time.

    `after` is the `next` of the page before. The number of queries is the same for every length of the list.
    """
    return rows_of(keyring, _find_waiting(keyring, after))


def claimed(viewer: "Account", keyring: Keyring, *, after: str = "") -> Rows:
    """Will return the viewer's own cases in which nobody waits, the liveliest first, fifty at a time."""
    return rows_of(keyring, _find_claimed(viewer, keyring, after))


def first_words(keyring: Keyring, summary: Sealed) -> str:
    """Will return the first words of a case, or that they do not open."""
    try:
        return summary.reveal(keyring)
    except BrokenBox:
        # Whoever waits must not drop out of the list because eight words were tampered with.
        return gettext("(deze woorden gaan niet open)")


class Found(NamedTuple):
    """One page of cases that are not opened yet, and where the next page begins."""

    cases: list[Listed]
    next: str


def _find_waiting(keyring: Keyring, after: str) -> Found:
    in_danger, since, last = _place(after)
    return page_of(_waiting(keyring.holder_ids, since, last, in_danger=in_danger, most=PAGE + 1), _cursor)


@prepared
def _waiting(
    holders: Iterable[UUID], since: datetime | None, last: UUID | None, *, in_danger: bool | None, most: int
) -> QuerySet[Case, Any]:
    cases = readable_by(holders).filter(_behind(since, last, in_danger=in_danger), waiting_since__isnull=False)
    return cases.order_by("-danger", "waiting_since", "id").values_list(*_LISTED)[:most]


def _find_claimed(viewer: "Account", keyring: Keyring, after: str) -> Found:
    return page_of(_claimed(keyring.holder_ids, viewer.pk, *place_lively(after), PAGE + 1), cursor_lively)


@prepared
def _claimed(
    holders: Iterable[UUID], viewer_id: UUID, since: datetime | None, last: UUID | None, most: int
) -> QuerySet[Case, Any]:
    helped = readable_by(holders).filter(claimed_by_id=viewer_id, waiting_since=None, state__in=HELPED)
    cases = helped.filter(behind_lively(since, last)).order_by("-last_activity_at", "id")
    return cases.values_list(*_LISTED)[:most]


def find(cases: QuerySet[Case], cursor: Callable[[Listed], str]) -> Found:
    """Will return the first page of these, not opened; `cursor` names the row after which the next page begins."""
    return page_of(list(cases.values_list(*_LISTED)[: PAGE + 1]), cursor)


def page_of(rows: list[Any], cursor: Callable[[Listed], str]) -> Found:
    """Will return a page of what was found, and where the next begins when one more than a page was found."""
    found = [Listed(*values) for values in rows]
    return Found(found[:PAGE], cursor(found[PAGE - 1]) if len(found) > PAGE else "")


def rows_of(keyring: Keyring, found: Found) -> Rows:
    """Will open a page that was found, and have that recorded unless it was opened already."""
    # What a colleague took up a moment ago does not open any more, and is not in the list any more.
    opened = keyring.open(threads_of(found.cases), purpose="list")
    lately = keyring.at - SOMEONE_IS_READING
    rows = [
        Row(case, _words_of(keyring, case), case.glanced_at is not None and case.glanced_at > lately)
        for case in found.cases
        if case.thread_id in opened
    ]
    return Rows(rows, found.next)


def threads_of(cases: Iterable[Listed]) -> list[UUID]:
    """Will return the compartments with the first words of these."""
    return [case.thread_id for case in cases if case.thread_id]


def _words_of(keyring: Keyring, case: Listed) -> str:
    return first_words(keyring, sealed_value(Case, "summary", case.summary, row=case.id, compartment=case.thread_id))


def _cursor(case: Listed) -> str:
    assert case.waiting_since is not None
    return f"{int(case.danger)}_{(case.waiting_since - _EPOCH) // timedelta(microseconds=1)}_{case.id.hex}"


def _place(cursor: str) -> tuple[bool | None, datetime | None, UUID | None]:
    """Where the row is that the cursor names: in danger or not, since when, and which; a cursor that is none names nothing."""
    try:
        danger, moment, case_id = cursor.split("_")
        return danger == "1", _EPOCH + timedelta(microseconds=int(moment)), UUID(case_id)
    except (ValueError, OverflowError):
        return None, None, None


def _behind(since: datetime | None, last: UUID | None, *, in_danger: bool | None) -> Q:
    """What comes after that place; after no place comes everything."""
    if in_danger is None:
        return Q()
    later = Q(danger=in_danger) & (Q(waiting_since__gt=since) | Q(waiting_since=since, pk__gt=last))
    return later | Q(danger=False) if in_danger else later


def cursor_lively(case: Listed) -> str:
    """Will name a row of a list that has the liveliest first."""
    return f"{(case.last_activity_at - _EPOCH) // timedelta(microseconds=1)}_{case.id.hex}"


def place_lively(cursor: str) -> tuple[datetime | None, UUID | None]:
    """Will return where the row is that the cursor names, for `behind_lively`; a cursor that is none names nothing."""
    try:
        moment, case_id = cursor.split("_")
        return _EPOCH + timedelta(microseconds=int(moment)), UUID(case_id)
    except (ValueError, OverflowError):
        return None, None


def behind_lively(since: datetime | None, last: UUID | None) -> Q:
    """Will return what comes after that place in a list that has the liveliest first; after no place comes everything."""
    if since is None:
        return Q()
    return Q(last_activity_at__lt=since) | Q(last_activity_at=since, pk__gt=last)
