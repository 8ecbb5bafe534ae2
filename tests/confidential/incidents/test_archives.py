"""Archives: what is honest is read, what is hostile is refused by name, and one bad file spoils no other."""

import io
import struct
import zipfile

import pytest

from tests.confidential.incidents.brought import NOW, a_mail, archive, messages, read
from tests.foundation.vault.pictures import overlapping_archive
from weerbaar.confidential.incidents.reading import archive as archives
from weerbaar.confidential.incidents.reading.evidence import read_evidence
from weerbaar.confidential.incidents.reading.messages import CannotRead, Flag, Kind, Reason

MAIL = bytes(a_mail())


def refused(content, name="bewijs.zip"):
    with pytest.raises(CannotRead) as refusal:
        messages(name, content)
    return refusal.value


def with_claim(content, size, entry=0):
    """The archive, saying that an entry is of another size than it is."""
    place = -1
    for _ in range(entry + 1):
        place = content.index(b"PK\x01\x02", place + 1)
    return content[: place + 24] + struct.pack("<I", size) + content[place + 28 :]


def test_an_archive_of_mails_is_one_stream():
    content = archive({f"mails/{n}.eml": bytes(a_mail(subject=f"nummer {n}")) for n in range(5)})

    reading = read("mails.zip", content)

    assert reading.source.kind == Kind.ARCHIVE
    assert [(one.subject, one.source_path) for one in reading.messages] == [
        (f"nummer {n}", f"mails/{n}.eml") for n in range(5)
    ]


def test_five_thousand_mails_are_read_one_by_one():
    rows = read("mails.zip", archive({f"{n}.eml": MAIL for n in range(5000)}, zipfile.ZIP_STORED)).messages

    assert next(rows).source_path == "0.eml"
    assert sum(1 for _ in rows) == 4999


def test_a_broken_mail_among_others_is_set_aside_by_name():
    rows = messages(
        "mails.zip", archive({"een.eml": MAIL, "kapot.eml": b"\x00\x01", "leeg.eml": b"", "twee.eml": MAIL})
    )

    assert [(one.source_path, Flag.UNREADABLE in one.flags) for one in rows] == [
        ("een.eml", False),
        ("kapot.eml", True),
        ("leeg.eml", True),
        ("twee.eml", False),
    ]


def test_any_other_file_is_a_message_that_is_only_that_file():
    (one,) = messages("schermen.zip", archive({"map/scherm 1.png": b"\x89PNG"}))

    assert [(file.name, file.path, file.size) for file in one.attachments] == [("scherm 1.png", "map/scherm 1.png", 4)]


def test_an_archive_in_an_archive_is_refused_by_its_name():
    refusal = refused(archive({"brief.txt": b"x", "map/nog een.ZIP": b"PK\x03\x04"}))

    assert (refusal.reason, refusal.name) == (Reason.NESTED, "map/nog een.ZIP")
    assert "«map/nog een.ZIP»" in refusal.words


def test_a_claim_of_two_gigabytes_is_refused_without_unpacking():
    refusal = refused(with_claim(archive({"bom.eml": MAIL}), 2 * 1024**3 - 1))

    assert (refusal.reason, refusal.name) == (Reason.GROWS, "bom.eml")
    assert "groeit bij het uitpakken" in refusal.words


def test_many_honest_entries_that_are_too_much_together_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 4 * len(MAIL))

    assert refused(archive({f"{n}.eml": MAIL for n in range(5)})).reason == Reason.TOO_LARGE


def test_an_entry_that_holds_more_than_it_claims_is_refused():
    refusal = refused(with_claim(archive({"x.eml": MAIL}), len(MAIL) - 10))

    assert (refusal.reason, refusal.name) == (Reason.DISHONEST, "x.eml")


def test_an_entry_that_holds_less_than_it_claims_is_refused():
    refusal = refused(with_claim(archive({"x.eml": MAIL}), len(MAIL) + 10))

    assert (refusal.reason, refusal.name) == (Reason.DISHONEST, "x.eml")


