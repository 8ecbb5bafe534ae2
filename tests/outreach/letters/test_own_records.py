"""What the post has about somebody when they ask, and what is left of it when they want to be forgotten."""

from datetime import date, timedelta

import pytest

from tests.factories.letters import LATER, LIMBURG, NOON, dispatch_to, make_mailing, send_all
from tests.factories.tour import LEUDAL, MORNING, make_contact, participation_of, stage_of
from tests.outreach.letters.test_arriving import answer, returned
from tests.support.leftovers import open_words
from tests.support.mails import deliver_waiting
from weerbaar.foundation.gateways.mail import outbox_folder
from weerbaar.foundation.gateways.outbox import kept
from weerbaar.foundation.jobs import arrivals
from weerbaar.foundation.privacy.actions import purge
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.actions.doubles import merge_contacts
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
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


@pytest.fixture
def waits(mailing, var_dir, duty):
    """A letter by mail alone, in the queue of a mail server that is away."""
    mailing.dispatches.filter(channel="letter").update(state="cancelled")
    send_all(mailing)
    return mailing.dispatches.get(channel="mail")


def talk():
    return stage_of(participation_of(LEUDAL), "intake_talk")


def test_a_mail_that_waits_does_not_go_to_who_was_forgotten_and_counts_as_never_sent(waits, somebody, toon):
    assert (talk().state, participation_of(LEUDAL).letter_sent_on) == ("offered", LATER.date())

    forget(somebody, toon)
    deliver_waiting()

    assert kept(outbox_folder()) == []
    waits.refresh_from_db()
    assert (waits.state, waits.why, waits.sent_at, NAME in str(waits.snapshot)) == ("skipped", "forgotten", None, False)
    assert (talk().state, participation_of(LEUDAL).letter_sent_on) == ("open", None)
    told = f"«{waits.mailing.version.template.name}» ging toch niet naar de burgemeester: de ontvanger is gewist."
    assert told in Moment.objects.values_list("text", flat=True)


def test_a_stage_that_went_on_meanwhile_stays_where_it_is(waits, somebody, toon):
    step = Step(target="planned", on=LATER.date(), planned_for=LATER + timedelta(days=9))
    move_stage(stage=talk(), step=step, at=LATER, by=toon.account)

    forget(somebody, toon)
    deliver_waiting()

    assert talk().state == "planned"


def test_where_another_letter_went_the_organisation_stays_written_to(mailing, var_dir, duty, somebody, toon):
    send_all(mailing)
    forget(somebody, toon)
    deliver_waiting()

    assert participation_of(LEUDAL).letter_sent_on == LATER.date()


def test_a_note_that_it_came_back_does_not_keep_it_from_being_taken_back(waits, somebody, toon):
    Dispatch.objects.filter(pk=waits.pk).update(returned_at=LATER, returned_why="Bestaat niet.")
    forget(somebody, toon)
    deliver_waiting()

    waits.refresh_from_db()
    assert (waits.state, waits.returned_at) == ("skipped", None)


def test_a_mail_to_a_double_does_not_go_either(waits, somebody, toon):
    stays = make_contact(LEUDAL, Office.MAYOR, surname="Zonderlink", email=somebody.email)
    merge_contacts(kept=stays, double=somebody, at=LATER, by=toon.account)

    forget(stays, toon)
    deliver_waiting()

    assert kept(outbox_folder()) == []
    waits.refresh_from_db()
    assert waits.state == "skipped"


def test_a_mail_goes_when_its_reader_is_still_there_also_after_a_merge(waits, somebody, toon):
    stays = make_contact(LEUDAL, Office.MAYOR, surname="Zonderlink", email=somebody.email)
    merge_contacts(kept=stays, double=somebody, at=LATER, by=toon.account)

    deliver_waiting()

    assert [mail.to for mail in kept(outbox_folder())] == [somebody.email]


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
