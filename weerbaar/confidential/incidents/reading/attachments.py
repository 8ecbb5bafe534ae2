"""One attachment out of an original: found again by the path that its message names, and never by its own name."""

from typing import BinaryIO

from weerbaar.confidential.incidents.reading import eml, msg
from weerbaar.confidential.incidents.reading.archive import Archive
from weerbaar.confidential.incidents.reading.evidence import MOST_BYTES, mailbox_of
from weerbaar.confidential.incidents.reading.messages import CannotRead, Reason
from weerbaar.foundation.vault.inspection import media_type_of


def attachment_of(name: str, stream: BinaryIO, path: str) -> bytes:
    """Will return the bytes of an attachment, `path` being that of the `Attachment`; raises `CannotRead`.

    What comes out is as untrusted as what was brought: it is looked at before it is kept or shown.
    """
    stream.seek(0)
    head = stream.read(8192)
    stream.seek(0)
    if media_type_of(head) == "application/zip":
        archive = Archive(stream, name)
        holding = [entry for entry in archive.entries if path == entry or path.startswith(f"{entry}#")]
        if not holding:
            raise CannotRead(Reason.CORRUPT, path)
        entry = max(holding, key=len)
        content = archive.read(entry)
        return content if path == entry else _out_of_mail(content, path[len(entry) + 1 :], path)
    content = stream.read(MOST_BYTES)
    inside = path.removeprefix(f"{name}#")
    if mails := mailbox_of(content):
        number, _, inside = inside.partition("#")
        content = mails[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(mails) else b""
    return _out_of_mail(content, inside, path)


def _out_of_mail(content: bytes, inside: str, path: str) -> bytes:
    if content.startswith(msg.COMPOUND_FILE):
        return msg.attachment_of(content, inside, path)
    return eml.attachment_of(content, inside, path)
