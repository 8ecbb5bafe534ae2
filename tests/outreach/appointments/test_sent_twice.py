"""What is sent from the very same page twice is agreed, moved, called off and mailed once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.appointments import make_link, token_of
from tests.factories.tour import HILVERSUM, LEUDAL
from tests.outreach.appointments.answers import an_answer
from tests.outreach.appointments.test_personal_page import WHO, a_slot
from tests.outreach.appointments.test_staff_pages import LIST, a_working_day, by_phone, past
from tests.support.twice import assert_taken_once, sent_twice
from weerbaar.foundation.accounts.models import UsedForm
from weerbaar.outreach.appointments.actions import booking, questions
from weerbaar.outreach.appointments.actions.replies import receive
from weerbaar.outreach.appointments.models import Appointment, Question

pytestmark = pytest.mark.django_db
DAYS = {"text": "Alleen op vrijdagmiddag"}


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("andere-dagen/", DAYS),
        ("nu-niet/", {"until": "", "reason": "Geen behoefte"}),
        ("doorgeven/", {"name": "Sietske Verzonnen", "email": "sietske@gemeente.invalid", "office": "secretary"}),
    ],
)
def test_what_is_asked_behind_a_link_is_told_once(address, step, told):
    assert_taken_once(Client(), address + step, told)


@pytest.mark.usefixtures("booked")
@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("erbij/", {"colleagues": "raad@gemeente.invalid"}),
        ("plek/", {"form": "video", "place": ""}),
        ("afzeggen/", {"reason": "Ziek"}),
    ],
)
def test_what_changes_behind_a_link_changes_once(address, step, told):
    assert_taken_once(Client(), address + step, told)


def test_a_time_is_picked_once_also_when_it_was_called_off_since(here, address):
    told = WHO | {"moment": a_slot(here).key}
    assert_taken_once(Client(), address, told)
    booking.cancel(appointment=Appointment.objects.get(), reason="", at=timezone.now())

    sent_twice(Client(), address, told)

    assert Appointment.objects.count() == 1


def test_a_time_is_moved_once_also_when_it_was_moved_since(address, booked):
    target, other = Client().get(f"{address}verzetten/").context["slots"][:2]
    assert_taken_once(Client(), f"{address}verzetten/", {"moment": target.key})
    booking.move(appointment=booked, slot=other, at=timezone.now())

    sent_twice(Client(), f"{address}verzetten/", {"moment": target.key})

    assert Appointment.objects.get().starts_at == other.starts_at


def test_the_link_stays_secret_in_what_is_kept_of_a_form(here, address):
    sent_twice(Client(), f"{address}andere-dagen/", DAYS)

    assert token_of(here) not in str(UsedForm.objects.values().get())


def test_the_team_plans_once(visitor, here, talker):
    assert_taken_once(visitor, f"{LIST}voor/{LEUDAL}/", by_phone(talker))


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("verzetten/", {"day": a_working_day(21).isoformat(), "clock": "11:00"}),
        ("plek/", {"form": "video", "place": "", "video_link": "https://video.invalid/1"}),
        ("afzeggen/", {"reason": "Storm"}),
        ("erbij/", {"colleagues": "raad@gemeente.invalid"}),
    ],
)
def test_the_team_changes_it_once(visitor, booked, talker, act, told):
    who = {"facilitator": str(talker.pk)} if act == "verzetten/" else {}

    assert_taken_once(visitor, f"{LIST}{booked.pk}/{act}", told | who)


def test_it_was_held_once_and_put_right_once(visitor, booked):
    past(booked)
    told = {"day": timezone.localdate().isoformat(), "clock": "00:01", "source": "de griffie"}

    assert_taken_once(visitor, f"{LIST}{booked.pk}/gehouden/", told)
    assert_taken_once(visitor, f"{LIST}{booked.pk}/niet-gehouden/", {})


def test_somebody_is_let_go_once(visitor, booked):
    visitor.post(f"{LIST}{booked.pk}/erbij/", {"colleagues": "raad@gemeente.invalid"})
    raad = booked.participants.get(email="raad@gemeente.invalid")

    assert_taken_once(visitor, f"{LIST}{booked.pk}/weg/{raad.pk}/", {})


@pytest.mark.parametrize("answer", ["ja", "klaar"])
def test_a_question_is_dealt_with_once(visitor, booked, answer):
    moment = booked.starts_at + timedelta(hours=1)
    times = {"starts_at": moment, "ends_at": moment + timedelta(hours=1)}
    receive(an_answer(booked, method="COUNTER", said="TENTATIVE", comment="Later", **times), timezone.now())

    assert_taken_once(visitor, f"{LIST}vraag/{Question.objects.get().pk}/{answer}/", {})


def test_a_wish_without_an_appointment_is_dealt_with_once(visitor, talker):
    asked = questions.name_days(link=make_link(HILVERSUM, at=timezone.now()), text="Vrijdag", at=timezone.now())

    assert_taken_once(visitor, f"{LIST}vraag/{asked.pk}/klaar/", {})
