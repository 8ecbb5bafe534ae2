"""Who has a practical question about a session calls the team of the Tour, not the line for who is threatened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.network import make_facilitator
from tests.factories.sessions import again, make_gathering, plan, price
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.sessions.actions import staffing
from weerbaar.outreach.sessions.actions.quotations import make_quotation, send_quotation
from weerbaar.outreach.sessions.models import Kind
from weerbaar.outreach.sessions.queries.gatherings import recipients_of
from weerbaar.outreach.sessions.queries.staffing import address_of_ask
from weerbaar.team.network.models import Skill

pytestmark = pytest.mark.django_db
TEAM = '<a href="tel:0301234567">Bel 030 123 45 67</a>'


@pytest.fixture(autouse=True)
def _numbers(settings):
    settings.TOUR_NUMBER, settings.HELPLINE_NUMBER = "030-1234567", "070-7654321"


def text(address):
    return Client().get(address, follow=True).content.decode()


@pytest.fixture
def quoted(by):
    now = timezone.now()
    one = make_gathering(kind=Kind.TRAINING, at=now, by=by)
    plan(one, now + timedelta(days=40), at=now, by=by)
    price(one, at=now, by=by)
    until = timezone.localdate(now) + timedelta(days=30)
    made = make_quotation(gathering=one, valid_until=until, at=now, by=by)
    recipient = recipients_of(again(one), on=timezone.localdate(now))[0]
    link = send_quotation(quotation=made, recipient=recipient, at=now, by=by)
    return one, f"/offerte/{opener_of(link).token}/"


def test_a_quotation_and_its_new_version_say_whom_to_call(quoted, by):
    one, address = quoted
    assert TEAM in text(address)

    price(one, at=timezone.now(), by=by)
    until = timezone.localdate() + timedelta(days=30)
    make_quotation(gathering=again(one), valid_until=until, at=timezone.now(), by=by)
    renewed = text(address)

    assert "Er komt een nieuwe versie" in renewed
    assert TEAM in renewed


def test_who_was_asked_to_lead_reads_whom_to_call(by):
    at = timezone.now() - timedelta(days=3)
    one = make_gathering(at=at, by=by)
    plan(one, timezone.now() - timedelta(hours=3), at=at, by=by)
    asked = staffing.ask(gathering=again(one), facilitator=make_facilitator(), skill=Skill.MODERATE, at=at, by=by)
    address = f"/begeleiden/{address_of_ask(asked).rstrip('/').rsplit('/', 1)[-1]}/"

    assert TEAM in text(address)
    assert TEAM in text(f"{address}uren/")


@pytest.mark.parametrize("address", ["/offerte/", f"/offerte/{'q' * 26}/", f"/begeleiden/{'q' * 26}/"])
def test_a_code_and_a_link_that_opens_nothing_say_whom_to_call(address):
    page = text(address)

    assert TEAM in page
    assert "tel:0707654321" in page  # in the frame, for who is threatened
