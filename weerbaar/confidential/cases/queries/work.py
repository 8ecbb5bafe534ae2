"""What someone has to do today: late first. As many queries for five hundred cases as for one, and one recorded look."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Min, Q, QuerySet

from weerbaar.confidential.cases.deadlines import Kind as Term
from weerbaar.confidential.cases.models import Case, DangerCheck, Deadline, Task
from weerbaar.confidential.cases.queries.lists import first_words
from weerbaar.confidential.cases.queries.shelf import granted, readable
from weerbaar.confidential.cases.rules import HELPED, TO_DO, State
from weerbaar.foundation.vault.fields import Sealed, sealed_value
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOST = 50
"""Of each sort; late ones come first, so what is left out is the least pressing."""
AHEAD = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=1)
QUIET_AFTER = timedelta(days=14)
ORDER = ("look", "waiting", "deadline", "task", "elsewhere", "quiet")
_LAST = datetime(9999, 1, 1, tzinfo=UTC)
_OF_CASE = ("case_id", "case__number", "case__thread_id", "case__summary")


@dataclass(frozen=True)
class Item:
    """One thing to do: of which sort, in which case, and by when. `at` of what waits or is quiet is since when.

    What another room has to do is of the sort «elsewhere», and `href` leads to it.
    """

    sort: str
    number: str
    at: datetime | None
    is_late: bool
    term: Term | None = None
    title: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    href: str = ""


class Todo(NamedTuple):
    """Something to do that another room keeps: in which case, by when, what in plain words, and where."""

    case: Case
    at: datetime
    label: str
    href: str


class TodoSource(Protocol):
    """Gives what a room has for this viewer to do by then, at most `MOST` + 1 rows; `can_open` is the condition on a row with a case."""

    def __call__(self, viewer: "Account", can_open: Exists, *, until: datetime) -> list[Todo]: ...


_SOURCES: list[TodoSource] = []


def register_todo(source: TodoSource) -> Callable[..., object]:
    """Will have what another room has to do stand on the page of today's work. Call it in `apps.ready()`."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


@dataclass(frozen=True)
class Work:
    """All there is to do for one person, in the order to do it in; `has_more` when a sort had more than fifty."""

    late: list[Item]
    today: list[Item]
    soon: list[Item]
    some_day: list[Item]
    quiet: list[Item]
    has_more: bool

    def __bool__(self) -> bool:
        return any((self.late, self.today, self.soon, self.some_day, self.quiet))


@dataclass(frozen=True)
class Load:
    """What waits at one association, in numbers: of nobody, since when, how many too long, and looks that are late."""

    association: str
    unclaimed: int
    oldest: datetime | None
    too_long: int
    late_looks: int


@dataclass(frozen=True)
class _Found:
    """An item that is not opened yet: the case with its first words, and a title if it has one of its own."""

    sort: str
    case_id: UUID
    number: str
    thread_id: UUID | None
    summary: Sealed
    at: datetime | None
    term: Term | None = None
    team_id: UUID | None = None
    title: Sealed | None = None
    label: str = ""
    href: str = ""


def work_of(viewer: "Account", keyring: Keyring, *, at: datetime) -> Work:
    """Will return what this viewer has to do, late first, and have it recorded as one look."""
    mine = readable(keyring).filter(claimed_by=viewer)
    sorts = [
        _looks(keyring),
        _deadlines(viewer, keyring, at),
        _tasks(viewer, keyring),
        *(_elsewhere(source(viewer, granted(keyring), until=at + AHEAD)) for source in _SOURCES),
        _waiting(mine),
        _quiet(mine, at),
    ]
    found = [item for sort in sorts for item in sort[:MOST]]
    parts = {part for item in found for part in (item.thread_id, item.team_id) if part}
    opened = keyring.open(parts, purpose="work")
    items = [_item(keyring, item, at) for item in found if {item.thread_id, item.team_id} - {None} <= opened]
    return _in_order(items, at, has_more=any(len(sort) > MOST for sort in sorts))


def workload(at: datetime) -> list[Load]:
    """Will return per association what nobody took up, and which second looks are late: numbers and no case."""
    unclaimed = Q(state=State.NEW)
    late = Q(danger_checks__look_again_at__lte=at, danger_checks__looked_again_at=None)
    rows = (
        Case.objects.filter(unclaimed | Q(danger=True))
        .values("association__name")
        .annotate(
            of_nobody=Count("pk", filter=unclaimed, distinct=True),
            oldest=Min("waiting_since", filter=unclaimed),
            too_long=Count("pk", filter=unclaimed & Q(waiting_since__lte=at - ANSWER_WITHIN), distinct=True),
            late_looks=Count("pk", filter=late, distinct=True),
        )
        .order_by("association__name")
    )
    return [
        Load(row["association__name"], row["of_nobody"], row["oldest"], row["too_long"], row["late_looks"])
        for row in rows
    ]


