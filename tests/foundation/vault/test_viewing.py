"""A viewing copy is pixels and nothing else, drawn by a process that a hostile picture may break."""

import io

import pytest
from PIL import Image

from tests.foundation.vault import pictures
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.viewing import CannotBeShown, has_viewing_copy, printing_copies, viewing_copy


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_is_drawn_anew_as_webp(kind):
    copy = opened(viewing_copy([pictures.picture(kind)]))

    assert (copy.format, copy.size) == ("WEBP", (64, 32))


def test_a_photo_loses_its_place_its_maker_and_all_else_that_is_not_seen():
    original = pictures.phone_photo()
    assert b"Geheim" in original

    copy = viewing_copy([original])

    assert [mark for mark in (b"EXIF", b"Exif", b"XMP ", b"ICCP", b"Geheim", b"xmpmeta") if mark in copy] == []
    assert (dict(opened(copy).getexif()), "icc_profile" in opened(copy).info) == ({}, False)


def test_a_photo_taken_sideways_is_shown_upright():
    copy = opened(viewing_copy([pictures.phone_photo()])).convert("RGB")

    assert copy.size == (32, 64)
    red, _green, blue = copy.getpixel((16, 8))
    assert red > blue


def test_a_film_behind_a_photo_is_not_in_the_copy():
    assert len(viewing_copy([pictures.motion_photo()])) < 2000


def test_a_large_picture_is_made_smaller():
    copy = opened(viewing_copy([pictures.picture("PNG", size=(3000, 1500))]))

    assert copy.size == (2000, 1000)


@pytest.mark.parametrize(
    "content",
    [b"", b"geen plaatje", pictures.picture()[:300], pictures.png_bomb(), b"GIF89a" + bytes(8)],
    ids=["nothing", "text", "cut off", "bomb", "no pixels"],
)
def test_what_cannot_be_drawn_safely_is_not_shown(content):
    with pytest.raises(CannotBeShown):
        viewing_copy([content])


def test_only_pictures_have_a_viewing_copy():
    kinds = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "image/heic", "application/pdf"]

    assert [kind for kind in kinds if has_viewing_copy(kind)] == kinds[:4]


def test_a_picture_for_paper_is_a_jpeg_without_metadata_that_fits_a_page():
    photo, wide = printing_copies([pictures.phone_photo(), pictures.picture("PNG", (3000, 200))])

    assert (opened(photo).format, opened(photo).size, b"Geheim" in photo) == ("JPEG", (32, 64), False)
    assert opened(wide).size == (1400, 93)


def test_a_picture_that_cannot_be_drawn_leaves_the_others_on_the_paper():
    copies = printing_copies([pictures.picture(), b"\xff\xd8\xff niets", pictures.picture("WEBP")])

    assert [bool(copy) for copy in copies] == [True, False, True]


def test_a_picture_that_breaks_the_process_leaves_the_others_on_the_paper(monkeypatch):
    drawn = viewing._drawn_by_child

    def broken_by_many(content, *purpose, seconds):
        if content.count(b"JFIF") > 1:
            raise CannotBeShown
        return drawn(content, *purpose, seconds=seconds)

    monkeypatch.setattr(viewing, "_drawn_by_child", broken_by_many)

    assert [bool(copy) for copy in printing_copies([pictures.picture(), pictures.picture()])] == [True, True]
    assert printing_copies([]) == []
