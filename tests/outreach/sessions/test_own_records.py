"""Names in the hall and under a quotation: told to who asks, and gone when they want that and the law does not forbid it."""

import pytest
from django.urls import reverse

from tests.factories.sessions import ASKED, again, compose, make_gathering, plan, price
from tests.factories.tour import HILVERSUM, LEUDAL, make_contact, participation_of
from tests.outreach.sessions.test_quotations import VALID
from tests.support.leftovers import open_words
from tests.support.mails import deliver_waiting
from weerbaar.foundation.gateways import outbox
from weerbaar.foundation.gateways.mail import outbox_folder
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.models import Moment, Office
from weerbaar.outreach.campaign.queries.own_records import kept_anyway, known_about
from weerbaar.outreach.sessions.actions import post, quotations
from weerbaar.outreach.sessions.actions.hall import add_guests, set_day_contact, wish_names
from weerbaar.outreach.sessions.models import DayContact, Group, Guest, Invitee, Kind, Quotation
from weerbaar.outreach.sessions.queries.gatherings import Recipient, recipients_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(tour_round):
    return make_contact(HILVERSUM, "secretary", surname="Zonderling", initials="Z.", infix="de", email="z@x.invalid")


@pytest.fixture
def training(somebody, by):
    one = make_gathering(kind=Kind.TRAINING, by=by)
    plan(one, by=by)
    compose(one, "welkom", by=by)
    price(one, by=by)
    wish_names(gathering=one, wished=True, at=ASKED, by=by)
    guests = ["mevrouw Z. de Zonderling", "K. de Zonderling", "Anna Ander"]
    add_guests(gathering=one, names=guests, group=Group.STAFF, at=ASKED, by=by)
    set_day_contact(gathering=one, name="De Zonderling", phone="0612345678", at=ASKED, by=by)
    return again(one)


@pytest.fixture
def accepted(training, by):
    made = quotations.make_quotation(gathering=training, valid_until=VALID, at=ASKED, by=by)
    recipient = recipients_of(again(training), on=ASKED.date())[0]
    link = quotations.send_quotation(quotation=made, recipient=recipient, at=ASKED, by=by)
    made.refresh_from_db()
    quotations.answer_quotation(
        quotation=made, link=link, accepts=True, name="Z. de Zonderling", function="secretaris", at=ASKED
    )
    return made


def test_who_asks_reads_on_which_list_they_stand_and_what_they_answered_and_nothing_of_others(accepted, somebody):
    told = {one.what: one.says for one in known_about(somebody)}

    assert told["Op de deelnemerslijst"].startswith("mevrouw Z. de Zonderling; training")
    assert told["Te bellen op de dag"].endswith("0612345678")
    assert told["Antwoord op offerte OT-2026-0001"] == "Z. de Zonderling; secretaris"
    assert "Ander" not in str(told)


def test_who_got_a_quotation_is_told_so_and_is_not_its_address_any_more(accepted, somebody, by):
    Quotation.objects.update(sent_to=somebody.email.upper())

    assert {one.what: one.says for one in known_about(somebody)}["Offerte OT-2026-0001 gemaild"] == "Z@X.INVALID"
    forget_contact(contact=somebody, drop_story=True, at=ASKED, by=by)

    assert Quotation.objects.get().sent_to == ""


def test_nothing_is_told_of_a_namesake_at_another_organisation(accepted):
    namesake = make_contact(LEUDAL, surname="Zonderling", infix="de", initials="Z.")

    assert [one.what for one in known_about(namesake)] == ["griffier bij gemeente Leudal"]


def test_who_is_forgotten_is_on_no_list_and_others_stay(training, somebody, by):
    forget_contact(contact=somebody, drop_story=True, at=ASKED, by=by)

    assert sorted(Guest.objects.values_list("name", flat=True)) == ["Anna Ander", "K. de Zonderling"]
    assert not DayContact.objects.exists()


def test_nothing_of_the_name_is_left_where_no_law_keeps_it(training, somebody, by):
    Guest.objects.filter(name__startswith="K.").delete()

    forget_contact(contact=somebody, drop_story=True, at=ASKED, by=by)

    assert "onderling" not in open_words()


def test_an_answer_to_a_quotation_stays_for_the_books_and_the_page_says_so(accepted, somebody, by, visitor):
    (says,) = kept_anyway(somebody)
    page = visitor.get(reverse("forget_contact", args=[HILVERSUM, somebody.pk])).content.decode()
    forget_contact(contact=somebody, drop_story=True, at=ASKED, by=by)
    accepted.refresh_from_db()

    assert says == (
        "Het antwoord op offerte OT-2026-0001 blijft, met naam en functie: zeven jaar na 1 september 2026. "
        "Dat moet voor de belasting (AWR art. 52; AVG art. 17 lid 3 onder b)."
    )
    assert says in page
    assert accepted.answered_by == "Z. de Zonderling"


def test_a_quotation_that_waits_does_not_go_to_who_was_forgotten_and_the_story_says_so(training, somebody, by, var_dir):
    made = quotations.make_quotation(gathering=training, valid_until=VALID, at=ASKED, by=by)
    to = Recipient(participation_of(HILVERSUM), somebody.email, somebody, Office.SECRETARY)
    quotations.send_quotation(quotation=made, recipient=to, at=ASKED, by=by)

    forget_contact(contact=somebody, drop_story=True, at=ASKED, by=by)
    deliver_waiting()

    assert somebody.email not in {mail.to for mail in outbox.kept(outbox_folder())}
    told = f"«Offerte {made.number}» ging toch niet uit: de ontvanger is gewist."
    assert told in Moment.objects.values_list("text", flat=True)


def test_who_answered_from_an_address_of_their_own_gets_nothing_more_once_forgotten(training, somebody, by, var_dir):
    typed = Invitee.objects.create(gathering=training, email=somebody.email.upper(), sequence=0, added_at=ASKED)
    other = Invitee.objects.create(gathering=training, email="ander@x.invalid", sequence=0, added_at=ASKED)
    deliver_waiting()
    for one in (typed, other):
        post.time_stays(training, one, at=ASKED)

    forget_contact(contact=somebody, drop_story=True, at=ASKED, by=by)
    deliver_waiting()

    said = [mail.to for mail in outbox.kept(outbox_folder()) if mail.subject == "De tijd blijft zoals hij was"]
    assert said == ["ander@x.invalid"]


def test_what_went_to_a_mailbox_of_two_is_told_to_neither_and_stays_until_one_has_it_alone(accepted, somebody, by):
    colleague = make_contact(HILVERSUM, "other", surname="Ander", email=somebody.email.upper())
    Quotation.objects.update(sent_to=somebody.email)
    Invitee.objects.create(gathering=accepted.gathering, email=somebody.email, sequence=0, added_at=ASKED)

    told = str([known_about(one) for one in (somebody, colleague)])
    forget_contact(contact=colleague, drop_story=True, at=ASKED, by=by)

    assert "gemaild" not in told
    assert "Uitnodiging" not in told
    assert (Quotation.objects.get().sent_to, Invitee.objects.filter(email=somebody.email).count()) == (
        somebody.email,
        1,
    )
    assert "Offerte OT-2026-0001 gemaild" in str(known_about(somebody))


def test_the_doubles_of_one_person_share_no_mailbox_with_a_colleague(accepted, somebody, by):
    make_contact(HILVERSUM, "other", surname="Zonderling", email=somebody.email, merged_into=somebody)
    Quotation.objects.update(sent_to=somebody.email)

    forget_contact(contact=somebody, drop_story=True, at=ASKED, by=by)

    assert Quotation.objects.get().sent_to == ""
