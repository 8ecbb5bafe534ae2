"""Archives of X, Facebook and Instagram, and what somebody pasted."""

import json
from datetime import UTC, datetime

import pytest

from tests.confidential.incidents.brought import NOW, archive, escaped_as_meta_does, messages, on_x, read
from weerbaar.confidential.incidents.reading.messages import CannotRead, Flag, Kind, Reason
from weerbaar.confidential.incidents.reading.pasted import read_pasted

EVENING = datetime(2026, 11, 20, 21, 15, tzinfo=UTC)
POST = {
    "tweet": {"created_at": "Fri Nov 20 21:15:00 +0000 2026", "full_text": "Zie &amp; huiver https://t.co/a", "id": "1"}
}
ACCOUNT = [{"account": {"accountId": "42", "username": "ans_aker", "accountDisplayName": "Ans"}}]


def whispered(text, sender="7", receiver="42", at="2026-11-20T21:15:00.000Z"):
    return {
        "messageCreate": {"text": text, "senderId": sender, "recipientId": receiver, "createdAt": at, "mediaUrls": []}
    }


def conversation(*rows):
    return [{"dmConversation": {"conversationId": "7-42", "messages": list(rows)}}]


def of_meta(**facts):
    usual = {
        "sender_name": "Boze Bram",
        "timestamp_ms": int(EVENING.timestamp() * 1000),
        "content": "Ik kom, één café 😡",
    }
    return {"participants": [{"name": "Boze Bram"}, {"name": "Ans Aker"}], "messages": [usual | facts], "title": "x"}


def test_posts_on_x_are_read_from_their_javascript():
    (post,) = messages("tweets.js", on_x("tweets", [POST]))

    assert (post.text, post.sent_at, post.links) == ("Zie & huiver https://t.co/a", EVENING, ("https://t.co/a",))
    assert post.source_path == "tweets.js#1"


def test_whispers_on_x_keep_who_wrote_to_whom():
    rows = conversation(whispered("Wacht maar"), {"joinConversation": {}}, whispered("Stop", "42", "7"))

    first, second = messages("direct-messages.js", on_x("direct_messages", rows))

    assert (first.text, first.sender, first.recipients, first.sent_at) == ("Wacht maar", "7", ("42",), EVENING)
    assert (second.sender, second.source_path) == ("42", "direct-messages.js#3")


def test_an_archive_of_x_tells_its_owner_by_name():
    content = archive(
        {
            "data/account.js": on_x("account", ACCOUNT),
            "data/direct-messages.js": on_x("direct_messages", conversation(whispered("Wacht maar"))),
            "data/tweets.js": on_x("tweets", [POST]),
            "data/tweets_media/foto.jpg": b"\xff\xd8\xff",
            "assets/spelen.zip": b"PK\x03\x04",
        }
    )

    reading = read("twitter-2026.zip", content)

    whisper, post = reading.messages
    assert reading.source.kind == Kind.SOCIAL
    assert (whisper.sender, whisper.recipients) == ("7", ("@ans_aker",))
    assert (post.sender, post.source_path) == ("@ans_aker", "data/tweets.js#1")


def test_the_characters_of_facebook_and_instagram_are_mended():
    (one,) = messages("message_1.json", escaped_as_meta_does(of_meta(sender_name="Zoë")))

    assert (one.sender, one.text, one.sent_at) == ("Zoë", "Ik kom, één café 😡", EVENING)
    assert one.recipients == ("Boze Bram", "Ans Aker")


def test_characters_that_are_right_already_stay():
    (one,) = messages("message_1.json", json.dumps(of_meta(), ensure_ascii=False).encode())

    assert one.text == "Ik kom, één café 😡"


def test_media_links_and_removed_messages_of_meta_are_kept_as_facts():
    facts = {
        "photos": [{"uri": "messages/inbox/bram_1/photos/1.jpg"}],
        "share": {"link": "https://voorbeeld.nl/filmpje"},
        "is_unsent": True,
    }

    (one,) = messages("message_1.json", escaped_as_meta_does(of_meta(**facts)))

    assert [(file.name, file.path) for file in one.attachments] == [("1.jpg", "messages/inbox/bram_1/photos/1.jpg")]
    assert (one.links, one.flags) == (("https://voorbeeld.nl/filmpje",), {Flag.DELETED})