def _looks(keyring: Keyring) -> list[_Found]:
    rows = DangerCheck.objects.filter(granted(keyring), looked_again_at=None, look_again_at__isnull=False).order_by(
        "look_again_at", "pk"
    )
    # Two contacts can each have told of danger; it is one look.
    found: dict[UUID, _Found] = {}
    for *case, look_again_at in rows.values_list(*_OF_CASE, "look_again_at")[: 2 * MOST]:
        found.setdefault(case[0], _found("look", case, look_again_at))
    return list(found.values())


def _deadlines(viewer: "Account", keyring: Keyring, at: datetime) -> list[_Found]:
    ours = (Q(case__claimed_by=viewer) | Q(case__claimed_by=None)) & Q(case__state__in=TO_DO)
    near = Q(due_at__lte=at + AHEAD) | Q(reminded_at__isnull=False)
    rows = Deadline.objects.filter(granted(keyring), near, ours, met_at=None, dropped_at=None).order_by("due_at", "pk")
    return [
        _found("deadline", case, due_at, term=Term(kind))
        for *case, due_at, kind in rows.values_list(*_OF_CASE, "due_at", "kind")[: MOST + 1]
    ]


def _tasks(viewer: "Account", keyring: Keyring) -> list[_Found]:
    rows = Task.objects.filter(granted(keyring), owner=viewer, done_at=None, case__state__in=TO_DO)
    columns = rows.order_by(F("due_at").asc(nulls_last=True), "pk").values_list(
        *_OF_CASE, "due_at", "pk", "team_id", "title"
    )
    return [
        _found(
            "task",
            case,
            due_at,
            team_id=team_id,
            title=sealed_value(Task, "title", title, row=pk, compartment=team_id),
        )
        for *case, due_at, pk, team_id, title in columns[: MOST + 1]
    ]


def _elsewhere(todos: list[Todo]) -> list[_Found]:
    return [
        _Found(
            "elsewhere",
            todo.case.pk,
            todo.case.number,
            todo.case.thread_id,
            todo.case.summary,
            todo.at,
            label=todo.label,
            href=todo.href,
        )
        for todo in todos
    ]


def _waiting(mine: QuerySet[Case]) -> list[_Found]:
    rows = mine.filter(waiting_since__isnull=False).order_by("-danger", "waiting_since", "pk")
    return _cases("waiting", rows, "waiting_since")


def _quiet(mine: QuerySet[Case], at: datetime) -> list[_Found]:
    rows = mine.filter(state__in=HELPED, waiting_since=None, danger=False, last_activity_at__lt=at - QUIET_AFTER)
    return _cases("quiet", rows.order_by("last_activity_at", "pk"), "last_activity_at")


def _cases(sort: str, rows: QuerySet[Case], since: str) -> list[_Found]:
    columns = rows.values_list("pk", "number", "thread_id", "summary", since)
    return [_found(sort, case, at) for *case, at in columns[: MOST + 1]]


def _found(sort: str, case: list[Any], at: datetime | None, **more: Any) -> _Found:
    case_id, number, thread_id, box = case
    summary = sealed_value(Case, "summary", box, row=case_id, compartment=thread_id)
    return _Found(sort, case_id, number, thread_id, summary, at, **more)


def _item(keyring: Keyring, found: _Found, at: datetime) -> Item:
    due = found.at + ANSWER_WITHIN if found.sort == "waiting" and found.at else found.at
    return Item(
        sort=found.sort,
        number=found.number,
        at=found.at,
        is_late=found.sort != "quiet" and due is not None and due < at,
        term=found.term,
        title=first_words(keyring, found.title) if found.title else found.label,
        words=first_words(keyring, found.summary),
        href=found.href,
    )


def _in_order(items: list[Item], at: datetime, *, has_more: bool) -> Work:
    tonight = datetime.combine(at.astimezone(AMSTERDAM), time.max, AMSTERDAM)
    groups: dict[str, list[Item]] = {"late": [], "today": [], "soon": [], "some_day": [], "quiet": []}
    for item in sorted(items, key=_rank):
        groups[_group(item, tonight)].append(item)
    return Work(**groups, has_more=has_more)


def _rank(item: Item) -> tuple[bool, datetime, int, str]:
    # A look goes before everything that is late as well: it may be about a life.
    return item.sort != "look", item.at or _LAST, ORDER.index(item.sort), item.number


def _group(item: Item, tonight: datetime) -> str:
    if item.is_late:
        return "late"
    if item.sort in {"look", "waiting"}:
        return "today"
    if item.sort == "quiet":
        return "quiet"
    if item.at is None:
        return "some_day"
    return "today" if item.at <= tonight else "soon"
