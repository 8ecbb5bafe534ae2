"""What the post has about somebody when they ask, and what is left of it when they want to be forgotten."""

from datetime import date

import pytest

from tests.factories.letters import LATER, LIMBURG, NOON, dispatch_to, make_mailing, send_all
from tests.factories.tour import LEUDAL, MORNING, make_contact
from tests.outreach.letters.test_arriving import answer, returned
from tests.support.leftovers import open_words
from tests.support.mails import deliver_waiting
from weerbaar.foundation.jobs import arrivals
from weerbaar.foundation.privacy.actions import purge
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.models import Contact, Moment, Office, Organisation
from weerbaar.outreach.campaign.queries.own_records import kept_anyway, known_about
from weerbaar.outreach.letters.actions import mailings, sending
from weerbaar.outreach.letters.models import Dispatch, ReceivedMail
from weerbaar.outreach.letters.queries.dispatches import letter_of

pytestmark = pytest.mark.django_db
NAME = "Zonderling"
KEPT = (
    "Verstuurde brieven en ontvangen mails blijven zoals ze zijn. "
    "De afzender moet ze bewaren (Archiefwet; AVG art. 17 lid 3 onder b en d)."
)


@pytest.fixture
def somebody(tour_round):
    return make_contact(LEUDAL, Office.MAYOR, surname=NAME, email="zonderling@gemeente.invalid", form_of_address="ms")


@pytest.fixture
def mailing(somebody):
    made = make_mailing(codes=(LEUDAL,), channels=("letter", "mail"), office=Office.CLERK)
    assert {one.contact for one in made.dispatches.all()} == {somebody}
    return made


@pytest.fixture
def sent(mailing, var_dir):
    send_all(mailing)
    deliver_waiting()
    return mailing


def forget(contact, toon):
    forget_contact(contact=contact, drop_story=True, at=LATER, by=toon.account)


def write_back(dispatch, sender, text, place=0):
    ReceivedMail.objects.create(
        dispatch=dispatch, digest=bytes([place]) * 32, kind="answer", sender=sender, text=text, at=MORNING
    )


def test_who_asks_reads_what_was_sent_to_them_and_what_they_answered_and_nothing_of_others(tour_round):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)
    dispatch = dispatch_to(mailing)
    write_back(dispatch, dispatch.contact.email.upper(), "Graag.", 0)
    write_back(dispatch, "ander@gemeente.invalid", "Nee.", 1)

    told = [(one.what, one.says) for one in known_about(dispatch.contact)]

    assert (f"brief: {mailing.name}", "burgemeester, verstuurd") in told
    assert ("Uw mail aan ons", "Graag.") in told
    assert "Nee." not in str(told)


def test_a_sender_with_a_duty_to_keep_keeps_the_letters_that_went_and_says_so(sent, somebody, toon, settings):
    settings.LETTER_ARCHIVE_DUTY = True
    before = [letter_of(one) for one in Dispatch.objects.all()]

    assert kept_anyway(somebody) == [KEPT]
    forget(somebody, toon)

    assert [letter_of(one) for one in Dispatch.objects.all()] == before
    assert not Contact.objects.filter(surname=NAME).exists()


def test_without_that_duty_nothing_of_the_name_is_left_in_the_post(sent, somebody, toon, settings):
    settings.LETTER_ARCHIVE_DUTY = False
    for place, one in enumerate(sent.dispatches.all()):
        write_back(one, somebody.email, f"Groet, {NAME}", place)
    assert NAME in open_words()
    assert kept_anyway(somebody) == []

    forget(somebody, toon)

    assert NAME.lower() not in open_words().lower()
    letter = letter_of(sent.dispatches.get(channel="letter"))
    assert letter.address[:3] == ("Gemeente Leudal", "T.a.v. de burgemeester", "Postbus 1")
    assert letter.text.startswith("Geachte burgemeester,")


def test_what_stood_ready_goes_to_the_office_and_not_to_who_was_forgotten(mailing, somebody, toon, queued):
    Organisation.objects.filter(pk=LEUDAL).update(email="info@leudal.invalid")
    mailings.release(mailing=mailing, provinces=[LIMBURG], at=NOON, by=None)
    sending.make_ready(mailing_id=mailing.pk, at=LATER)

    forget(somebody, toon)
    assert NAME.lower() not in open_words().lower()
    while sending.go_on(mailing_id=mailing.pk, at=LATER):
        pass

    (mail,) = queued()
    assert (mail["to"], NAME in mail["body"]) == ("info@leudal.invalid", False)


@pytest.fixture(params=[True, False])
def duty(request, settings):
    settings.LETTER_ARCHIVE_DUTY = request.param


@pytest.mark.usefixtures("duty")
def test_a_mail_that_waits_for_a_server_is_taken_back_and_counts_as_never_sent(mailing, somebody, toon, queued):
    send_all(mailing)
    assert [mail["to"] for mail in queued()] == [somebody.email]

    forget(somebody, toon)

    assert queued() == []
    one = mailing.dispatches.get(channel="mail")
    assert (one.state, one.why, one.sent_at, NAME in str(one.snapshot)) == ("skipped", "taken_back", None, False)
    assert f"«{mailing.name}» ging toch niet naar de burgemeester." in Moment.objects.values_list("text", flat=True)


def test_whose_term_passed_is_forgotten_by_the_rooms_as_well(mailing, somebody):
    Contact.objects.filter(pk=somebody.pk).update(until_on=date(2024, 1, 1))

    purge(at=LATER)

    assert not Contact.objects.filter(surname=NAME).exists()
    assert NAME.lower() not in open_words().lower()


def test_an_address_that_no_longer_exists_is_forgotten_with_its_owner_also_under_a_duty_to_keep(
    sent, somebody, toon, settings
):
    settings.LETTER_ARCHIVE_DUTY = True
    one = sent.dispatches.get(channel="mail")
    arrivals.receive(returned(one).replace(b"griffie@voorbeelddam.invalid", b"zonderling@gemeente.invalid"), at=LATER)
    assert Dispatch.objects.get(pk=one.pk).returned_why == "Niet bezorgd: zonderling@gemeente.invalid bestaat niet."

    forget(somebody, toon)

    assert Dispatch.objects.get(pk=one.pk).returned_why == "Niet bezorgd: dit adres bestaat niet."
    assert list(ReceivedMail.objects.values_list("kind", "sender", "text")) == [("returned", "", "")]


def test_the_story_keeps_no_address_of_a_mail_that_came_back(sent):
    arrivals.receive(returned(sent.dispatches.get(channel="mail")), at=LATER)

    told = list(Moment.objects.values_list("text", flat=True))
    assert "Terug van de burgemeester. Deze mail is niet bezorgd." in told
    assert "@" not in "".join(told)


def test_an_answer_by_mail_is_filed_with_who_wrote_it_and_goes_with_their_story(sent, somebody, toon):
    one = sent.dispatches.get(channel="mail")
    arrivals.receive(answer(one).replace(b"griffie@voorbeelddam.invalid", b"zonderling@gemeente.invalid"), at=LATER)
    assert Moment.objects.get(kind="answer").contact == somebody

    forget(somebody, toon)

    assert not Moment.objects.filter(kind="answer").exists()
