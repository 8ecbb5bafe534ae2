"""Chats exported from WhatsApp, in the lines of every telephone that we know."""

from datetime import UTC, datetime

import pytest

from tests.confidential.incidents.brought import NOW, archive, messages, read
from weerbaar.confidential.incidents.reading import whatsapp
from weerbaar.confidential.incidents.reading.messages import CannotRead, Flag, Kind, Reason

EVENING = datetime(2026, 11, 20, 21, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "20-11-2026 22:15 - Bram: Wacht maar",
        "20-11-26 22:15 - Bram: Wacht maar",
        "20/11/2026, 22:15 - Bram: Wacht maar",
        "11/20/26, 10:15 PM - Bram: Wacht maar",
        "11/20/26, 10:15\u202fPM - Bram: Wacht maar",
        "20/11/2026, 10:15 p.m. - Bram: Wacht maar",
        "20.11.26, 22:15 - Bram: Wacht maar",
        "2026-11-20, 22:15 - Bram: Wacht maar",
        "[20-11-2026 22:15:00] Bram: Wacht maar",
        "[20-11-2026, 22:15:00] Bram: Wacht maar",
        "[20/11/2026, 22:15:00] Bram: Wacht maar",
        "[11/20/26, 10:15:00\u202fPM] Bram: Wacht maar",
        "\u200e[20-11-2026 22:15:00] Bram: \u200eWacht maar",
        "\ufeff20-11-2026 22:15 - \u202aBram\u202c: Wacht maar",
    ],
)
def test_a_line_of_every_telephone_is_read(line):
    (one,) = messages("chat.txt", f"{line}\n".encode())

    assert (one.sent_at, one.sender, one.text, one.flags) == (EVENING, "Bram", "Wacht maar", frozenset())


def test_a_message_of_many_lines_stays_one():
    chat = "20-11-2026 22:15 - Bram: Eerst\ndan: dit\n\n12-11 is een datum\n20-11-2026 22:16 - Ans: Stop\n"

    first, second = messages("chat.txt", chat.encode())

    assert first.text == "Eerst\ndan: dit\n\n12-11 is een datum"
    assert (second.sender, second.source_path) == ("Ans", "chat.txt:5")


@pytest.mark.parametrize(("line_end"), ["\r\n", "\r", "\n"])
def test_lines_end_as_any_machine_ends_them(line_end):
    chat = line_end.join(["20-11-2026 22:15 - Bram: Eerst", "en nog", "20-11-2026 22:16 - Ans: Stop"])

    assert [one.text for one in messages("chat.txt", chat.encode())] == ["Eerst\nen nog", "Stop"]


def test_the_order_of_time_decides_which_number_is_the_month():
    chat = "9/1/2026, 10:00 - Bram: een\n10/1/2026, 10:00 - Bram: twee\n1/2/2026, 10:00 - Bram: drie\n"

    days = [(one.sent_at.day, one.sent_at.month, one.flags) for one in messages("chat.txt", chat.encode())]

    assert days == [(9, 1, frozenset()), (10, 1, frozenset()), (1, 2, frozenset())]


def test_where_nothing_decides_it_the_date_is_marked_as_unsure():
    (one,) = messages("chat.txt", b"1/2/2026, 10:00 - Bram: hoi\n")

    assert (one.sent_at.day, one.sent_at.month, one.flags) == (1, 2, {Flag.TIME_UNSURE})


def test_dates_that_contradict_each_other_are_marked_and_none_is_invented():
    chat = "20/11/2026, 10:00 - Bram: een\n11/20/2026, 10:00 - Bram: twee\n"

    first, second = messages("chat.txt", chat.encode())

    assert (first.sent_at.day, first.flags) == (20, {Flag.TIME_UNSURE})
    assert (second.sent_at, second.flags) == (None, {Flag.TIME_UNSURE})


@pytest.mark.parametrize("clock", ["25-10-2026 02:30", "29-03-2026 02:30"])
def test_in_the_night_that_the_clock_moves_the_hour_is_unsure(clock):
    (one,) = messages("chat.txt", f"{clock} - Bram: hoi".encode())

    assert one.flags == {Flag.TIME_UNSURE}


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("20-11-2026 22:15 - Berichten en gesprekken worden end-to-end versleuteld.", ""),
        ("20-11-2026 22:15 - Ans heeft Bram toegevoegd", ""),
        ('20-11-2026 22:15 - Bram heeft het onderwerp gewijzigd van "a: b" in "c"', ""),
        ("[20-11-2026 22:15:00] Bram: \u200eBerichten en gesprekken zijn end-to-end versleuteld.", "Bram"),
    ],
)
def test_what_the_app_says_is_no_word_of_a_person(line, sender):
    (one,) = messages("chat.txt", line.encode())

    assert (one.sender, one.flags) == (sender, {Flag.SYSTEM})


