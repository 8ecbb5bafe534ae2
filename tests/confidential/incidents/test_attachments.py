"""Every attachment that a message names can be found again in the original, with the same digest."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.confidential.incidents import outlook
from tests.confidential.incidents.brought import a_mail, archive, messages
from weerbaar.confidential.incidents.reading.attachments import attachment_of
from weerbaar.confidential.incidents.reading.messages import CannotRead

PHOTO = bytes(range(256)) * 40


def with_photo(inner=None):
    mail = a_mail()
    mail.add_attachment(PHOTO, maintype="image", subtype="jpeg", filename="foto.jpg")
    mail.add_attachment("een\r\ntwee\r\n", filename="brief.txt")
    if inner:
        mail.add_attachment(inner)
    return mail


NESTED = bytes(with_photo(inner=with_photo()))
KEPT = outlook.a_mail(p0037="x", attachments=[("foto.jpg", PHOTO), ("b", b"x")])
BROUGHT = {
    "een.eml": bytes(with_photo()),
    "doorgestuurd.eml": NESTED,
    "een.msg": KEPT,
    "mails.zip": archive({"map/a.eml": NESTED, "map/b.msg": KEPT}),
    "bus.mbox": b"From a 2026\n" + NESTED + b"\nFrom b 2026\n" + bytes(with_photo()),
}


@pytest.mark.parametrize("name", BROUGHT)
def test_an_attachment_is_found_again_by_its_path(name):
    files = [file for row in messages(name, BROUGHT[name]) for file in row.attachments if file.sha256]

    assert len(files) >= 2
    for file in files:
        content = attachment_of(name, io.BytesIO(BROUGHT[name]), file.path)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.size


def test_a_file_beside_a_chat_is_found_again():
    content = archive(
        {"Chat/_chat.txt": "20-11-2026 22:15 - Bram: foto.jpg (bestand bijgevoegd)", "Chat/foto.jpg": PHOTO}
    )
    ((file,),) = [row.attachments for row in messages("chat.zip", content)]

    assert attachment_of("chat.zip", io.BytesIO(content), file.path) == PHOTO


def test_a_mail_that_was_attached_comes_out_as_a_mail():
    (mail,) = [file for file in messages("doorgestuurd.eml", NESTED)[0].attachments if not file.sha256]

    content = attachment_of("doorgestuurd.eml", io.BytesIO(NESTED), mail.path)

    assert messages("x.eml", content)[0].subject == "Ik weet u te vinden"


@pytest.mark.parametrize("name", BROUGHT)
@pytest.mark.parametrize(
    "path", ["", "x", "#", "{}#", "{}#0x", "{}#99", "{}#1#1#1", "{}#-1", "{}#0", "../x", "{}#\x00"]
)
def test_a_path_that_leads_nowhere_is_refused(name, path):
    with pytest.raises(CannotRead):
        attachment_of(name, io.BytesIO(BROUGHT[name]), path.format(name))


@given(name=st.sampled_from(sorted(BROUGHT)), content=st.binary(max_size=200), path=st.text(max_size=20))
def test_any_bytes_and_any_path_are_answered_or_refused(name, content, path):
    for brought in (content, BROUGHT[name]):
        try:
            found = attachment_of(name, io.BytesIO(brought), path)
        except CannotRead:
            continue
        assert isinstance(found, bytes)
