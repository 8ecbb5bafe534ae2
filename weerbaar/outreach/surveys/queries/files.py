"""Files that came with an answer: handed to the team as bytes to save, whatever they claim to be."""

from collections.abc import Collection, Iterator
from uuid import UUID

from weerbaar.foundation.vault import application_box
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.outreach.surveys.models import Upload


def key_context(key: UUID) -> str:
    """Will return what the key of a file is bound to."""
    return f"surveys.upload:{key}"


def upload_with(key: UUID) -> Upload | None:
    """Will give a file that was sent with an answer; None when there is none, or its answer was not sent."""
    found = Upload.objects.filter(pk=key, response__sent_at__isnull=False)
    return found.select_related("response__participation").first()


def chunks_of(upload: Upload) -> Iterator[bytes]:
    """Will yield the bytes as they came; raises `BrokenBox` when the file was changed on the disk."""
    key = bytes.fromhex(application_box.open(upload.key, context=key_context(upload.pk)))
    return read_file(path_of(upload.pk), file_id=upload.pk, key=key, size=upload.size)


def known_uploads(ids: Collection[UUID]) -> set[UUID]:
    """Will return those of `ids` that a row of ours points to."""
    return set(Upload.objects.filter(pk__in=ids).values_list("pk", flat=True))
