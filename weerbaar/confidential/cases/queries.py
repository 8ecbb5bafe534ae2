"""Every read of a case. The shelf: rows come only to who holds a key to them; to anyone else they are not there."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from weerbaar.confidential.cases.models import Attachment, Case, Entry, Identity, Note
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.queries import acts_on
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.compartments import holders_of
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Grant, Holder
from weerbaar.team.network.queries import Barred

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

_Written = TypeVar("_Written", Entry, Note)
PAGE = 50
LINES = 100
VISITS = 20
ONE_VISIT = SOMEONE_IS_READING = timedelta(minutes=15)
_TICKET = "cases.claim"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class AlreadyClaimed(Exception):
    """A colleague took the case up first."""

    def __init__(self, by: "Account", at: datetime) -> None:
        super().__init__()
        self.by = by
        self.at = at


@dataclass(frozen=True)
class Row:
    """A case in a list: the first words, what is plain, and whether a colleague is reading it right now."""

    case: Case
    summary: str = field(repr=False)
    is_being_read: bool = False


@dataclass(frozen=True)
class Rows:
    """One page of a list, and where the next begins; empty when there is none."""

    rows: list[Row]
    next: str


@dataclass(frozen=True)
class FileLine:
    """An attachment by name, kind and true size in bytes."""

    id: UUID
    name: str = field(repr=False)
    media_type: str
    size: int

    @property
    def can_be_shown(self) -> bool:
        """Whether a viewing copy can be drawn."""
        return viewing.has_viewing_copy(self.media_type)


@dataclass(frozen=True)
class Opening:
    """That someone opened the case: in which role, and when."""

    role_name: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """One thing that was written: a message of either side, or a note of the team."""

    author: "Account | None"
    text: str = field(repr=False)
    at: datetime
    is_note: bool = False
    files: tuple[FileLine, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether a helper wrote it."""
        return self.author is not None


@dataclass(frozen=True)
class Person:
    """Who the client is, as far as they told."""

    name: str = field(repr=False)
    reach: str = field(repr=False)
    for_other: bool
    barred: Barred = field(repr=False)


@dataclass(frozen=True)
class Reading:
    """What someone with a key reads: the first words, the last hundred lines, who the client is.

    `earlier` leads to the lines before these; `client_reads` tells whether the client can still come back to it.
    """

    summary: str = field(repr=False)
    lines: list[Line] = field(repr=False)
    person: Person = field(repr=False)
    earlier: str
    client_reads: bool


def readable(keyring: Keyring) -> QuerySet[Case]:
    """Will return the cases whose thread was granted to this keyring."""
    granted = Grant.objects.filter(compartment_id=OuterRef("thread_id"), holder_id__in=keyring.holder_ids)
    return Case.objects.filter(Exists(granted))


def waiting(keyring: Keyring, *, after: str = "") -> Rows:
    """Will return who waits for an answer: danger first, then the oldest, fifty at a time.

    `after` is the `next` of the page before. The number of queries is the same for every length of the list.
    """
    cases = readable(keyring).filter(waiting_since__isnull=False).order_by("-danger", "waiting_since", "id")
    return _page(keyring, cases.filter(_behind(after)), _cursor)


def something_new(keyring: Keyring, *, since: datetime) -> bool:
    """Will tell whether anyone began to wait after this moment. No compartment is opened for it."""
    return readable(keyring).filter(waiting_since__gt=since).exists()


def claimed(viewer: "Account", keyring: Keyring, *, after: str = "") -> Rows:
    """Will return the viewer's own cases in which nobody waits, the liveliest first, fifty at a time."""
    cases = readable(keyring).filter(claimed_by=viewer, waiting_since=None).order_by("-last_activity_at", "id")
    return _page(keyring, cases.filter(_behind_lively(after)), _cursor_lively)


def case_for(keyring: Keyring, number: str) -> Case | None:
    """Will return the case with this number, or None when it is not there for this keyring."""
    cases = readable(keyring).select_related("claimed_by", "glanced_by", "association", "thread", "team", "identity")
    return cases.filter(number=number).first()


def case_of_thread(keyring: Keyring, case_id: UUID) -> Case | None:
    """Will return the case with this id, or None when it is not there for this keyring."""
    return readable(keyring).select_related("claimed_by", "association").filter(pk=case_id).first()


