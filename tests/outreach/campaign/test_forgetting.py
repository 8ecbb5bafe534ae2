"""Whoever is forgotten gets no mail any more, whichever room put it in the queue."""

import pytest

from tests.factories.tour import LEUDAL, MORNING, make_contact
from tests.support.mails import waiting_mails
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.actions.doubles import merge_contacts
from weerbaar.outreach.campaign.models import Office, Organisation

pytestmark = pytest.mark.django_db
ADDRESS = "zonderling@gemeente.invalid"


@pytest.fixture
def somebody(tour_round):
    enqueue_mail(to=ADDRESS.upper(), subject="Uw afspraak", body="Tot dan.")
    enqueue_mail(to="ander@gemeente.invalid", subject="Uw afspraak", body="Tot dan.")
    return make_contact(LEUDAL, surname="Zonderling", email=ADDRESS)


def forget(contact, toon):
    forget_contact(contact=contact, drop_story=False, at=MORNING, by=toon.account)
    return [mail["To"].lower() for mail in waiting_mails()]


def test_what_waits_for_them_alone_does_not_go(somebody, toon):
    assert forget(somebody, toon) == ["ander@gemeente.invalid"]


def test_what_waits_for_them_and_for_a_double_of_theirs_does_not_go(somebody, toon):
    double = make_contact(LEUDAL, surname="Zonderlinck", email=ADDRESS)
    merge_contacts(kept=somebody, double=double, at=MORNING, by=toon.account)

    assert forget(somebody, toon) == ["ander@gemeente.invalid"]


def test_what_goes_to_a_mailbox_that_a_colleague_reads_too_goes(somebody, toon):
    make_contact(LEUDAL, Office.MAYOR, surname="Ander", email=ADDRESS)

    assert ADDRESS in forget(somebody, toon)


def test_what_goes_to_the_mailbox_of_the_organisation_goes(somebody, toon):
    Organisation.objects.filter(pk=LEUDAL).update(email=ADDRESS.capitalize())

    assert ADDRESS in forget(somebody, toon)
