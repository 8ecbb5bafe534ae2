"""Evidence made on the spot, harmless and hostile, and a short way to read it."""

import io
import json
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from weerbaar.confidential.incidents.reading.evidence import read_evidence

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 21, 15, tzinfo=UTC)


def read(name, content, media_type="", at=NOW):
    return read_evidence(name, media_type, io.BytesIO(content), at=at)


def messages(name, content, media_type="", at=NOW):
    return list(read(name, content, media_type, at).messages)


def archive(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def a_mail(
    subject="Ik weet u te vinden", body="Pas maar op.\n", sent_at=FRIDAY, sender="Boze Bram <bram@voorbeeld.nl>"
):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "Ans Aker <ans@gemeente.example>", subject
    if sent_at:
        mail["Date"] = format_datetime(sent_at)
    mail.set_content(body)
    return mail


def on_x(kind, rows):
    return f"window.YTD.{kind}.part0 = {json.dumps(rows, ensure_ascii=False, indent=1)}".encode()


def escaped_as_meta_does(value):
    """JSON in which every byte of UTF-8 is a character of its own."""
    return (
        json.dumps(value, ensure_ascii=False)
        .encode()
        .decode("latin-1")
        .encode("ascii", "backslashreplace")
        .replace(b"\\x", b"\\u00")
    )
