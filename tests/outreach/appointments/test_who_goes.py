"""Whoever goes hears of it, in their own calendar, and can say that they cannot."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from tests.factories.appointments import CLERK, NOW, TALK, first_slot, make_talker
from tests.outreach.appointments.answers import an_answer
from tests.support.mails import calendar_in, words_in
from weerbaar.outreach.appointments.actions import booking, people
from weerbaar.outreach.appointments.actions.booking import Guest, Where
from weerbaar.outreach.appointments.actions.replies import receive
from weerbaar.outreach.appointments.models import Participant, Question
from weerbaar.outreach.appointments.queries import offers
from weerbaar.team.network.models import Facilitator

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
TOM, GERDA = "tom@overleg.invalid", "gerda@overleg.invalid"


def item_in(mail):
    calendar = Calendar.from_ical(calendar_in(mail))
    (event,) = calendar.events
    guests = event["ATTENDEE"]
    assert not isinstance(guests, list)
    return str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"]), str(guests)


def another_time(appointment):
    free = offers.offers(appointment.participation, TALK, on=NOW.date(), beyond=appointment)
    return next(slot for slot in free if slot.starts_at != appointment.starts_at)


def test_who_goes_is_told_with_whom_where_and_who_comes(appointment, mails):
    (mail,) = mails(to_who_goes=True)

    words = words_in(mail)
    assert (mail["To"], item_in(mail)) == (TOM, ("REQUEST", appointment.uid, 0, f"mailto:{TOM}"))
    assert "U gaat op pad voor een voorgesprek met gemeente Leudal." in words
    assert "- Wie komen: G. Voorbeeld" in words
    assert "/a/" not in words  # the page is of the organisation


def test_a_time_that_was_changed_before_they_were_told_is_told_once(appointment, mails):
    booking.move(appointment=appointment, slot=another_time(appointment), at=LATER)

    assert [item_in(mail)[:3] for mail in mails(to_who_goes=True)] == [("REQUEST", appointment.uid, 1)]


@pytest.mark.parametrize("to_who_goes", [False, True])
def test_what_was_called_off_before_anybody_was_told_is_told_as_called_off_alone(link, mails, to_who_goes):
    picked = booking.book(
        participation=link.participation, stage=TALK, slot=first_slot(link), where=Where(), guests=[CLERK], at=NOW, link=link,
    )  # fmt: skip
    booking.cancel(appointment=picked, reason="", at=LATER)

    assert [item_in(mail)[0] for mail in mails(to_who_goes=to_who_goes)] == ["CANCEL"]


def test_the_same_appointment_moves_changes_place_and_goes_off_in_their_calendar(appointment, mails):
    mails()

    booking.move(appointment=appointment, slot=another_time(appointment), at=LATER)
    booking.change_place(appointment=appointment, where=Where(place="Raadzaal"), at=LATER)
    booking.cancel(appointment=appointment, reason="", at=LATER)

    assert [item_in(mail)[:3] for mail in mails(to_who_goes=True)] == [
        ("REQUEST", appointment.uid, 1),
        ("REQUEST", appointment.uid, 2),
        ("CANCEL", appointment.uid, 3),
    ]


def test_when_somebody_else_goes_the_first_is_let_go_and_the_other_told(appointment, mails, toon):
    other = make_talker("Gerda Gesprek")
    slot = offers.slot_at(other.pk, appointment.starts_at, appointment.participation, TALK, beyond=appointment)
    mails()

    booking.move(appointment=appointment, slot=slot, at=LATER, by=toon.account)

    first, second = mails(to_who_goes=True)
    assert (item_in(first)[0], item_in(first)[3]) == ("CANCEL", f"mailto:{TOM}")
    assert (item_in(second)[0], item_in(second)[3]) == ("REQUEST", f"mailto:{GERDA}")
    assert "Iemand anders gaat naar gemeente Leudal." in words_in(first)


@pytest.mark.parametrize("method", ["REPLY", "COUNTER"])
def test_who_goes_and_cannot_asks_the_team_once_for_another(appointment, method):
    for _time in range(2):
        assert receive(an_answer(appointment, who=TOM, said="DECLINED", method=method), NOW)

    (question,) = Question.objects.all()
    assert (question.kind, question.text) == (Question.Kind.WHO_GOES, "Tom Tournee")
    assert Participant.objects.filter(email=TOM).count() == 0


def test_who_goes_and_says_so_asks_nothing(appointment):
    assert receive(an_answer(appointment, who=TOM), NOW)

    assert (Question.objects.count(), Participant.objects.count()) == (0, 1)


def test_what_who_goes_said_of_the_time_of_before_says_nothing_of_this_one(appointment, toon):
    receive(an_answer(appointment, who=TOM, said="DECLINED"), NOW)
    booking.move(appointment=appointment, slot=another_time(appointment), at=LATER, by=toon.account)

    receive(an_answer(appointment, who=TOM, said="DECLINED", sequence=0), LATER)

    assert list(Question.objects.values_list("settled_at", flat=True)) == [LATER]


def test_a_stranger_does_not_say_for_who_goes_that_they_cannot(appointment):
    receive(an_answer(appointment, who=TOM, said="DECLINED", sender="iemand@elders.invalid"), NOW)

    assert [one.kind for one in Question.objects.all()] == [Question.Kind.NEWCOMER]


def test_who_goes_hears_whom_was_invited_later_once_for_all_of_them_and_their_calendar_stays(appointment, mails):
    mails(to_who_goes=True)
    guests = [Guest(email="raad@gemeente.invalid", name="R. Raad"), Guest(email="wethouder@gemeente.invalid")]

    people.invite(appointment=appointment, guests=guests, at=LATER)
    people.invite(appointment=appointment, guests=guests, at=LATER)

    (mail,) = mails(to_who_goes=True)
    assert mail["Subject"].startswith("Er komt iemand bij: voorgesprek, gemeente Leudal op ")
    assert "- Wie komen: G. Voorbeeld, R. Raad, wethouder@gemeente.invalid" in words_in(mail)
    assert "text/calendar" not in mail.as_string()


def test_who_goes_and_invites_somebody_knows_it(appointment, toon, mails):
    Facilitator.objects.filter(pk=appointment.facilitator_id).update(account=toon.account)
    mails(to_who_goes=True)

    people.invite(appointment=appointment, guests=[Guest(email="raad@gemeente.invalid")], at=LATER, by=toon.account)

    assert mails(to_who_goes=True) == []
