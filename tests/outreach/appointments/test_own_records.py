"""What we have about who came to an appointment, and forgetting them."""

import pytest

from tests.factories.appointments import NOW, Guest, make_appointment
from tests.factories.tour import LEUDAL, make_contact
from tests.support.leftovers import open_words
from tests.support.mails import deliver_waiting, waiting_mails
from weerbaar.foundation.gateways.mail import outbox_folder
from weerbaar.foundation.gateways.outbox import kept
from weerbaar.outreach.appointments.actions.notices import tell_everybody
from weerbaar.outreach.appointments.actions.questions import name_days
from weerbaar.outreach.appointments.models import Appointment, NoticeKind, Participant
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.actions.links import hand_on
from weerbaar.outreach.campaign.queries.own_records import known_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(link):
    clerk = make_contact(LEUDAL, email="g.voorbeeld@gemeente.invalid")
    typed = Guest(email="G.Voorbeeld@gemeente.invalid", name="Gea Voorbeeld")
    other = Guest(email="ander@gemeente.invalid", name="Anna Ander")
    make_appointment(link, guests=(typed, other))
    return clerk


def test_who_asks_reads_to_which_appointment_they_were_invited_and_nothing_of_others(clerk):
    says = "\n".join(f"{one.what}: {one.says}" for one in known_about(clerk))

    assert "Uitgenodigd voor voorgesprek: Gea Voorbeeld G.Voorbeeld@gemeente.invalid" in says
    assert "ander@gemeente.invalid" not in says


def test_what_somebody_wrote_by_a_link_of_their_own_is_told_to_them_and_goes_with_them(link, toon):
    colleague = make_contact(LEUDAL, "assistant", surname="Zonderling", email="z@gemeente.invalid")
    handed = hand_on(link=link, to=colleague, at=NOW)
    name_days(link=handed, text="Liever maandag. Zonderling", at=NOW)
    assert ("geen van de tijden past", "Liever maandag. Zonderling") in [
        (one.what, one.says) for one in known_about(colleague)
    ]

    forget_contact(contact=colleague, drop_story=True, at=NOW, by=toon.account)

    assert "onderling" not in open_words()


def test_who_is_forgotten_is_on_no_appointment_and_the_appointment_stays(clerk, toon, mails):
    mails()

    forget_contact(contact=clerk, drop_story=True, at=NOW, by=toon.account)

    assert list(Participant.objects.values_list("email", flat=True)) == ["ander@gemeente.invalid"]
    assert Appointment.objects.get().state == "booked"
    assert mails() == []


def test_no_mail_that_waits_goes_to_who_was_forgotten_and_those_to_others_do(clerk, toon, var_dir):
    tell_everybody(NoticeKind.INVITED, Appointment.objects.get(), at=NOW)
    assert {mail["To"] for mail in waiting_mails()} == {"G.Voorbeeld@gemeente.invalid", "ander@gemeente.invalid"}

    forget_contact(contact=clerk, drop_story=True, at=NOW, by=toon.account)
    deliver_waiting()

    to = {mail.to for mail in kept(outbox_folder())}
    assert ("ander@gemeente.invalid" in to, "G.Voorbeeld@gemeente.invalid" in to) == (True, False)
