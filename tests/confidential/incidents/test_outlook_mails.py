"""Mails as Outlook keeps them."""

import hashlib

import pytest

from tests.confidential.incidents.brought import FRIDAY, messages, read
from tests.confidential.incidents.outlook import a_mail
from weerbaar.confidential.incidents.reading.messages import CannotRead, Flag, Kind, Reason

SENT, DELIVERED = 0x0039, 0x0E06
USUAL = {"p0037": "Wacht maar, é", "p1000": "Ik kom.\r\nVannacht.", "p0C1A": "Boze Bram", "p5D01": "bram@voorbeeld.nl"}


def test_a_mail_tells_who_when_and_what():
    content = a_mail(**USUAL, times={SENT: FRIDAY}, recipients=[("Ans Aker", "ans@gemeente.example")])

    (mail,) = messages("dreiging.msg", content)

    assert mail.sender == "Boze Bram <bram@voorbeeld.nl>"
    assert mail.recipients == ("Ans Aker <ans@gemeente.example>",)
    assert (mail.subject, mail.text) == ("Wacht maar, é", "Ik kom.\nVannacht.")
    assert (mail.sent_at, mail.flags) == (FRIDAY, frozenset())


def test_it_is_known_by_its_content_and_not_by_its_name():
    assert read("zomaar.bin", a_mail(**USUAL)).source.kind == Kind.MAIL


def test_the_moment_of_arrival_counts_where_the_moment_of_sending_is_not_there():
    assert messages("x.msg", a_mail(**USUAL, times={DELIVERED: FRIDAY}))[0].sent_at == FRIDAY
    assert messages("x.msg", a_mail(**USUAL))[0].flags == {Flag.TIME_UNSURE}


@pytest.mark.parametrize("size", [10, 4095, 4096, 100_000])
def test_an_attachment_of_any_size_has_its_digest(size):
    photo = bytes(range(256)) * (size // 256 + 1)

    (mail,) = messages("x.msg", a_mail(**USUAL, attachments=[("voordeur.jpg", photo[:size])]))

    (file,) = mail.attachments
    assert (file.name, file.size) == ("voordeur.jpg", size)
    assert file.sha256 == hashlib.sha256(photo[:size]).hexdigest()


def test_a_mail_that_is_only_a_page_is_read_as_words():
    content = a_mail(p0037="x", p1013="<p>Ik zie u, café.</p>".encode())

    assert messages("x.msg", content)[0].text == "Ik zie u, café."


def test_many_recipients_are_all_there():
    people = [(f"Raadslid {n}", f"raadslid{n}@gemeente.example") for n in range(60)]

    assert len(messages("x.msg", a_mail(**USUAL, recipients=people))[0].recipients) == 60


@pytest.mark.parametrize(
    "content", [b"zomaar tekst", a_mail(**USUAL)[:600], a_mail(**USUAL)[:2000], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_broken_one_is_refused_by_name(content):
    with pytest.raises(CannotRead) as refusal:
        messages("kapot.msg", content)

    assert (refusal.value.reason, refusal.value.name) == (Reason.CORRUPT, "kapot.msg")


def test_attachments_that_lie_over_each_other_are_refused():
    content = bytearray(a_mail(**USUAL, attachments=[("a", b"x" * 8192), ("b", b"y" * 8192)]))
    name = "__substg1.0_37010102".encode("utf-16-le")
    first = content.index(name)
    second = content.index(name, first + 1)
    for entry in (first, second):  # MS-CFB 2.6.1: where the stream begins, and how long it says it is
        content[entry + 116 : entry + 128] = content[first + 116 : first + 120] + (30_000).to_bytes(8, "little")

    with pytest.raises(CannotRead, match="corrupt"):
        messages("x.msg", bytes(content))


def test_an_old_document_in_the_same_container_is_evidence_without_messages():
    reading = read(
        "brief.doc",
        a_mail(**USUAL).replace("__properties".encode("utf-16-le"), "__something".encode("utf-16-le") + b"\x00\x00"),
    )

    assert (reading.source.kind, list(reading.messages)) == (Kind.OTHER, [])
