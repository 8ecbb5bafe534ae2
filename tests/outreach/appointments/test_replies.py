from datetime import timedelta

import pytest
import vobject

from tests.factories.appointments import CLERK, NOW, make_appointment, make_link
from tests.factories.tour import HILVERSUM
from tests.outreach.appointments.answers import a_return, an_answer
from tests.outreach.appointments.conftest import fresh
from tests.support.mails import calendar_in
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.appointments.actions import booking, questions
from weerbaar.outreach.appointments.actions.replies import MOST_PENDING, receive
from weerbaar.outreach.appointments.models import Participant, Question, Standing, State
from weerbaar.team.network.actions.facilitators import say_busy

pytestmark = pytest.mark.django_db


def standings(appointment):
    return {one.email: one.standing for one in appointment.participants.filter(pending=False)}


@pytest.mark.parametrize("said", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_a_reply_says_who_comes(appointment, said):
    assert receive(an_answer(appointment, said=said), NOW)

    (participant,) = appointment.participants.all()
    assert (participant.standing, participant.answered_sequence, participant.answered_at) == (said, 0, NOW)


def test_the_same_reply_twice_changes_nothing_the_second_time(appointment):
    mail = an_answer(appointment)
    receive(mail, NOW)

    assert receive(mail, NOW + timedelta(hours=1))

    assert appointment.participants.get().answered_at == NOW
    assert Event.objects.filter(action="appointment.answered").count() == 1


def test_who_changes_their_mind_is_believed(appointment):
    receive(an_answer(appointment), NOW)

    receive(an_answer(appointment, said="DECLINED"), NOW + timedelta(hours=1))

    assert standings(appointment) == {CLERK.email: Standing.DECLINED}


def test_of_two_answers_the_last_written_counts_whichever_comes_first(appointment):
    receive(an_answer(appointment, said="DECLINED", stamp="20261001T073000Z"), NOW)

    receive(an_answer(appointment, said="ACCEPTED", stamp="20261001T070000Z"), NOW + timedelta(hours=1))

    assert standings(appointment) == {CLERK.email: Standing.DECLINED}


def test_a_clock_that_runs_ahead_does_not_keep_the_next_answer_out(appointment):
    receive(an_answer(appointment, said="DECLINED", stamp="20990101T000000Z"), NOW)

    receive(an_answer(appointment, said="ACCEPTED", stamp="20261001T090000Z"), NOW + timedelta(hours=1))

    assert standings(appointment) == {CLERK.email: Standing.ACCEPTED}


def test_an_answer_to_the_time_of_before_says_nothing_about_this_one(appointment, link, toon):
    slot = booking.Slot(
        appointment.starts_at + timedelta(days=7), appointment.ends_at + timedelta(days=7), appointment.facilitator_id
    )
    booking.move(appointment=appointment, slot=slot, at=NOW, by=toon.account)

    assert receive(an_answer(appointment, sequence=0), NOW)

    assert standings(appointment) == {CLERK.email: Standing.WAITING}


def test_who_was_not_invited_is_shown_and_asked_about_not_dropped(appointment):
    assert receive(an_answer(appointment, who="wethouder@gemeente.invalid", name="W. Ethouder"), NOW)

    newcomer = appointment.participants.get(pending=True)
    assert (newcomer.email, newcomer.name, newcomer.standing) == (
        "wethouder@gemeente.invalid",
        "W. Ethouder",
        Standing.ACCEPTED,
    )
    (question,) = Question.objects.all()
    assert (question.kind, question.participant) == (Question.Kind.NEWCOMER, newcomer)


def test_a_newcomer_gets_nothing_until_somebody_says_so(appointment, mails, toon):
    mails()
    receive(an_answer(appointment, who="wethouder@gemeente.invalid"), NOW)
    assert mails() == []

    questions.accept(question=Question.objects.get(), at=NOW, by=toon.account)

    assert [mail["To"] for mail in mails()] == ["wethouder@gemeente.invalid"]
    assert not appointment.participants.filter(pending=True).exists()
    assert Question.objects.filter(settled_at=None).count() == 0


def test_an_address_of_elsewhere_does_not_answer_for_somebody_who_is_invited(appointment):
    receive(an_answer(appointment, said="DECLINED", sender="boef@elders.invalid"), NOW)

    assert standings(appointment) == {CLERK.email: Standing.WAITING}
    assert appointment.participants.get(pending=True).email == "boef@elders.invalid"


def test_an_assistant_answers_for_the_clerk(appointment):
    receive(an_answer(appointment, sender="assistent@gemeente.invalid"), NOW)

    assert standings(appointment) == {CLERK.email: Standing.ACCEPTED}


def test_a_stranger_with_a_guessed_name_of_the_appointment_gets_nothing(appointment, mails):
    mails()

    assert not receive(an_answer(appointment, uid="geraden@overleg.invalid"), NOW)

    assert (mails(), Question.objects.count(), Participant.objects.count()) == ([], 0, 1)


def test_a_flood_of_newcomers_is_bounded(appointment):
    for number in range(MOST_PENDING + 5):
        assert receive(an_answer(appointment, who=f"w{number}@elders.invalid"), NOW)

    assert appointment.participants.filter(pending=True).count() == MOST_PENDING


def a_counter(appointment, days=1, **facts):
    moment = appointment.starts_at + timedelta(days=days, hours=1)
    return an_answer(
        appointment, method="COUNTER", said="TENTATIVE", starts_at=moment, ends_at=moment + timedelta(hours=1), **facts
    )


def test_another_time_becomes_a_question_that_one_press_accepts(appointment, toon, mails):
    assert receive(a_counter(appointment, comment="Liever een dag later"), NOW)

    (question,) = Question.objects.all()
    assert (question.kind, question.text) == (Question.Kind.COUNTER, "Liever een dag later")
    mails()
    questions.accept(question=question, at=NOW, by=toon.account)
    moved = fresh(appointment)
    assert (moved.starts_at, moved.sequence, moved.uid) == (question.starts_at, 1, appointment.uid)
    assert fresh(question).settled_by == toon.account
    assert len(mails()) == 1


def test_a_refused_counter_tells_the_calendar_that_it_stays(appointment, toon, mails):
    receive(a_counter(appointment), NOW)
    mails()

    for _ in range(2):
        questions.settle(question=Question.objects.get(), at=NOW, by=toon.account)

    (mail,) = mails()
    calendar = vobject.readOne(calendar_in(mail))
    event = calendar.vevent
    assert calendar.method.value == "DECLINECOUNTER"
    assert (event.uid.value, event.sequence.value) == (appointment.uid, "0")
    assert event.dtstart.value == appointment.starts_at
    assert event.attendee.value == f"mailto:{CLERK.email}"
    assert mail["To"] == CLERK.email
    assert fresh(appointment).sequence == 0


def test_what_was_settled_by_a_move_is_not_refused_too(appointment, toon, mails):
    receive(a_counter(appointment), NOW)
    question = Question.objects.get()
    questions.accept(question=question, at=NOW, by=toon.account)
    mails()

    questions.settle(question=question, at=NOW, by=toon.account)

    assert mails() == []


def test_the_same_counter_twice_is_one_question(appointment):
    receive(a_counter(appointment), NOW)
    receive(a_counter(appointment), NOW)
    assert Question.objects.count() == 1

    receive(a_counter(appointment, days=2), NOW)
    assert Question.objects.count() == 2


def test_a_counter_that_does_not_fit_stays_a_question(appointment, toon):
    # Another visit stands where the clerk would like to be.
    other = make_link(HILVERSUM)
    moment = appointment.starts_at + timedelta(days=1, hours=1)
    slot = booking.Slot(moment, moment + timedelta(hours=1), appointment.facilitator_id)
    make_appointment(other, slot=slot)
    receive(a_counter(appointment), NOW)

    with pytest.raises(booking.SlotTaken):
        questions.accept(question=Question.objects.get(), at=NOW, by=toon.account)

    assert Question.objects.get().settled_at is None
    assert fresh(appointment).sequence == 0


@pytest.mark.parametrize(
    ("begins", "lasts"),
    [
        (timedelta(days=-20), timedelta(hours=1)),
        (timedelta(days=1), timedelta(days=20_000)),
        (timedelta(days=1, hours=11), timedelta(hours=1)),
    ],
)
def test_a_time_that_passed_or_never_ends_or_lies_in_the_evening_is_not_given(appointment, toon, begins, lasts):
    moment = appointment.starts_at + begins
    receive(an_answer(appointment, method="COUNTER", starts_at=moment, ends_at=moment + lasts), NOW)

    with pytest.raises(booking.SlotTaken):
        questions.accept(question=Question.objects.get(), at=NOW, by=toon.account)

    assert (fresh(appointment).sequence, Question.objects.get().settled_at) == (0, None)


def test_a_time_at_which_who_goes_has_something_else_by_now_is_not_given(appointment, toon):
    receive(a_counter(appointment), NOW)
    asked = Question.objects.get()
    facts = {"starts_at": asked.starts_at, "ends_at": asked.ends_at, "at": NOW, "by": toon.account}
    say_busy(facilitator=appointment.facilitator, **facts)

    with pytest.raises(booking.SlotTaken):
        questions.accept(question=asked, at=NOW, by=toon.account)


def test_an_answer_to_what_was_cancelled_changes_nothing(appointment):
    booking.cancel(appointment=appointment, reason="", at=NOW)

    assert receive(an_answer(appointment), NOW)
    assert receive(a_counter(appointment), NOW)

    assert (fresh(appointment).state, Question.objects.count()) == (State.CANCELLED, 0)


def test_an_invitation_that_came_back_is_shown_and_asked_about_once(appointment, mails):
    (mail,) = mails()

    assert receive(a_return(mail), NOW)
    assert receive(a_return(mail), NOW)

    assert appointment.participants.get().returned_at == NOW
    assert [one.kind for one in Question.objects.all()] == [Question.Kind.RETURNED]


def test_a_mail_that_is_only_late_is_no_return(appointment, mails):
    (mail,) = mails()

    assert not receive(a_return(mail, action="delayed"), NOW)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"Subject: hallo\r\n\r\ntekst", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x"],
)
def test_what_is_not_about_an_appointment_is_somebody_elses(appointment, content):
    assert not receive(content, NOW)