def test_something_small_that_shrinks_well_is_no_bomb():
    assert len(messages("chat.zip", archive({"_chat.txt": b"20-11-2026 22:15 - Bram: nee\n" * 3000}))) == 3000


def test_entries_that_lie_over_each_other_are_refused():
    content = archive({"a.txt": b"a" * 1000, "b.txt": b"b" * 1000}, zipfile.ZIP_STORED)
    place = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    shifted = content[: place + 42] + struct.pack("<I", 500) + content[place + 46 :]

    assert refused(shifted).reason == Reason.OVERLAPS


def test_a_table_of_contents_that_repeats_itself_is_refused():
    assert refused(overlapping_archive()).reason == Reason.DOUBLE


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "C:/Windows/x.eml", "a/../../x.eml", "a\nb.eml", "..\\x.eml", "x" * 2000],
)
def test_a_name_that_leads_outside_is_refused(name):
    assert refused(archive({name: MAIL})).reason == Reason.UNSAFE_NAME


def test_an_archive_behind_a_password_is_refused_by_name():
    content = archive({"x.eml": MAIL})
    place = content.index(b"PK\x01\x02")
    locked = content[: place + 8] + struct.pack("<H", 1) + content[place + 10 :]

    refusal = refused(locked, "geheim.zip")

    assert (refusal.reason, refusal.name) == (Reason.LOCKED, "geheim.zip")
    assert "met een wachtwoord" in refusal.words


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)

    assert refused(archive({f"{n}.eml": b"" for n in range(4)})).reason == Reason.TOO_MANY_FILES


def test_an_entry_without_a_name_is_refused():
    content = archive({"x": MAIL})
    place, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    row = content[place : place + 28] + b"\x00\x00" + content[place + 30 : place + 46]
    closing = content[end : end + 12] + struct.pack("<I", len(row)) + content[end + 16 :]

    assert refused(content[:place] + row + closing).reason == Reason.UNSAFE_NAME


@pytest.mark.parametrize("cut", [10, 100, -5])
def test_an_archive_that_was_cut_off_is_refused(cut):
    assert refused(archive({"x.eml": MAIL})[:cut]).reason == Reason.CORRUPT


def test_a_changed_byte_in_an_entry_sets_that_entry_aside():
    content = bytearray(archive({"een.eml": MAIL, "twee.eml": MAIL}, zipfile.ZIP_STORED))
    content[100] ^= 1

    assert [Flag.UNREADABLE in one.flags for one in messages("x.zip", bytes(content))] == [True, False]


def test_a_document_that_is_an_archive_inside_is_left_alone():
    reading = read("brief.docx", archive({"[Content_Types].xml": b"<Types/>", "word/embeddings/oud.zip": b"PK"}))

    assert (reading.source.kind, list(reading.messages)) == (Kind.OTHER, [])


@pytest.mark.parametrize(
    ("trailer", "flags"),
    [(b"trailer << /Root 1 0 R /Encrypt 5 0 R >>", {Flag.MAYBE_LOCKED}), (b"trailer << /Root 1 0 R >>", frozenset())],
)
def test_a_pdf_that_is_encrypted_is_named_so(trailer, flags):
    reading = read("brief.pdf", b"%PDF-1.7\n1 0 obj << >> endobj\n" + trailer)

    assert (reading.source.kind, reading.source.flags) == (Kind.PDF, flags)
    assert list(reading.messages) == []


def test_nothing_of_an_archive_ever_touches_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    messages("mails.zip", archive({"map/een.eml": MAIL, "foto.jpg": b"x"}))

    assert list(tmp_path.iterdir()) == []


def test_a_stream_is_read_from_its_start():
    stream = io.BytesIO(MAIL)
    stream.seek(50)

    assert read_evidence("x.eml", "", stream, at=NOW).source.size == len(MAIL)
