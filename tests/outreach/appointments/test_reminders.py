from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories.appointments import CLERK, NOW, make_appointment, make_link
from tests.factories.tour import HILVERSUM
from tests.outreach.appointments.conftest import fresh
from tests.support.mails import words_in
from weerbaar.outreach.appointments import tasks
from weerbaar.outreach.appointments.actions import booking
from weerbaar.outreach.appointments.actions.booking import Guest
from weerbaar.outreach.appointments.actions.reminders import remind
from weerbaar.outreach.appointments.models import Appointment, Participant
from weerbaar.outreach.appointments.queries.offers import free_slots
from weerbaar.outreach.campaign.models import Participation, PersonalLink

pytestmark = pytest.mark.django_db
COLLEAGUE = Guest(email="raad@gemeente.invalid")


@pytest.fixture
def later(link, mails):
    """An appointment three weeks ahead, of which the invitation went out."""
    slot = next(slot for slot in _free(link) if slot.starts_at > NOW + timedelta(days=20))
    made = make_appointment(link, slot=slot, guests=[CLERK, COLLEAGUE])
    mails()
    return made


def _free(link):
    return free_slots(link.participation, "intake_talk", on=NOW.date())


def a_week_before(appointment):
    return appointment.starts_at - timedelta(days=7)


def test_a_week_and_two_working_days_before_everybody_is_reminded_once(later, mails):
    assert remind(appointment=later, at=a_week_before(later) - timedelta(days=1)) == 0
    assert remind(appointment=later, at=a_week_before(later)) == 2
    assert remind(appointment=later, at=a_week_before(later) + timedelta(hours=3)) == 0
    assert remind(appointment=later, at=later.starts_at - timedelta(days=1)) == 2
    assert remind(appointment=later, at=later.starts_at) == 0

    sent = mails()
    assert [mail["Subject"].split(":")[0] for mail in sent] == ["Herinnering"] * 4
    assert "Over een week" in words_in(sent[0])


def test_a_reminder_is_a_new_mail_and_no_new_appointment(later, mails):
    remind(appointment=later, at=a_week_before(later))

    for mail in mails():
        assert [part.get_content_type() for part in mail.walk() if "calendar" in part.get_content_type()] == []
        assert len(mail["References"].split()) == 1
    assert fresh(later).sequence == 0


def test_reminders_stop_after_cancelling(later, mails):
    booking.cancel(appointment=later, reason="", at=NOW)
    mails()

    assert remind(appointment=later, at=a_week_before(later)) == 0
    assert mails() == []


def test_reminders_stop_after_it_was_held(later, toon, mails):
    after = later.starts_at + timedelta(hours=2)
    booking.mark_held(appointment=later, held_at=later.starts_at, source="x", at=after, by=toon.account)

    assert remind(appointment=later, at=later.starts_at - timedelta(days=1)) == 0


def test_who_said_no_is_not_reminded(later, mails):
    said = {"standing": "DECLINED", "answered_at": NOW, "answered_sequence": 0}
    Participant.objects.filter(email=COLLEAGUE.email).update(**said)

    assert remind(appointment=later, at=a_week_before(later)) == 1
    assert [mail["To"] for mail in mails()] == [CLERK.email]


def test_nobody_is_reminded_while_an_organisation_is_left_in_peace(later):
    Participation.objects.filter(pk=later.participation_id).update(
        paused_until=later.starts_at.date() + timedelta(days=9)
    )

    assert remind(appointment=later, at=a_week_before(later)) == 0


def test_who_just_picked_a_time_is_not_reminded_of_it_the_same_day(link):
    made = make_appointment(link)

    assert remind(appointment=made, at=NOW) == 0


def test_one_that_cannot_be_written_does_not_keep_the_others_without_theirs(later):
    other = make_appointment(make_link(HILVERSUM), slot=_free(make_link(HILVERSUM))[-1])
    Appointment.objects.update(starts_at=later.starts_at, ends_at=later.ends_at)
    PersonalLink.objects.filter(pk=later.link_id).update(words="stuk")

    with time_machine.travel(a_week_before(later), tick=False):
        tasks.send_reminders.func()

    assert [list(one.participants.values_list("notices__kind", flat=True)) for one in (later, other)] == [
        ["invited", "invited"],
        ["invited", "week"],
    ]


def test_the_task_reminds_of_what_is_due(later, mails):
    with time_machine.travel(a_week_before(later), tick=False):
        tasks.send_reminders.func()
        assert timezone.now() == a_week_before(later)

    assert len(mails()) == 2
