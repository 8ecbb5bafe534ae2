"""What there is to read in a case: the lines, the files, and who the client is."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from weerbaar.confidential.cases.models import Attachment, Case, Entry, Note
from weerbaar.confidential.cases.queries.lists import first_words
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Grant, Holder
from weerbaar.team.network.queries import Barred

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

_Written = TypeVar("_Written", Entry, Note)
LINES = 100


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


def reading_of(keyring: Keyring, case: Case, *, with_notes: bool, purpose: str, before: str = "") -> Reading:
    """Will return what there is to read in a case, and have it recorded as one look.

    `with_notes` adds the notes of the team; `before` is the `earlier` of the page before. A colleague may change the keys
    while this reads: then it is read once more. Raises `NotGranted` when the case is no longer there for this keyring.
    """
    try:
        return _read(keyring, case, with_notes=with_notes, purpose=purpose, before=before)
    except BrokenBox:
        keyring.forget(parts_of(case))
        case.refresh_from_db()
        return _read(keyring, case, with_notes=with_notes, purpose=purpose, before=before)


def parts_of(case: Case) -> list[UUID]:
    """Will return the compartments that are locked apart: thread, team and identity, as far as the case has them."""
    return [part for part in (case.thread_id, case.team_id, case.identity_id) if part]


def person_of(keyring: Keyring, case: Case) -> Person:
    """Will return who the client is; raises `NotGranted` when the keyring cannot open the identity."""
    row = case.person
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


def _read(keyring: Keyring, case: Case, *, with_notes: bool, purpose: str, before: str) -> Reading:
    keyring.open(parts_of(case), purpose=purpose)
    until = _moment(before)
    entries = _entries(case.pk, until)
    files = _files(keyring, [entry.pk for entry in entries])
    lines = [Line(one.author, one.body.reveal(keyring), one.written_at, files=files(one.pk)) for one in entries]
    if with_notes:
        notes = _notes(case.pk, until)
        lines += [Line(note.author, note.body.reveal(keyring), note.written_at, is_note=True) for note in notes]
    lines.sort(key=lambda line: line.at)
    shown = lines[-LINES:]
    earlier = shown[0].at.isoformat() if len(lines) > LINES else ""
    reads_along = bool(case.thread_id and _grants_of_client(case.thread_id))
    return Reading(first_words(keyring, case.summary), shown, person_of(keyring, case), earlier, reads_along)


@prepared
def _entries(case_id: UUID, until: datetime | None) -> QuerySet[Entry]:
    return _latest(Entry.objects.filter(case_id=case_id), until)


@prepared
def _notes(case_id: UUID, until: datetime | None) -> QuerySet[Note]:
    return _latest(Note.objects.filter(case_id=case_id), until)


def _latest(written: QuerySet[_Written], until: datetime | None) -> QuerySet[_Written]:
    """The last hundred and one of what was written, so that the caller sees whether there is more."""
    before = written.filter(written_at__lt=until) if until else written
    return before.select_related("author").order_by("-written_at", "-id")[: LINES + 1]


@prepared
def _attachments(entries: list[UUID]) -> QuerySet[Attachment]:
    return Attachment.objects.filter(entry_id__in=entries)


@prepared
def _grants_of_client(thread_id: UUID) -> QuerySet[Grant, UUID]:
    return Grant.objects.filter(compartment_id=thread_id, holder__kind=Holder.Kind.RECEIPT).values_list("pk", flat=True)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _files(keyring: Keyring, entries: list[UUID]) -> Callable[[UUID], tuple[FileLine, ...]]:
    """What came with these entries, by the entry that is asked for."""
    found: dict[UUID, tuple[FileLine, ...]] = {}
    for row in _attachments(entries):
        found[row.entry_id] = *found.get(row.entry_id, ()), _file_line(keyring, row)
    return lambda entry_id: found.get(entry_id, ())


def _file_line(keyring: Keyring, row: Attachment) -> FileLine:
    size = int(row.size.reveal(keyring))
    return FileLine(row.pk, row.name.reveal(keyring), row.media_type.reveal(keyring), size)


def _barred(text: str) -> Barred:
    return Barred(**{name: tuple(values) for name, values in json.loads(text).items()}) if text else Barred()
