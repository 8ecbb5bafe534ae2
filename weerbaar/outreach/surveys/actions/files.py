"""Files with an answer: kept sealed with their row or not at all, and gone when no answer names them any more."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet

from weerbaar.foundation.vault import application_box
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.outreach.surveys.models import Response, Upload
from weerbaar.outreach.surveys.queries.files import key_context
from weerbaar.outreach.surveys.queries.sealing import all_answers, draft_of

LONGEST_NAME = 200


class Brought(Protocol):
    """What came in for a question that asks for a file or link."""

    @property
    def file(self) -> Inspected | None: ...

    @property
    def without_file(self) -> bool: ...

    def answer(self, before: Any) -> dict[str, str] | None:
        """Will return the answer that this makes of the one before."""


@dataclass
class Rows:
    """The rows of the files that came in, stored once their answers are sure."""

    files: list[Inspected] = field(default_factory=list)

    def store(self, response: Response, at: datetime) -> None:
        """Will store a row for each file, inside the caller's transaction."""
        Upload.objects.bulk_create(
            [
                Upload(
                    id=one.upload.file_id,
                    response=response,
                    name=name_of(one),
                    media_type=one.media_type,
                    size=one.upload.size or 0,
                    key=application_box.seal(one.upload.key.hex(), context=key_context(one.upload.file_id)),
                    added_at=at,
                )
                for one in self.files
            ]
        )


def name_of(one: Inspected) -> str:
    """Will return how a file is called, short enough to store."""
    return (one.upload.name or "bestand")[:LONGEST_NAME]


@contextmanager
def kept_rows(brought: Iterable[Brought]) -> Iterator[Rows]:
    """Will keep the sealed files for as long as the work inside succeeds, and take them back when it does not.

    Open it around the transaction: a file must be on the disk before the row that points to it is.
    """
    rows = Rows([one.file for one in brought if one.file is not None])
    kept: list[Inspected] = []
    try:
        for one in rows.files:
            kept.append(one)
            one.upload.keep()
        yield rows
        stored = set(Upload.objects.filter(pk__in=[one.upload.file_id for one in kept]).values_list("pk", flat=True))
    except BaseException:
        for one in kept:
            one.upload.take_back()
        raise
    for one in kept:
        if one.upload.file_id not in stored:
            one.upload.take_back()


def forget_unused(response: Response) -> None:
    """Will end the files of a response that neither its draft nor what was sent names, with their bytes on the disk."""
    named = {
        value.get("upload")
        for answers in (draft_of(response), all_answers(response))
        for value in answers.values()
        if isinstance(value, dict)
    }
    unused = [one.pk for one in Upload.objects.filter(response=response) if str(one.pk) not in named]
    end_uploads(Upload.objects.filter(pk__in=unused))


def end_uploads(rows: QuerySet[Upload]) -> int:
    """Will delete rows and, once the transaction stands, their files; returns how many."""
    paths = [path_of(key) for key in rows.values_list("pk", flat=True)]
    rows.delete()

    def remove() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(remove)
    return len(paths)


def purge_uploads(rows: QuerySet[Upload], _at: datetime) -> int:
    """Will end the files whose term has passed; for the nightly purge."""
    return end_uploads(rows)
