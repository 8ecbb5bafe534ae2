"""Reading on where somebody left off gives what reading in one go gives, and does not open what lies before."""

import io
import zipfile

import pytest

from tests.confidential.incidents.brought import NOW, a_mail, archive, escaped_as_meta_does, messages, on_x, read
from weerbaar.confidential.incidents.reading.evidence import read_evidence
from weerbaar.confidential.incidents.reading.messages import CannotRead, Flag, Kind

MAIL = bytes(a_mail())


def forwarded():
    outer = a_mail(subject="Kijk")
    outer.add_attachment(a_mail(subject="Binnen"))
    return bytes(outer)


def conversation(number):
    rows = [{"sender_name": "Bram", "content": f"{number}.{n}", "timestamp_ms": 1} for n in range(3)]
    return escaped_as_meta_does({"participants": [], "messages": rows})


CHAT = b"20-11-2026 22:15 - Bram: een\ntwee\n20-11-2026 22:16 - Ans: drie\n20-11-2026 22:17 - Bram: vier\n"
BROUGHT = {
    "mails.zip": archive({"a.eml": MAIL, "b.eml": forwarded(), "foto.jpg": b"x", "kapot.eml": b"\x00", "c.eml": MAIL}),
    "chat.txt": CHAT,
    "chat.zip": archive({"_chat.txt": CHAT, "IMG.jpg": b"x"}),
    "meta.zip": archive({f"inbox/{n}/message_1.json": conversation(n) for n in range(3)}),
    "message_1.json": conversation(0),
    "tweets.js": on_x("tweets", [{"tweet": {"full_text": str(n)}} for n in range(3)]),
    "bus.mbox": b"".join(b"From bram Fri Nov 20 2026\n" + one + b"\n\n" for one in (MAIL, forwarded(), MAIL)),
    "een.eml": forwarded(),
}


@pytest.mark.parametrize("name", BROUGHT)
def test_going_on_after_any_message_gives_the_rest(name):
    whole = messages(name, BROUGHT[name])

    assert len(whole) >= 2
    for number, one in enumerate(whole):
        reading = read_evidence(name, "", io.BytesIO(BROUGHT[name]), at=NOW, after=one.source_path)
        assert list(reading.messages) == whole[number + 1 :]


@pytest.mark.parametrize("name", BROUGHT)
def test_going_on_after_a_message_that_is_not_there_is_refused(name):
    reading = read_evidence(name, "", io.BytesIO(BROUGHT[name]), at=NOW, after="ergens anders")

    with pytest.raises(CannotRead):
        list(reading.messages)


def test_what_lies_before_is_not_opened(monkeypatch):
    content = archive({f"{n}.eml": MAIL for n in range(100)})
    opened = []
    real = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile, "open", lambda self, entry, *more: opened.append(entry) or real(self, entry, *more)
    )

    rows = list(read_evidence("x.zip", "", io.BytesIO(content), at=NOW, after="97.eml").messages)

    assert [row.source_path for row in rows] == ["98.eml", "99.eml"]
    assert [entry.filename for entry in opened] == ["97.eml", "98.eml", "99.eml"]


def test_a_mailbox_is_many_mails_and_a_broken_one_is_set_aside():
    reading = read(
        "bus.mbox", b"".join(b"From bram 2026\n" + one + b"\n" for one in (MAIL, b"Kleur: rood\n\nx\n", MAIL))
    )

    rows = list(reading.messages)

    assert reading.source.kind == Kind.ARCHIVE
    assert [(row.source_path, Flag.UNREADABLE in row.flags) for row in rows] == [
        ("bus.mbox#1", False),
        ("bus.mbox#2", True),
        ("bus.mbox#3", False),
    ]


def test_a_mailbox_of_bare_mails_is_known_by_its_name():
    rows = messages("bus.mbox", b"From a\nFrom: b@c.nl\n\nx\n" * 3)

    assert [(row.sender, row.text) for row in rows] == [("b@c.nl", "x")] * 3


def test_a_line_that_begins_with_from_in_a_mail_is_no_next_mail():
    reading = read("een.eml", b"From bram 2026\n" + bytes(a_mail(body="From here on\nniets\n")))

    assert reading.source.kind == Kind.MAIL
    assert next(reading.messages).text == "From here on\nniets"