def reading_of(keyring: Keyring, case: Case, *, with_notes: bool, purpose: str, before: str = "") -> Reading:
    """Will return what there is to read in a case, and have it recorded as one look.

    `with_notes` adds the notes of the team; `before` is the `earlier` of the page before. A colleague may change the keys
    while this reads: then it is read once more. Raises `NotGranted` when the case is no longer there for this keyring.
    """
    try:
        return _read(keyring, case, with_notes=with_notes, purpose=purpose, before=before)
    except BrokenBox:
        keyring.forget(_parts(case))
        case.refresh_from_db()
        return _read(keyring, case, with_notes=with_notes, purpose=purpose, before=before)


def person_of(keyring: Keyring, case: Case) -> Person:
    """Will return who the client is; raises `NotGranted` when the keyring cannot open the identity."""
    row = Identity.objects.get(case=case)
    return Person(
        name=row.name.reveal(keyring),
        reach=row.reach.reveal(keyring),
        for_other=row.for_whom.reveal(keyring) == "other",
        barred=_barred(row.barred.reveal(keyring)),
    )


def file_for(keyring: Keyring, case: Case, file_id: UUID) -> tuple[FileLine, bytes] | None:
    """Will return an attachment of the case and its key, or None when the case has no such file."""
    row = Attachment.objects.filter(pk=file_id, entry__case=case).first()
    if row is None:
        return None
    keyring.open([row.thread_id], purpose="file")
    return _file_line(keyring, row), bytes.fromhex(row.key.reveal(keyring))


def openings(case: Case) -> list[Opening]:
    """Will return which roles opened the case and when, the last twenty visits, newest first, for the client to see."""
    shown: list[Opening] = []
    for act in acts_on(case.subject, ["looked.case", "looked.file", "looked.read", "looked.hand_over"], limit=500):
        if act.role not in Role.values:
            continue
        opening = Opening(str(Role(act.role).label), act.at)
        # Reading on is one opening: only the last moment of a visit is shown.
        if not shown or shown[-1].role_name != opening.role_name or shown[-1].at - act.at > ONE_VISIT:
            shown.append(opening)
    return shown[:VISITS]


def ticket_for(viewer: "Account", case: Case) -> str:
    """Will return a sealed note that this viewer had this case before them, for `claimed_meanwhile`."""
    return signing.dumps([str(case.pk), str(viewer.pk)], salt=_TICKET)


def claimed_meanwhile(viewer: "Account", ticket: str) -> Exception:
    """Will return what to tell someone who claims a case that they cannot open any more.

    Only who holds the ticket of a page they saw is told that a colleague was first; to anyone else the case is not there.
    """
    try:
        case_id, account_id = signing.loads(ticket, salt=_TICKET, max_age=timedelta(hours=12))
    except signing.BadSignature:
        return Http404()
    case = Case.objects.select_related("claimed_by").filter(pk=case_id, claimed_by__isnull=False).first()
    if case is None or account_id != str(viewer.pk) or case.claimed_by is None or case.claimed_at is None:
        return Http404()
    return AlreadyClaimed(case.claimed_by, case.claimed_at)


def other_reader(viewer: "Account", case: Case, *, at: datetime) -> "Account | None":
    """Will return the colleague who had an unclaimed case open shortly before the viewer."""
    if case.glanced_at is None or case.glanced_at < at - SOMEONE_IS_READING or case.glanced_by_id == viewer.pk:
        return None
    return case.glanced_by if case.claimed_by_id is None else None


def any_case() -> bool:
    """Will tell whether there is any case at all, whoever could open it."""
    return Case.objects.exists()


def waits_for(holder_id: UUID, *, since: datetime | None) -> bool:
    """Will tell whether anything that this holder can open waits, newer than `since`."""
    cases = Case.objects.filter(waiting_since__isnull=False, thread__grants__holder_id=holder_id)
    return cases.filter(waiting_since__gt=since).exists() if since else cases.exists()


def holders_who_answer(case: Case) -> list[UUID]:
    """Will return the holders, other than the client, who can open the thread."""
    holders = holders_of(case.thread_id) if case.thread_id else []
    return [holder.pk for holder in holders if holder.kind != Holder.Kind.RECEIPT]


