from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.calendars.answers import NotAnAnswer, read_answer

OUTLOOK_COUNTER = """BEGIN:VCALENDAR
METHOD:COUNTER
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=TENTATIVE;CN=G. Voorbeeld:MAILTO:Griffie@gemeente.invalid
COMMENT;LANGUAGE=nl-NL:Liever 's middags\\n
UID:een@overleg.invalid
SUMMARY;LANGUAGE=nl-NL:Nieuwe tijd voorgesteld: Gesprek
DTSTART;TZID=W. Europe Standard Time:20231026T143000
DTEND;TZID=W. Europe Standard Time:20231026T153000
DTSTAMP:20230713T080000Z
SEQUENCE:2
X-MS-OLK-ORIGINALSTART;TZID=W. Europe Standard Time:20231026T133000
END:VEVENT
END:VCALENDAR
"""


def a_reply(standing="ACCEPTED", *, method="REPLY", more="", attendees=("griffie@gemeente.invalid",), sequence=1):
    guests = "".join(f"ATTENDEE;PARTSTAT={standing}:mailto:{email}\r\n" for email in attendees)
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nMETHOD:{method}\r\n"
        f"BEGIN:VEVENT\r\nUID:een@overleg.invalid\r\nSEQUENCE:{sequence}\r\nDTSTAMP:20230713T080000Z\r\n{guests}{more}"
        "DTSTART:20231026T113000Z\r\nDTEND:20231026T123000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


@pytest.mark.parametrize("standing", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_a_reply_says_who_comes_and_which_invitation_it_answers(standing):
    answer = read_answer(a_reply(standing, more="COMMENT:Graag koffie\r\n"))

    assert (answer.method, answer.uid, answer.sequence) == ("REPLY", "een@overleg.invalid", 1)
    assert answer.standings == (("griffie@gemeente.invalid", standing),)
    assert answer.comment == "Graag koffie"
    assert answer.starts_at is None


def test_a_counter_of_outlook_proposes_a_time_in_a_zone_by_its_own_name():
    answer = read_answer(OUTLOOK_COUNTER.encode())

    assert (answer.method, answer.sequence) == ("COUNTER", 2)
    assert answer.standings == (("griffie@gemeente.invalid", "TENTATIVE"),)
    assert answer.starts_at == datetime(2023, 10, 26, 12, 30, tzinfo=UTC)
    assert answer.ends_at == datetime(2023, 10, 26, 13, 30, tzinfo=UTC)
    assert answer.comment == "Liever 's middags"


def test_a_counter_without_a_zone_is_read_without_its_time():
    floating = OUTLOOK_COUNTER.replace(
        "DTSTART;TZID=W. Europe Standard Time:20231026T143000", "DTSTART:20231026T143000"
    )

    assert read_answer(floating.encode()).starts_at is None


@pytest.mark.parametrize(
    "content",
    [
        b"", b"zomaar", b"\xff\xfe", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        a_reply(method="REQUEST"), a_reply(method="CANCEL"), a_reply(method="PUBLISH"),
        a_reply(attendees=()), a_reply("NEEDS-ACTION"), a_reply("DELEGATED"),
        a_reply(attendees=("een@gemeente.invalid", "twee@gemeente.invalid")),
        a_reply().replace(b"UID:een@overleg.invalid\r\n", b""),
        a_reply().replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nUID:twee\r\nEND:VEVENT\r\nEND:VCALENDAR"),
        a_reply(more="X-LANG:" + "x" * 300_000 + "\r\n"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(content):
    with pytest.raises(NotAnAnswer):
        read_answer(content)


@given(st.binary(max_size=400))
def test_no_bytes_whatsoever_break_the_reader(content):
    with pytest.raises(NotAnAnswer):
        read_answer(content)


@pytest.mark.parametrize("number", ["-1", "x", "", "99999999999999999999"])
def test_a_sequence_that_is_no_number_is_bounded(number):
    try:
        found = read_answer(a_reply(sequence=number)).sequence
    except NotAnAnswer:
        return

    assert 0 <= found <= 1_000_000
