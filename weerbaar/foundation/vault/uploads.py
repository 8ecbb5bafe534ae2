"""Uploads are sealed while they stream in: a plain byte of evidence never touches the disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from weerbaar.foundation.vault.files import SealingWriter, read_file

MOST_BYTES = 25 * 1024 * 1024
MOST_FILES = 10
MOST_BYTES_A_REQUEST = MOST_FILES * MOST_BYTES + 5_000_000


if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:
    _UploadedFile = UploadedFile


class SealedUpload(_UploadedFile):
    """A file that came in and lies sealed in a waiting place; `keep()` gives it its own, `close()` forgets it."""

    def __init__(self, writer: SealingWriter, file_id: UUID, name: str) -> None:
        super().__init__(file=None, name=name, size=writer.size)
        self.file_id = file_id
        self.key = writer.key
        self._writer = writer
        self._kept = False

    def plain_chunks(self) -> Any:
        """Will yield what was uploaded, opened in memory, for a look at what it is."""
        return read_file(self._path, file_id=self.file_id, key=self.key, size=self._writer.size)

    def keep(self) -> Path:
        """Will move the sealed file to where it stays and return that path."""
        path = path_of(self.file_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path.rename(path)
        self._kept = True
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return path

    def take_back(self) -> None:
        """Will remove the file again: what it belonged to was not stored."""
        path_of(self.file_id).unlink(missing_ok=True)

    def close(self) -> None:
        """Will remove what nobody kept; Django calls this when the request ends."""
        if not self._kept:
            self._writer.abandon()

    @property
    def _path(self) -> Path:
        return path_of(self.file_id) if self._kept else self._writer.path


class Refusal(Enum):
    """Why an upload was refused; the form that asked for files puts it in words."""

    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_FILES = "too_many_files"
    REQUEST_TOO_LARGE = "request_too_large"
    CUT_OFF = "cut_off"
    NO_ROOM = "no_room"


class SealingUploadHandler(FileUploadHandler):
    """Django's upload handler of this house.

    A file that is too large, or one too many, is read to its end and dropped, so that the text that was sent with it
    survives; `request.upload_refused` says why.
    """

    chunk_size = 64 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._writer: SealingWriter | None = None
        self._files = 0
        self._is_too_large = False

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - Django's signature
        META: Any,  # noqa: ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: Any = None,  # noqa: ARG002
    ) -> None:
        """Will see whether the request as a whole can hold nothing that we accept."""
        self._is_too_large = content_length > MOST_BYTES_A_REQUEST

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Will open a sealed file in the waiting place; the eleventh is skipped, and a request too large ends here."""
        super().new_file(*args, **kwargs)
        if self._is_too_large:
            self._note(Refusal.REQUEST_TOO_LARGE)
            raise StopUpload(connection_reset=True)
        self._files += 1
        if self._files > MOST_FILES:
            self._refuse(Refusal.TOO_MANY_FILES)
        self._file_id = uuid4()
        with self._room():
            self._writer = SealingWriter(waiting_place() / str(self._file_id), self._file_id)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        """Will seal what came in; beyond 25 MB the file is skipped."""
        assert self._writer is not None
        if self._writer.size + len(raw_data) > MOST_BYTES:
            self._refuse(Refusal.FILE_TOO_LARGE)
        with self._room():
            self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:  # noqa: ARG002 - Django's signature
        """Will return the upload, sealed and on the disk."""
        assert self._writer is not None
        try:
            self._writer.finish()
        except OSError:
            self._note(Refusal.NO_ROOM)
            return None
        writer, self._writer = self._writer, None
        return SealedUpload(writer, self._file_id, self.file_name or "")

    def upload_interrupted(self) -> None:
        """Will leave nothing behind of a file that did not come in whole, and have the form say so."""
        if self._writer is not None:
            self._note(Refusal.CUT_OFF)

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self._refuse(Refusal.NO_ROOM)

    def _refuse(self, reason: Refusal) -> None:
        self._note(reason)
        raise SkipFile

    def _note(self, reason: Refusal) -> None:
        if self._writer is not None:
            self._writer.abandon()
            self._writer = None
        self.request.upload_refused = reason  # type: ignore[union-attr]


def waiting_place() -> Path:
    """Will return the folder where uploads wait, sealed, until they are kept or forgotten."""
    return Path(settings.SEALED_FILES_DIR) / "incoming"


def path_of(file_id: UUID) -> Path:
    """Will return where a sealed file lies. The name says nothing, not even when it came."""
    name = file_id.hex
    return Path(settings.SEALED_FILES_DIR) / name[:2] / name


def forget_waiting(*, before: datetime) -> int:
    """Will remove uploads that waited since before this moment: the server was killed while they came in."""
    lost = [path for path in waiting_place().glob("*") if path.stat().st_mtime < before.timestamp()]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def kept_files(*, before: datetime) -> list[UUID]:
    """Will return the ids of the sealed files that were kept before this moment."""
    paths = Path(settings.SEALED_FILES_DIR).glob("[0-9a-f][0-9a-f]/*")
    return [UUID(path.name) for path in paths if path.stat().st_mtime < before.timestamp()]
