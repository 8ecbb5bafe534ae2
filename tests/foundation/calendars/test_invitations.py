"""What we write is read here by a second library, as another calendar program would."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from weerbaar.foundation.calendars.clock import AMSTERDAM, SaidTwice
from weerbaar.foundation.calendars.invitations import Guest, Invitation, as_request, as_withdrawal, withdrawal_for

STAMP = datetime(2023, 7, 12, 8, 50, tzinfo=UTC)
TALK = datetime(2023, 10, 26, 11, 30, tzinfo=UTC)
HOST = Guest(email="bericht@overleg.invalid", name="Overleg")
CLERK = Guest(email="griffie@gemeente.invalid", name="G. Voorbeeld")


def an_invitation(**facts):
    usual = {
        "uid": "een@overleg.invalid", "sequence": 0, "stamp": STAMP, "starts_at": TALK,
        "ends_at": TALK + timedelta(hours=1), "summary": "Gesprek", "organiser": HOST, "guests": (CLERK,),
    }  # fmt: skip
    return Invitation(**(usual | facts))


def read(paper):
    """The file as the second library understands it."""
    return vobject.readOne(paper.content.decode())


def test_half_past_one_in_amsterdam_on_26_october_2023_is_half_past_eleven_in_utc():
    event = read(as_request(an_invitation())).vevent

    assert event.dtstart.value.isoformat() == "2023-10-26T13:30:00+02:00"
    assert event.dtstart.value.astimezone(UTC) == TALK
    assert b"DTSTART;TZID=Europe/Amsterdam:20231026T133000\r\n" in as_request(an_invitation()).content


@pytest.mark.parametrize(
    ("day", "morning", "evening"),
    [
        ((2023, 10, 28), "+02:00", "+02:00"),
        ((2023, 10, 29), "+02:00", "+01:00"),
        ((2023, 10, 30), "+01:00", "+01:00"),
        ((2024, 3, 30), "+01:00", "+01:00"),
        ((2024, 3, 31), "+01:00", "+02:00"),
        ((2024, 4, 1), "+02:00", "+02:00"),
    ],
)
def test_around_both_nights_that_the_clock_moves_the_hour_stays_what_it_was(day, morning, evening):
    begin, end = datetime(*day, 1, 30, tzinfo=AMSTERDAM), datetime(*day, 13, 30, tzinfo=AMSTERDAM)

    event = read(as_request(an_invitation(starts_at=begin, ends_at=end))).vevent

    assert event.dtstart.value.isoformat()[-6:] == morning
    assert event.dtend.value.isoformat()[-6:] == evening
    assert (event.dtstart.value, event.dtend.value) == (begin, end)


def test_the_hour_that_comes_twice_is_written_for_its_first_time_only():
    first = datetime(2023, 10, 29, 0, 30, tzinfo=UTC)

    end = first + timedelta(hours=9)

    written = read(as_request(an_invitation(starts_at=first, ends_at=end))).vevent.dtstart.value
    # Times of the hour that comes twice equal none of another zone (PEP 495): compared in one zone.
    assert written.astimezone(UTC) == first
    with pytest.raises(SaidTwice):
        as_request(an_invitation(starts_at=first + timedelta(hours=1), ends_at=end))


@example(datetime(2024, 10, 27, 0, tzinfo=UTC))
@given(st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds without a zone
def test_whatever_the_moment_another_program_reads_the_same(moment):
    moment = moment.replace(microsecond=0)
    try:
        paper = as_request(an_invitation(starts_at=moment, ends_at=moment + timedelta(minutes=1)))
    except SaidTwice:
        assert moment.astimezone(AMSTERDAM).fold or (moment + timedelta(minutes=1)).astimezone(AMSTERDAM).fold
        return

    assert read(paper).vevent.dtstart.value.astimezone(UTC) == moment


def test_the_zone_is_described_in_the_file_with_both_its_rules():
    zone = read(as_request(an_invitation())).vtimezone

    assert zone.tzid.value == "Europe/Amsterdam"
    assert zone.daylight.rrule.value == "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"
    assert zone.standard.rrule.value == "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"


def test_new_moved_and_withdrawn_are_one_appointment_with_a_number_that_rises():
    later = TALK + timedelta(days=7)
    papers = [
        as_request(an_invitation()),
        as_request(
            an_invitation(
                sequence=1, stamp=STAMP + timedelta(days=1), starts_at=later, ends_at=later + timedelta(hours=1)
            )
        ),
        as_withdrawal(an_invitation(sequence=2, stamp=STAMP + timedelta(days=2))),
    ]

    files = [read(paper) for paper in papers]

    assert (
        [file.method.value for file in files] == [paper.method for paper in papers] == ["REQUEST", "REQUEST", "CANCEL"]
    )
    assert {file.vevent.uid.value for file in files} == {"een@overleg.invalid"}
    assert [file.vevent.sequence.value for file in files] == ["0", "1", "2"]
    assert [file.vevent.status.value for file in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({file.vevent.dtstamp.value for file in files}) == 3


def test_everybody_is_named_with_what_is_asked_of_them():
    guests = (CLERK, Guest(email="raad@gemeente.invalid", role="OPT-PARTICIPANT", standing="ACCEPTED"))

    event = read(as_request(an_invitation(guests=guests))).vevent

    assert event.organizer.value == "mailto:bericht@overleg.invalid"
    assert [guest.value for guest in event.attendee_list] == [
        "mailto:griffie@gemeente.invalid",
        "mailto:raad@gemeente.invalid",
    ]
    assert [(one.params["ROLE"], one.params["PARTSTAT"], one.params["RSVP"]) for one in event.attendee_list] == [
        (["REQ-PARTICIPANT"], ["NEEDS-ACTION"], ["TRUE"]),
        (["OPT-PARTICIPANT"], ["ACCEPTED"], ["TRUE"]),
    ]


def test_a_guest_who_need_not_come_gets_a_withdrawal_of_their_own():
    file = read(withdrawal_for(an_invitation(sequence=3), CLERK))

    assert file.method.value == "CANCEL"
    assert [guest.value for guest in file.vevent.attendee_list] == ["mailto:griffie@gemeente.invalid"]


@pytest.mark.parametrize(
    "hostile", ["Jan\r\nATTENDEE:mailto:x@y.invalid", 'Jan";X=1:', "Jan\u2028METHOD:CANCEL", "J\0an", "a;b,c:d\\n"]
)
def test_what_somebody_typed_never_becomes_a_line_of_its_own(hostile):
    guest = Guest(email="griffie@gemeente.invalid", name=hostile)

    file = read(as_request(an_invitation(summary=hostile, place=hostile, description=hostile, guests=(guest,))))

    assert file.method.value == "REQUEST"
    assert [one.value for one in file.vevent.attendee_list] == ["mailto:griffie@gemeente.invalid"]


def test_what_ends_before_it_begins_or_has_no_zone_is_not_written():
    with pytest.raises(ValueError, match="begins before it ends"):
        as_request(an_invitation(ends_at=TALK))
    with pytest.raises(ValueError, match="without a zone"):
        as_request(an_invitation(starts_at=datetime(2023, 10, 26), ends_at=datetime(2023, 10, 27)))  # noqa: DTZ001 - that is the point


def test_lines_are_folded_at_75_bytes_also_within_letters_of_two():
    paper = as_request(an_invitation(summary="é" * 200))

    assert max(len(line) for line in paper.content.split(b"\r\n")) <= 75
    assert read(paper).vevent.summary.value == "é" * 200
