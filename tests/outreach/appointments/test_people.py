import pytest
import vobject

from tests.factories.appointments import CLERK, NOW, make_appointment, make_link, token_of
from tests.factories.tour import HILVERSUM, make_contact
from tests.outreach.appointments.conftest import fresh
from tests.support.mails import calendar_in, words_in
from weerbaar.outreach.appointments.actions import booking, people, questions
from weerbaar.outreach.appointments.actions.booking import Guest
from weerbaar.outreach.appointments.models import Question
from weerbaar.outreach.campaign import succession
from weerbaar.outreach.campaign.models import HolderChange, Office

pytestmark = pytest.mark.django_db


def test_more_people_are_invited_each_once(appointment, mails):
    mails()

    added = people.invite(appointment=appointment, guests=[CLERK, Guest(email="Raad@gemeente.invalid")], at=NOW)

    assert added == 1
    (mail,) = mails()
    assert mail["To"] == "Raad@gemeente.invalid"
    assert vobject.readOne(calendar_in(mail)).vevent.sequence.value == "0"


def test_thirty_are_enough(appointment):
    guests = [Guest(email=f"w{number}@gemeente.invalid") for number in range(people.MOST_PEOPLE)]

    with pytest.raises(people.TooMany):
        people.invite(appointment=appointment, guests=guests, at=NOW)

    assert appointment.participants.count() == 1


def test_who_need_not_come_gets_a_withdrawal_and_the_others_nothing(appointment, mails):
    people.invite(appointment=appointment, guests=[Guest(email="raad@gemeente.invalid")], at=NOW)
    mails()

    people.let_go(participant=appointment.participants.get(email="raad@gemeente.invalid"), at=NOW)

    (mail,) = mails()
    file = vobject.readOne(calendar_in(mail))
    assert (mail["To"], file.method.value) == ("raad@gemeente.invalid", "CANCEL")
    assert [one.value for one in file.vevent.attendee_list] == ["mailto:raad@gemeente.invalid"]
    assert appointment.participants.count() == 1


def test_whoever_picked_the_time_has_the_way_to_move_it_whatever_the_alphabet_says(link, mails):
    page = f"/a/{token_of(link)}/"
    made = make_appointment(link, guests=[CLERK, Guest(email="anna@gemeente.invalid"), Guest(email=CLERK.email)])

    assert {mail["To"]: page in words_in(mail) for mail in mails()} == {
        "griffie@gemeente.invalid": True,
        "anna@gemeente.invalid": False,
    }
    people.let_go(participant=made.participants.get(email=CLERK.email), at=NOW)
    mails()
    booking.change_place(appointment=made, where=booking.Where(place="Raadzaal"), at=NOW)
    (mail,) = mails()
    assert (mail["To"], page in words_in(mail)) == ("anna@gemeente.invalid", False)


def test_somebody_has_to_come(appointment):
    with pytest.raises(people.LastOne):
        people.let_go(participant=appointment.participants.get(), at=NOW)


def test_nobody_is_invited_to_what_was_cancelled(appointment):
    booking.cancel(appointment=appointment, reason="", at=NOW)

    with pytest.raises(booking.NotOpen):
        people.invite(appointment=appointment, guests=[Guest(email="raad@gemeente.invalid")], at=NOW)


@pytest.fixture
def changed(link):
    """The clerk who was to come has a successor; a person confirmed it."""
    former = make_contact(surname="Vertrokken", email="oud@gemeente.invalid")
    successor = make_contact(surname="Gekomen", email="nieuw@gemeente.invalid")
    made = make_appointment(link, guests=[Guest(email=former.email, name=str(former), contact=former)])
    change = HolderChange.objects.create(
        organisation_id=former.organisation_id,
        office=Office.CLERK,
        former=former,
        successor=successor,
        on=NOW.date(),
        noticed_at=NOW,
    )
    return made, change


def test_when_an_office_gets_another_holder_a_person_is_asked_whether_to_invite_them(changed, toon, mails):
    appointment, change = changed
    mails()

    succession.announce(change, by=toon.account, at=NOW)
    succession.announce(change, by=toon.account, at=NOW)

    (question,) = Question.objects.all()
    assert (question.kind, question.contact, question.appointment) == (
        Question.Kind.SUCCESSOR,
        change.successor,
        appointment,
    )
    assert mails() == []
    questions.accept(question=question, at=NOW, by=toon.account)
    assert [mail["To"] for mail in mails()] == ["nieuw@gemeente.invalid"]
    assert fresh(question).settled_by == toon.account


def test_an_appointment_of_another_organisation_is_not_asked_about(changed, toon):
    _, change = changed
    make_appointment(make_link(HILVERSUM))

    succession.announce(change, by=toon.account, at=NOW)

    assert Question.objects.count() == 1


def test_a_holder_who_leaves_without_a_successor_asks_nothing_here(changed, toon):
    _, change = changed
    change.successor = None

    questions.ask_about_successor(change, toon.account, NOW)

    assert Question.objects.count() == 0
