"""One contract for a real authority and the fake, then what is particular to each."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.foundation.gateways.authority import Authority
from weerbaar.foundation.gateways.timestamps import (
    FakeTimestampGateway,
    NoTimestampGateway,
    NotStamped,
    Rfc3161Gateway,
    StampForged,
    timestamp_gateway,
)

MANIFEST = b'{"case": "2026-K7QF3M"}\n'


@pytest.fixture(params=["real", "fake"])
def gateway(request):
    if request.param == "real":
        authority = request.getfixturevalue("authority")
        return Rfc3161Gateway(authority.url, authority.roots)
    return FakeTimestampGateway(secret="geheim")


def now():
    return datetime.now(UTC)


def test_what_is_stamped_can_be_checked_later(gateway):
    before = now()

    stamp = gateway.stamp(MANIFEST, at=before)

    assert gateway.check(stamp.token, MANIFEST) == stamp.at
    assert abs(stamp.at - before) < timedelta(seconds=60)
    assert stamp.at.utcoffset() == timedelta(0)


def test_nothing_at_all_is_not_stamped(gateway):
    with pytest.raises(NotStamped, match="nothing to stamp"):
        gateway.stamp(b"", at=now())


def test_another_content_is_refused(gateway):
    stamp = gateway.stamp(MANIFEST, at=now())

    with pytest.raises(StampForged):
        gateway.check(stamp.token, MANIFEST + b" ")


@pytest.mark.parametrize("place", [0, 10, 60, -1, -60])
def test_a_stamp_with_a_byte_changed_is_refused(gateway, place):
    token = bytearray(gateway.stamp(MANIFEST, at=now()).token)
    token[place] ^= 1

    with pytest.raises(StampForged):
        gateway.check(bytes(token), MANIFEST)


@pytest.mark.parametrize(
    "token", [b"", b"zomaar", b"{}", b"[]", b'{"said": "{}", "signature": ""}', b"\x30\x03\x02\x01\x00"]
)
def test_what_is_no_stamp_is_refused(gateway, token):
    with pytest.raises(StampForged):
        gateway.check(token, MANIFEST)


def test_a_stamp_of_another_authority_is_refused(gateway, tmp_path, authority):
    other = Rfc3161Gateway(authority.url, Authority(tmp_path / "other").roots)
    if isinstance(gateway, FakeTimestampGateway):
        other = FakeTimestampGateway(secret="anders")

    with pytest.raises(StampForged):
        other.check(gateway.stamp(MANIFEST, at=now()).token, MANIFEST)


@pytest.mark.parametrize(
    "answer",
    [(500, b""), (302, b""), (200, b""), (200, b"<html>"), (200, b"\x30\x03\x02\x01\x02"), (200, b"x" * 100_000)],
)
def test_an_answer_that_is_no_stamp_is_told(authority, answer):
    authority.answer = answer

    with pytest.raises(NotStamped):
        Rfc3161Gateway(authority.url, authority.roots).stamp(MANIFEST, at=now())


def test_an_answer_to_another_question_is_no_stamp(authority):
    gateway = Rfc3161Gateway(authority.url, authority.roots)
    authority.answer = (200, gateway.stamp(MANIFEST, at=now()).token)

    with pytest.raises(NotStamped):
        gateway.stamp(MANIFEST, at=now())


def test_an_authority_whose_root_we_do_not_know_gives_no_stamp(authority, tmp_path):
    stranger = Authority(tmp_path / "other").roots

    with pytest.raises(NotStamped):
        Rfc3161Gateway(authority.url, stranger).stamp(MANIFEST, at=now())


def test_an_authority_with_another_clock_gives_no_stamp(authority):
    gateway = Rfc3161Gateway(authority.url, authority.roots)

    with pytest.raises(NotStamped, match="clock"):
        gateway.stamp(MANIFEST, at=now() + timedelta(hours=1))


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "ftp://127.0.0.1/", "", "https:///tsr", "http://127.0.0.1:x/"])
def test_an_authority_that_cannot_be_reached_is_told(url, tmp_path):
    with pytest.raises(NotStamped):
        Rfc3161Gateway(url, tmp_path / "root.pem").stamp(MANIFEST, at=now())


def test_only_a_digest_leaves_the_house(authority):
    Rfc3161Gateway(authority.url, authority.roots).stamp(MANIFEST, at=now())

    assert b"K7QF3M" not in (authority.folder / "query").read_bytes()


def test_without_an_authority_nothing_is_stamped_and_nothing_believed():
    with pytest.raises(NotStamped):
        NoTimestampGateway().stamp(MANIFEST, at=now())
    with pytest.raises(StampForged):
        NoTimestampGateway().check(b"", MANIFEST)


def test_the_setting_chooses(settings):
    settings.TIMESTAMP_GATEWAY = "off"
    assert type(timestamp_gateway()) is NoTimestampGateway

    settings.TIMESTAMP_GATEWAY = "fake"
    assert type(timestamp_gateway()) is FakeTimestampGateway

    settings.TIMESTAMP_GATEWAY, settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = (
        "rfc3161",
        "https://tijd.example/",
        "/x",
    )
    assert type(timestamp_gateway()) is Rfc3161Gateway
