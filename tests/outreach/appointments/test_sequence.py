"""A whole story over real mail: invited, moved, another time asked and given, moved, cancelled; read by a second library.

Mail goes out by SMTP and answers come back by IMAP, both real servers on this machine.
"""

from datetime import UTC, timedelta

import environ
import pytest
import vobject
from django.utils import timezone

from tests.factories.appointments import CLERK, NOW, TALK, make_appointment
from tests.foundation.gateways.post_box import post_box
from tests.foundation.gateways.post_office import post_office
from tests.outreach.appointments.answers import an_answer
from tests.outreach.appointments.conftest import fresh
from tests.support.mails import calendar_in, words_in
from weerbaar.foundation.gateways.mailbox import Round
from weerbaar.foundation.jobs import queue
from weerbaar.foundation.jobs.mailbox import read_mailbox
from weerbaar.outreach.appointments.actions import booking, questions
from weerbaar.outreach.appointments.models import Question, Standing
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.appointments.queries.mails import day_and_clock

__all__ = ["post_box", "post_office"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def post(settings, post_office, post_box):
    settings.MAIL_GATEWAY, settings.EMAIL_CONFIG = (
        "smtp",
        environ.Env.email_url_config(f"smtp://127.0.0.1:{post_office.port}"),
    )
    settings.MAILBOX_GATEWAY, settings.MAILBOX_URL = "imap", post_box.url
    post_office.open()
    return post_office


def deliver(post):
    """The worker's own work: everything that waits is sent; returns what arrived by it at who is invited."""
    before = len(post.received)
    while (row := queue.claim(worker_id="test", at=timezone.now())) is not None:
        row.task.call(*_context(row), *row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        queue.succeed(row, at=timezone.now())
    return at_guests(post.received[before:])


def at_guests(mails):
    """Without those to whoever goes, who has the same appointment in a calendar of their own."""
    return [mail for mail in mails if mail["To"] != "tom@overleg.invalid"]


def _context(row):
    return [type("Context", (), {"task_result": row})()] if row.task.takes_context else []


def event_of(mail):
    """What the second library reads in the calendar part, and that the part says the same method as the file inside it."""
    calendar = vobject.readOne(calendar_in(mail))
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (file,) = [part for part in mail.walk() if part.get_filename() == "uitnodiging.ics"]
    assert part.get_param("method") == calendar.method.value
    assert file.get_payload(decode=True).decode().replace("\r\n", "\n") == calendar_in(mail).replace("\r\n", "\n")
    event = calendar.vevent
    return calendar.method.value, int(event.sequence.value), event.uid.value, event.dtstart.value, event.dtstamp.value


def other_slot(link, appointment, place=0):
    free = offers.offers(link.participation, TALK, on=NOW.date(), beyond=appointment)
    return [slot for slot in free if slot.starts_at != appointment.starts_at][place]


def test_invite_move_counter_move_cancel_and_reply(link, post, post_box, toon):
    at = NOW
    appointment = make_appointment(link, at=at)
    (mail,) = deliver(post)
    told = [event_of(mail)]
    # The words say it too: the file may be stripped on its way.
    assert day_and_clock(appointment.starts_at) in words_in(mail)
    assert "/verzetten/" in words_in(mail)
    assert "/afzeggen/" in words_in(mail)

    post_box.put(an_answer(appointment, said="ACCEPTED"))
    assert read_mailbox(at=at + timedelta(hours=1)) == Round(taken=1)
    assert appointment.participants.get().standing == Standing.ACCEPTED

    moved = booking.move(appointment=appointment, slot=other_slot(link, appointment), at=at + timedelta(hours=2))
    (mail,) = deliver(post)
    told.append(event_of(mail))
    assert appointment.participants.get().standing == Standing.WAITING

    wish = other_slot(link, moved, 1)
    begin = wish.starts_at.astimezone(UTC)
    counter = an_answer(moved, said="TENTATIVE", method="COUNTER", starts_at=begin, ends_at=begin + timedelta(hours=1))
    post_box.put(counter)
    post_box.put(counter)
    assert read_mailbox(at=at + timedelta(hours=3)) == Round(taken=2)
    questions.accept(question=Question.objects.get(), at=at + timedelta(hours=4), by=toon.account)
    (mail,) = deliver(post)
    told.append(event_of(mail))

    booking.cancel(appointment=fresh(appointment), reason="Ziek", at=at + timedelta(hours=5))
    (mail,) = deliver(post)
    told.append(event_of(mail))
    post_box.put(an_answer(moved, said="DECLINED", sequence=3))
    assert read_mailbox(at=at + timedelta(hours=6)) == Round(taken=1)

    assert [(method, sequence) for method, sequence, *_ in told] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("REQUEST", 2),
        ("CANCEL", 3),
    ]
    assert {uid for _, _, uid, *_ in told} == {appointment.uid}
    assert [begin for *_, begin, _ in told] == [appointment.starts_at, moved.starts_at, wish.starts_at, wish.starts_at]
    assert len({stamp for *_, stamp in told}) == 4
    assert post_box.flags() == [["\\Seen"]] * 4
    # One thread, answered under the tag of this appointment.
    assert all(f"afspraak-{appointment.pk.hex}" in mail["Reply-To"] for mail in post.received)
    *before, last = at_guests(post.received)
    assert last["References"].split() == [mail["Message-ID"].strip() for mail in before]


def test_a_mail_that_no_room_knows_waits_for_a_person(post, post_box):
    post_box.put(b"From: iemand@elders.invalid\r\nSubject: Vraag\r\n\r\nWie bent u?\r\n")

    assert read_mailbox(at=NOW) == Round(left=1)
    assert post_box.flags() == [["\\Flagged", "\\Seen"]]


def test_a_cut_between_keeping_and_marking_does_no_harm(appointment, post, post_box):
    """The message stays unread although it was handled: the next look handles it again."""
    mail = an_answer(appointment, said="ACCEPTED")
    post_box.put(mail)
    read_mailbox(at=NOW)
    first = appointment.participants.get()
    post_box.put(mail)

    assert read_mailbox(at=NOW + timedelta(days=1)) == Round(taken=1)

    assert fresh(first).answered_at == first.answered_at


def test_whoever_comes_is_the_guest_list_and_we_are_the_host(link, post):
    make_appointment(link, guests=[CLERK, booking.Guest(email="raad@gemeente.invalid")])

    first, second = deliver(post)

    for mail in (first, second):
        event = vobject.readOne(calendar_in(mail)).vevent
        assert [one.value for one in event.attendee_list] == [
            "mailto:griffie@gemeente.invalid",
            "mailto:raad@gemeente.invalid",
        ]
        assert all(one.params["RSVP"] == ["TRUE"] for one in event.attendee_list)
        assert event.organizer.value == "mailto:bericht@overleg.invalid"
