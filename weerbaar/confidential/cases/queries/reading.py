"""What there is to read in a case: the lines, the files, and who the client is."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from django.db.models import QuerySet

from weerbaar.confidential.cases.models import Attachment, Case, Entry, Note
from weerbaar.confidential.cases.queries.lists import first_words
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
    entries = Entry.objects.filter(case=case).select_related("author").prefetch_related("attachments")
    lines = [_line(keyring, entry) for entry in _latest(entries, until)]
    if with_notes:
        notes = _latest(Note.objects.filter(case=case).select_related("author"), until)
        lines += [Line(note.author, note.body.reveal(keyring), note.written_at, is_note=True) for note in notes]
    lines.sort(key=lambda line: line.at)
    shown = lines[-LINES:]
    earlier = shown[0].at.isoformat() if len(lines) > LINES else ""
    reads_along = Grant.objects.filter(compartment=case.thread_id or uuid4(), holder__kind=Holder.Kind.RECEIPT).exists()
    return Reading(first_words(keyring, case.summary), shown, person_of(keyring, case), earlier, reads_along)


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


def _line(keyring: Keyring, entry: Entry) -> Line:
    files = tuple(_file_line(keyring, row) for row in entry.attachments.all())
    return Line(entry.author, entry.body.reveal(keyring), entry.written_at, files=files)


def _file_line(keyring: Keyring, row: Attachment) -> FileLine:
    size = int(row.size.reveal(keyring))
    return FileLine(row.pk, row.name.reveal(keyring), row.media_type.reveal(keyring), size)


def _barred(text: str) -> Barred:
    return Barred(**{name: tuple(values) for name, values in json.loads(text).items()}) if text else Barred()