@pytest.mark.parametrize(
    "words", ["<Media weggelaten>", "<Media omitted>", "\u200eafbeelding weggelaten", "video omitted"]
)
def test_media_that_were_left_out_are_named_as_missing(words):
    (one,) = messages("chat.txt", f"20-11-2026 22:15 - Bram: {words}".encode())

    assert [(file.name, file.path) for file in one.attachments] == [("", "")]


@pytest.mark.parametrize(
    "words", ["IMG-1.jpg (bestand bijgevoegd)", "IMG-1.jpg (file attached)\nKijk", "\u200e<bijgevoegd: IMG-1.jpg>"]
)
def test_a_file_that_came_along_is_found_in_the_archive(words):
    content = archive({"Chat/_chat.txt": f"20-11-2026 22:15 - Bram: {words}", "Chat/IMG-1.jpg": b"\xff\xd8\xff" * 10})

    reading = read("WhatsApp-chat met Bram.zip", content)

    (one,) = reading.messages
    assert reading.source.kind == Kind.CHAT
    assert [(file.name, file.path, file.size) for file in one.attachments] == [("IMG-1.jpg", "Chat/IMG-1.jpg", 30)]


@pytest.mark.parametrize(
    ("words", "text", "flag"),
    [
        ("Dit bericht is verwijderd", "Dit bericht is verwijderd", Flag.DELETED),
        ("This message was deleted.", "This message was deleted.", Flag.DELETED),
        ("Ik kom <Dit bericht is bewerkt>", "Ik kom", Flag.EDITED),
    ],
)
def test_what_was_removed_or_changed_is_flagged(words, text, flag):
    (one,) = messages("chat.txt", f"20-11-2026 22:15 - Bram: {words}".encode())

    assert (one.text, one.flags) == (text, {flag})


def test_a_date_to_come_is_flagged():
    (one,) = messages("chat.txt", b"20-11-2031 22:15 - Bram: hoi")

    assert one.flags == {Flag.FUTURE}


def test_a_chat_in_the_wrong_encoding_is_read_and_flagged():
    reading = read("chat.txt", "20-11-2026 22:15 - Bram: één café".encode("cp1252"))

    assert [one.text for one in reading.messages] == ["één café"]
    assert reading.source.flags == {Flag.CHARACTERS_GUESSED}


def test_a_chat_in_wide_characters_is_read():
    assert messages("chat.txt", "20-11-2026 22:15 - Bram: één".encode("utf-16"))[0].text == "één"


def test_fifty_thousand_lines_are_read():
    chat = "".join(f"20-11-2026 22:{n % 60:02} - Bram: bericht {n}\n" for n in range(50_000))

    assert sum(1 for _ in read("chat.txt", chat.encode()).messages) == 50_000


def test_more_lines_than_we_read_at_once_are_refused_before_the_first(monkeypatch):
    monkeypatch.setattr(whatsapp, "MOST_LINES", 10)

    with pytest.raises(CannotRead) as refusal:
        read("chat.txt", b"20-11-2026 22:15 - Bram: hoi\n" * 11)

    assert refusal.value.reason == Reason.TOO_MANY_LINES
    assert "Kies een kortere periode" in refusal.value.words


def test_a_text_that_is_no_chat_is_one_message():
    reading = read("briefje.txt", "Ik weet waar u woont: café 20-11".encode())

    (one,) = reading.messages
    assert (reading.source.kind, one.text, one.sent_at) == (Kind.TEXT, "Ik weet waar u woont: café 20-11", None)


def test_reading_waits_until_messages_are_asked_for():
    chat = "20-11-2026 22:15 - Bram: een\n" * 3

    rows = whatsapp.messages_of(chat, path="chat.txt", at=NOW)

    assert next(rows).source_path == "chat.txt:1"
    assert next(rows).source_path == "chat.txt:2"
