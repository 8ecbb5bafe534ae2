"""Looking changes nothing: every link of every mail is opened, as a mail scanner would, and not one row is different."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.factories.appointments import make_appointment, make_link
from tests.factories.tour import HILVERSUM
from weerbaar.outreach.appointments.actions import booking, handing
from weerbaar.outreach.appointments.actions.booking import Guest
from weerbaar.outreach.appointments.actions.reminders import remind
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.campaign.models import Office

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def every_row():
    return {
        model._meta.label: sorted(model._base_manager.values_list(*[field.attname for field in model._meta.concrete_fields]), key=repr)
        for model in apps.get_models()
    }  # fmt: skip


def links_on(page):
    return set(re.findall(r'(?:href|action)="(/(?:a|uitgenodigd)/[^"]*)"', page))


@pytest.fixture
def sent(talker, mails):
    """A mail of every kind that this room sends."""
    now = timezone.now()
    link = make_link(at=now)
    handing.hand_over(
        link=link,
        to=handing.Successor(name="Bo Beleid", email="bo@gemeente.invalid", office=Office.SAFETY_OFFICER),
        at=now,
    )
    made = make_appointment(
        link, at=now, guests=[Guest(email="griffie@gemeente.invalid"), Guest(email="raad@gemeente.invalid")]
    )
    free = [
        slot
        for slot in offers.free_slots(link.participation, "intake_talk", on=now.date(), beyond=made)
        if slot.starts_at > now + timedelta(days=21)
    ]
    moved = booking.move(appointment=made, slot=free[0], at=now)
    remind(appointment=moved, at=moved.starts_at - timedelta(days=7))
    remind(appointment=moved, at=moved.starts_at - timedelta(days=1))
    other = make_appointment(make_link(HILVERSUM, at=now), at=now)
    booking.cancel(appointment=other, reason="", at=now)
    return mails()


def test_opening_every_link_of_every_mail_and_of_the_pages_behind_them_changes_no_row(sent):
    words = [part.get_content() for mail in sent for part in mail.walk() if part.get_content_maintype() == "text"]
    addresses = {
        found.removeprefix(settings.SITE_URL)
        for text in words
        for found in ADDRESS.findall(text)
        if found.startswith(settings.SITE_URL)
    }
    subjects = {mail["Subject"].split()[0] for mail in sent}
    before = every_row()

    opened, waiting = set(), set(addresses)
    scanner = Client(headers={"user-agent": "Scanner"})
    while waiting:
        address = waiting.pop()
        opened.add(address)
        for method in (scanner.head, scanner.get):
            answer = method(address)
        if not answer.streaming:
            waiting |= links_on(answer.content.decode()) - opened

    assert subjects >= {"Uitnodiging:", "Veranderd:", "Herinnering:", "Afgezegd:", "Wilt"}
    assert len(opened) > 12
    assert any(address.startswith("/uitgenodigd/") for address in opened)
    assert every_row() == before
