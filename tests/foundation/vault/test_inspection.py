"""What a file is, is seen by its content; what is made to harm is refused; what people really send is not."""

import io
import os
import struct
import zipfile

import pytest

from tests.factories.cases import make_upload
from tests.foundation.vault import pictures
from weerbaar.foundation.vault.inspection import Harmful, inspect, inspect_upload, media_type_of


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (pictures.picture(), "image/jpeg"),
        (pictures.picture("PNG"), "image/png"),
        (pictures.picture("GIF"), "image/gif"),
        (pictures.picture("WEBP"), "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"geenWEBP", "text/plain"),
        (b"XXXX\x00\x00\x00\x00WEBP", "application/octet-stream"),
        (b"%PDF-1.7\n", "application/pdf"),
        (pictures.archive(brief="hallo"), "application/zip"),
        (b"Rar!\x1a\x07\x00", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (b"\x1f\x8b\x08", "application/gzip"),
        (b"ID3\x04", "audio/mpeg"),
        (b"OggS\x00", "audio/ogg"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"From: iemand\r\nSubject: dreiging\r\n", "text/plain"),
        ("Ik weet waar u woont, café".encode(), "text/plain"),
        ("Ik weet waar u woont, café".encode("latin-1"), "application/octet-stream"),
        (b"tekst met een \x00 erin", "application/octet-stream"),
        (b"", "text/plain"),
    ],
)
def test_a_file_is_what_its_content_says(content, media_type):
    assert media_type_of(content) == media_type


def test_the_name_of_a_file_decides_nothing():
    looked_at = inspect_upload(make_upload(b"<script>alert(1)</script>", "foto.jpg"))

    assert looked_at.media_type == "text/plain"
    assert looked_at.upload.name == "foto.jpg"


GIF_SCRIPT = b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//;"
GIF_ASSIGNMENT = b"GIF89a=1;alert(1);" + bytes(20)
PDF_IN_JPEG = b"\xff\xd8\xff\xfe\x00\x20%PDF-1.4\n1 0 obj" + pictures.picture()[2:]


@pytest.mark.parametrize(
    "content",
    [
        pictures.picture() + pictures.archive(**{"index.html": "hallo"}),
        pictures.picture("PNG") + b"<script>alert(1)</script>",
        pictures.png_with(Comment="<ScRiPt src=//kwaad.invalid></sCrIpT>"),
        pictures.png_with(Comment="<?php system($_GET[0]);"),
        pictures.picture(comment=b"<html><body>"),
        pictures.picture(comment=b"<!DOCTYPE html>"),
        pictures.picture(comment=b'<svg onload="alert(1)">'),
        pictures.picture(comment=b'<svg xmlns="http://www.w3.org/2000/svg">'),
        pictures.picture(comment=b"<iframe src=x>"),
        pictures.picture("WEBP", exif=b"Exif\x00\x00javascript:alert(1)"),
        GIF_SCRIPT,
        GIF_ASSIGNMENT,
        PDF_IN_JPEG,
    ],
    ids=range(13),
)
def test_a_picture_that_is_also_something_else_is_refused(content):
    with pytest.raises(Harmful):
        inspect([content])


@pytest.mark.parametrize(
    "content",
    [
        pictures.phone_photo(),
        pictures.motion_photo(),
        pictures.png_with(Software="gnome-screenshot", Comment="1 < 2 en 3 > 2"),
        # 61 pixels wide: the first byte of the width is "=".
        pictures.picture("GIF", size=(61, 40)),
        pictures.picture("GIF", size=(317, 40)),
        # What compression makes of a photo is random, and "<svg" does occur in it.
        pictures.picture() + os.urandom(500) + b"<sVg" + os.urandom(20),
    ],
    ids=["phone", "motion", "screenshot", "gif 61", "gif 317", "svg by chance"],
)
def test_what_a_telephone_makes_is_taken(content):
    assert inspect([content]).startswith("image/")


def claims(size, count=1):
    """An archive that claims to hold `count` files of `size` bytes."""
    honest = pictures.archive_of([f"{number}.bin" for number in range(count)])
    raw = bytearray(honest)
    at = raw.find(b"PK\x01\x02")
    while at != -1:
        raw[at + 24 : at + 28] = struct.pack("<I", size)
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


@pytest.mark.parametrize(
    "content",
    [
        pictures.archive(nullen=bytes(5_000_000)),
        claims(600 * 1024 * 1024),
        claims(30 * 1024 * 1024, count=20),
        pictures.overlapping_archive(),
        pictures.archive_of([f"laag-{number}.zip" for number in range(21)]),
        pictures.archive_of([f"{number}" for number in range(20_001)], b""),
    ],
    ids=["grows", "claims much", "adds up", "overlaps", "nested", "many"],
)
def test_an_archive_that_would_explode_is_refused(content):
    with pytest.raises(Harmful):
        inspect([content])


@pytest.mark.parametrize(
    "content",
    [
        pictures.archive(brief="hallo", foto=os.urandom(5000)),
        pictures.archive(**{"oude-mail.zip": pictures.archive(brief="hallo")}),
        b"PK\x05\x06" + bytes(18),
        b"PK\x03\x04 en dan niets meer",
        pictures.archive(brief="hallo")[:-30],
    ],
    ids=["ordinary", "one inside", "empty", "no table", "cut off"],
)
def test_an_ordinary_or_broken_archive_is_kept_as_it_is(content):
    assert inspect([content]) == "application/zip"


def test_an_archive_with_a_password_is_kept_as_it_is():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo("geheim.txt")
        entry.flag_bits |= 1
        made.writestr(entry, b"versleuteld")

    assert inspect([out.getvalue()]) == "application/zip"


def test_a_page_or_a_program_is_evidence_and_never_shown_as_what_it_is():
    assert inspect([b"<html><script>alert(1)</script>"]) == "text/plain"
    assert inspect([b"MZ\x90\x00\x03\x00"]) == "application/octet-stream"


def test_a_file_in_pieces_is_looked_at_as_a_whole():
    with pytest.raises(Harmful):
        inspect([pictures.picture("PNG"), b"<scr", b"ipt>"])