def test_the_sealed_chats_of_meta_have_other_names_for_the_same():
    found = {
        "participants": ["Boze Bram", "Ans Aker"],
        "threadName": "x",
        "messages": [
            {
                "senderName": "Boze Bram",
                "text": "Ik kom",
                "timestamp": int(EVENING.timestamp() * 1000),
                "isUnsent": False,
            }
        ],
    }

    (one,) = messages("Boze Bram_1.json", json.dumps(found).encode())

    assert (one.sender, one.text, one.sent_at, one.recipients) == ("Boze Bram", "Ik kom", EVENING, ("Ans Aker",))


@pytest.mark.parametrize("time", [None, "gisteren", 10**30, -(10**400), True, [], {}])
def test_a_time_that_no_clock_has_is_unsure(time):
    (one,) = messages("message_1.json", json.dumps(of_meta(timestamp_ms=time)).encode())

    assert (one.sent_at, one.flags) == (None, {Flag.TIME_UNSURE})


def test_a_date_to_come_is_flagged():
    (one,) = messages("message_1.json", json.dumps(of_meta(timestamp_ms=4_102_444_800_000)).encode())

    assert one.flags == {Flag.FUTURE}


def test_one_broken_file_in_an_archive_is_set_aside_by_name():
    content = archive(
        {
            "inbox/a/message_1.json": escaped_as_meta_does(of_meta()),
            "inbox/b/message_1.json": b'{"messages": [',
            "inbox/c/message_1.json": escaped_as_meta_does(of_meta()),
        }
    )

    rows = list(read("facebook.zip", content).messages)

    assert [(one.source_path, one.flags) for one in rows] == [
        ("inbox/a/message_1.json#1", frozenset()),
        ("inbox/b/message_1.json", {Flag.UNREADABLE}),
        ("inbox/c/message_1.json#1", frozenset()),
    ]


@pytest.mark.parametrize("content", [b'{"messages": [', b"window.YTD.tweets.part0 = [", b"[" * 100_000, b"\xff\xfe{"])
def test_broken_json_is_refused_by_name(content):
    with pytest.raises(CannotRead) as refusal:
        messages("tweets.js", content)

    assert (refusal.value.reason, refusal.value.name) == (Reason.CORRUPT, "tweets.js")


@pytest.mark.parametrize("found", [{}, [], 5, "x", [{}], [{"tweet": 5}], {"messages": 5, "participants": []}])
def test_json_of_another_kind_is_a_text(found):
    reading = read("iets.json", json.dumps(found).encode())

    assert (reading.source.kind, next(reading.messages).text) == (Kind.TEXT, json.dumps(found))


def test_half_a_character_is_replaced_so_that_it_can_be_stored():
    (one,) = messages("message_1.json", rb'{"participants": [], "messages": [{"content": "x\ud83dx"}]}')

    assert one.text == "x\ufffdx"


def test_a_pasted_address_of_x_tells_who_and_when():
    pasted = read_pasted(
        "Kijk: https://x.com/boze_bram/status/1724820000000000000?s=20\n«Wacht maar»", path="plak", at=NOW
    )

    assert pasted.sender == "@boze_bram"
    assert pasted.sent_at.date().isoformat() == "2023-11-15"
    assert pasted.flags == {Flag.TIME_DERIVED}
    assert pasted.links == ("https://x.com/boze_bram/status/1724820000000000000?s=20",)
    assert pasted.text.endswith("«Wacht maar»")


@pytest.mark.parametrize(
    "address",
    [
        "https://x.com.voorbeeld.nl/bram/status/1724820000000000000",
        "https://[x.com/bram/status/1724820000000000000",
        "https://facebook.com/1",
    ],
)
def test_another_address_tells_nothing(address):
    pasted = read_pasted(address, path="plak", at=NOW)

    assert (pasted.sender, pasted.sent_at, pasted.flags) == ("", None, frozenset())


def test_nothing_pasted_and_a_whole_book_are_refused():
    with pytest.raises(CannotRead, match="empty"):
        read_pasted("  \n ", path="plak", at=NOW)
    with pytest.raises(CannotRead, match="too_large"):
        read_pasted("x" * 200_001, path="plak", at=NOW)