def _page(keyring: Keyring, cases: QuerySet[Case], cursor: Callable[[Case], str]) -> Rows:
    found = list(cases.select_related("association")[: PAGE + 1])
    following = cursor(found[PAGE - 1]) if len(found) > PAGE else ""
    return Rows(_rows(keyring, found[:PAGE]), following)


def _rows(keyring: Keyring, cases: list[Case]) -> list[Row]:
    # What a colleague took up a moment ago does not open any more, and is not in the list any more.
    opened = keyring.open([case.thread_id for case in cases if case.thread_id], purpose="list")
    lately = keyring.at - SOMEONE_IS_READING
    return [
        Row(case, _summary(keyring, case), case.glanced_at is not None and case.glanced_at > lately)
        for case in cases
        if case.thread_id in opened
    ]


def _summary(keyring: Keyring, case: Case) -> str:
    try:
        return str(case.summary.reveal(keyring))
    except BrokenBox:
        # Whoever waits must not drop out of the list because eight words were tampered with.
        return gettext("(deze woorden gaan niet open)")


def _read(keyring: Keyring, case: Case, *, with_notes: bool, purpose: str, before: str) -> Reading:
    keyring.open(_parts(case), purpose=purpose)
    until = _moment(before)
    entries = Entry.objects.filter(case=case).select_related("author").prefetch_related("attachments")
    lines = [_line(keyring, entry) for entry in _latest(entries, until)]
    if with_notes:
        notes = _latest(Note.objects.filter(case=case).select_related("author"), until)
        lines += [Line(note.author, note.body.reveal(keyring), note.written_at, is_note=True) for note in notes]
    lines.sort(key=lambda line: line.at)
    shown = lines[-LINES:]
    earlier = shown[0].at.isoformat() if len(lines) > LINES else ""
    reads_along = Grant.objects.filter(compartment=case.thread_id or uuid4(), holder__kind=Holder.Kind.RECEIPT).exists()
    return Reading(_summary(keyring, case), shown, person_of(keyring, case), earlier, reads_along)


def _latest(written: QuerySet[_Written], until: datetime | None) -> list[_Written]:
    """The last hundred and one of what was written, so that the caller sees whether there is more."""
    before = written.filter(written_at__lt=until) if until else written
    return list(before.order_by("-written_at", "-id")[: LINES + 1])


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _parts(case: Case) -> list[UUID]:
    return [part for part in (case.thread_id, case.team_id, case.identity_id) if part]


def _cursor(case: Case) -> str:
    assert case.waiting_since is not None
    return f"{int(case.danger)}_{(case.waiting_since - _EPOCH) // timedelta(microseconds=1)}_{case.pk.hex}"


def _behind(cursor: str) -> Q:
    """What comes after the row that the cursor names; a cursor that is none means from the start."""
    try:
        danger, moment, case_id = cursor.split("_")
        since = _EPOCH + timedelta(microseconds=int(moment))
        last = UUID(case_id)
    except (ValueError, OverflowError):
        return Q()
    in_danger = danger == "1"
    later = Q(danger=in_danger) & (Q(waiting_since__gt=since) | Q(waiting_since=since, pk__gt=last))
    return later | Q(danger=False) if in_danger else later


def _cursor_lively(case: Case) -> str:
    return f"{(case.last_activity_at - _EPOCH) // timedelta(microseconds=1)}_{case.pk.hex}"


def _behind_lively(cursor: str) -> Q:
    try:
        moment, case_id = cursor.split("_")
        since, last = _EPOCH + timedelta(microseconds=int(moment)), UUID(case_id)
    except (ValueError, OverflowError):
        return Q()
    return Q(last_activity_at__lt=since) | Q(last_activity_at=since, pk__gt=last)


def _line(keyring: Keyring, entry: Entry) -> Line:
    files = tuple(_file_line(keyring, row) for row in entry.attachments.all())
    return Line(entry.author, entry.body.reveal(keyring), entry.written_at, files=files)


def _file_line(keyring: Keyring, row: Attachment) -> FileLine:
    size = int(row.size.reveal(keyring))
    return FileLine(row.pk, row.name.reveal(keyring), row.media_type.reveal(keyring), size)


def _barred(text: str) -> Barred:
    return Barred(**{name: tuple(values) for name, values in json.loads(text).items()}) if text else Barred()
