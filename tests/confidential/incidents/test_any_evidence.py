"""Whatever bytes come in: a reading or a refusal that says why, and nothing that cannot be stored."""

import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.confidential.incidents import outlook
from tests.confidential.incidents.brought import FRIDAY, a_mail, archive, escaped_as_meta_does, on_x, read
from weerbaar.confidential.incidents.reading.messages import CannotRead, Kind, Message
from weerbaar.confidential.incidents.reading.text import without_markup

NAMES = ["x.eml", "x.msg", "x.txt", "x.zip", "tweets.js", "message_1.json", "x.pdf", "x.bin", ""]
SEEDS = [
    bytes(a_mail()),
    b"From: a@b.nl\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--x--",
    b'Subject: =?utf-8?b?w6k=?= =?x?q?=ff?=\nTo: "a" <b@c.nl>, d\nDate: Fri, 20 Nov 2026 22:15:00 +0100\n\nx',
    outlook.a_mail(p0037="x", p1000="y", attachments=[("a", b"b")], recipients=[("c", "d")], times={0x39: FRIDAY}),
    b"20-11-2026 22:15 - Bram: een\ntwee\n[11/20/26, 10:15:00 PM] Ans: x (file attached)\n",
    on_x(
        "direct_messages",
        [{"dmConversation": {"messages": [{"messageCreate": {"text": "x", "createdAt": "2026-11-20T21:15:00Z"}}]}}],
    ),
    on_x("tweets", [{"tweet": {"full_text": "x", "created_at": "Fri Nov 20 21:15:00 +0000 2026"}}]),
    escaped_as_meta_does({"participants": [{"name": "é"}], "messages": [{"content": "é", "timestamp_ms": 1}]}),
    archive({"x.eml": bytes(a_mail()), "y.msg": outlook.a_mail(p0037="x")}, zipfile.ZIP_STORED),
    archive({"_chat.txt": b"20-11-2026 22:15 - Bram: een\n", "foto.jpg": b"x"}),
    b"%PDF-1.7\n/Encrypt 5 0 R",
]
changes = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 255), st.sampled_from(["put", "cut", "add"])), max_size=8
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def changed(content, what):
    mutable = bytearray(content)
    for place, byte, how in what:
        where = place % (len(mutable) + 1)
        if how == "put" and where < len(mutable):
            mutable[where] = byte
        elif how == "cut":
            del mutable[where : where + byte]
        else:
            mutable[where:where] = bytes([byte])
    return bytes(mutable)


def is_read_or_refused(name, content):
    rows = []
    with suppress(CannotRead):
        reading = read(name, content)
        assert isinstance(reading.source.kind, Kind)
        rows = list(reading.messages)
    for row in rows:
        assert isinstance(row, Message)
        assert row.sent_at is None or row.sent_at.tzinfo is not None
        files = [text for file in row.attachments for text in (file.name, file.path, file.media_type)]
        for text in (row.text, row.sender, row.subject, *row.recipients, *row.links, *files):
            text.encode()


@given(name=st.sampled_from(NAMES), content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name, content):
    is_read_or_refused(name, content)


@settings(max_examples=300)
@given(name=st.sampled_from(NAMES), seed=st.sampled_from(SEEDS), what=changes)
def test_evidence_with_bytes_changed_is_read_or_refused(name, seed, what):
    is_read_or_refused(name, changed(seed, what))


@given(
    rows=st.lists(json_values, max_size=4),
    more=st.dictionaries(
        st.sampled_from(["content", "timestamp_ms", "sender_name", "share", "photos", "sticker", "is_unsent"]),
        json_values,
    ),
)
def test_any_json_in_the_shape_of_a_conversation_is_read_or_refused(rows, more):
    is_read_or_refused("message_1.json", json.dumps({"participants": rows, "messages": [*rows, more]}).encode())


@given(
    rows=st.lists(json_values, max_size=3),
    more=st.dictionaries(
        st.sampled_from(["messageCreate", "full_text", "created_at", "messages", "extended_entities"]), json_values
    ),
)
def test_any_json_in_the_shape_of_x_is_read_or_refused(rows, more):
    is_read_or_refused("tweets.js", on_x("tweets", [{"tweet": more}, *rows]))
    is_read_or_refused("direct-messages.js", on_x("direct_messages", [{"dmConversation": {"messages": [more, *rows]}}]))


@given(header=st.text(max_size=60), value=st.text(max_size=60))
def test_any_header_of_a_mail_is_read_or_refused(header, value):
    lines = "\n".join(
        f"{name}: {value}" for name in ("From", "To", "Subject", "Date", "Content-Type", "Content-Disposition")
    )

    is_read_or_refused("x.eml", f"{lines}\n{header}: {value}\n\n{value}".encode())


@pytest.mark.parametrize("unit", ["<", "<a", "<a ", "</", "<script>", "&", "<a <", " \n", "<!--"])
def test_a_page_of_one_thing_repeated_takes_no_more_time_than_it_is_long(unit):
    page = unit * (400_000 // len(unit))

    assert len(without_markup(page)) <= len(page)


@pytest.mark.parametrize("unit", ["=?a?q?", "=?", "<a@b>,", "(", '"', "a,", ";x="])
def test_a_header_of_one_thing_repeated_is_read_all_the_same(unit):
    long = unit * (300_000 // len(unit))

    is_read_or_refused(
        "x.eml", f"From: {long}\nSubject: {long}\nContent-Disposition: attachment; filename={long}\n\nx".encode()
    )
