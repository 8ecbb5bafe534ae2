"""Mails, as any mail program saves them: who, when, what, and what was attached."""

import hashlib

import pytest

from tests.confidential.incidents.brought import FRIDAY, NOW, a_mail, messages, read
from weerbaar.confidential.incidents.reading.messages import CannotRead, Flag, Kind, Reason

PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256))


def test_a_mail_tells_who_when_and_what():
    (mail,) = messages(
        "dreiging.eml", bytes(a_mail(subject="Café: ik kom", body="Ik kom vannacht.\nZie https://x.com/a.\n"))
    )

    assert mail.sender == "Boze Bram <bram@voorbeeld.nl>"
    assert mail.recipients == ("Ans Aker <ans@gemeente.example>",)
    assert mail.subject == "Café: ik kom"
    assert mail.sent_at == FRIDAY
    assert mail.text == "Ik kom vannacht.\nZie https://x.com/a."
    assert mail.links == ("https://x.com/a",)
    assert mail.flags == frozenset()


def test_the_source_is_known_by_its_digest_and_its_content():
    content = bytes(a_mail())

    source = read("zomaar.bin", content).source

    assert (source.kind, source.media_type, source.size) == (Kind.MAIL, "message/rfc822", len(content))
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_an_attachment_has_a_name_a_size_and_a_digest():
    mail = a_mail()
    mail.add_attachment(PICTURE, maintype="image", subtype="jpeg", filename="voordeur één.jpg")

    (read_back,) = messages("dreiging.eml", bytes(mail))

    (file,) = read_back.attachments
    assert (file.name, file.media_type, file.size) == ("voordeur één.jpg", "image/jpeg", len(PICTURE))
    assert file.sha256 == hashlib.sha256(PICTURE).hexdigest()
    assert file.path == "dreiging.eml#2"


def test_a_mail_that_was_forwarded_as_a_file_is_a_message_too():
    outer = a_mail(subject="Kijk eens", sender="Ans Aker <ans@gemeente.example>", body="Dit kreeg ik.\n")
    outer.add_attachment(a_mail(subject="Wacht maar"))

    first, second = messages("doorgestuurd.eml", bytes(outer))

    assert (first.subject, first.text) == ("Kijk eens", "Dit kreeg ik.")
    assert (second.subject, second.sender, second.source_path) == (
        "Wacht maar",
        "Boze Bram <bram@voorbeeld.nl>",
        "doorgestuurd.eml#2",
    )


def test_of_a_page_only_the_words_are_read():
    mail = a_mail()
    mail.set_content(
        "<html><head><title>t</title></head><style>p {color: red}</style><p>Ik zie u,<br>elke dag.</p>"
        "<script>alert(1)</script><p>&lt;Groet&gt;</p></html>",
        subtype="html",
    )

    assert messages("pagina.eml", bytes(mail))[0].text == "Ik zie u,\nelke dag.\n\n<Groet>"


def test_the_plain_words_come_before_the_page():
    mail = a_mail(body="gewoon\n")
    mail.add_alternative("<p>opgemaakt</p>", subtype="html")

    assert messages("beide.eml", bytes(mail))[0].text == "gewoon"


def test_a_date_to_come_is_flagged():
    (mail,) = messages("later.eml", bytes(a_mail(sent_at=FRIDAY.replace(year=2031))))

    assert mail.flags == {Flag.FUTURE}


def test_a_clock_that_is_an_hour_fast_is_no_future():
    (mail,) = messages("nu.eml", bytes(a_mail(sent_at=NOW.replace(hour=13))))

    assert mail.flags == frozenset()


@pytest.mark.parametrize("date", ["", "Date: gisteren\n", "Date: Mon, 99 Foo 2026 99:99:99 +0000\n"])
def test_without_a_date_that_can_be_read_the_time_is_unsure(date):
    (mail,) = messages("x.eml", f"From: bram@voorbeeld.nl\n{date}Subject: x\n\nhallo".encode())

    assert (mail.sent_at, mail.flags) == (None, {Flag.TIME_UNSURE})


def test_words_in_another_encoding_than_they_claim_are_guessed_and_flagged():
    content = b"From: a@b.nl\nDate: Fri, 20 Nov 2026 22:15:00 +0100\nContent-Type: text/plain; charset=utf-8\n\ncaf\xe9"

    (mail,) = messages("oud.eml", content)

    assert (mail.text, mail.flags) == ("café", {Flag.CHARACTERS_GUESSED})


def test_a_header_with_bare_bytes_is_read_as_it_was_meant():
    content = b"From: J\xc3\xa9r\xc3\xb4me <j@b.nl>\nSubject: caf\xe9\nDate: Fri, 20 Nov 2026 22:15:00 +0100\n\nx"

    (mail,) = messages("kaal.eml", content)

    assert (mail.sender, mail.subject) == ("Jérôme <j@b.nl>", "café")


def test_a_mail_that_was_cut_off_is_flagged_as_damaged():
    mail = a_mail()
    mail.add_attachment(PICTURE * 20, maintype="image", subtype="jpeg", filename="foto.jpg")
    whole = bytes(mail)

    (read_back,) = messages("half.eml", whole[: len(whole) - 400])

    assert Flag.DAMAGED in read_back.flags


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03" * 50, b"dit is geen mail", b"Kleur: rood\n\nhallo"])
def test_what_is_called_a_mail_and_is_none_is_refused_by_name(content):
    with pytest.raises(CannotRead) as refusal:
        messages("kapot.eml", content)

    assert refusal.value.reason == Reason.CORRUPT
    assert "«kapot.eml» is beschadigd" in refusal.value.words
    assert str(refusal.value) == "corrupt"


def test_mails_in_mails_without_end_are_refused():
    mail = a_mail()
    for _ in range(7):
        outer = a_mail()
        outer.add_attachment(mail)
        mail = outer

    with pytest.raises(CannotRead, match="too_deep"):
        messages("pop.eml", bytes(mail))


def test_parts_in_parts_by_the_thousands_are_refused_before_they_are_parsed():
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))

    with pytest.raises(CannotRead, match="too_deep"):
        messages("diep.eml", f"From: a@b.nl\n{deep}".encode())


def test_a_mail_of_very_many_parts_is_refused():
    parts = "--x\n\n\n" * 10_001

    with pytest.raises(CannotRead, match="too_many_files"):
        messages("veel.eml", f"From: a@b.nl\nContent-Type: multipart/mixed; boundary=x\n\n{parts}--x--".encode())


def test_headers_by_the_ten_thousands_are_refused_before_they_are_parsed():
    with pytest.raises(CannotRead, match="corrupt"):
        messages("veel.eml", b"From: a@b.nl\n" + b"X: y\n" * 20_001 + b"\nx")


def test_a_header_without_end_is_refused_before_it_is_parsed():
    with pytest.raises(CannotRead, match="corrupt"):
        messages("lang.eml", b"From: a@b.nl\nContent-Type: text/plain" + b";x=\n " * 1_000_000 + b"\n\nx")


def test_an_encoding_with_a_strange_name_stops_nothing():
    content = b'From: a@b.nl\nContent-Type: text/plain; charset="a\x00b"\n\ncaf\xe9'

    assert [(one.text, Flag.CHARACTERS_GUESSED in one.flags) for one in messages("raar.eml", content)] == [
        ("café", True)
    ]


def test_an_empty_file_is_refused():
    with pytest.raises(CannotRead, match="empty"):
        messages("leeg.eml", b"")
