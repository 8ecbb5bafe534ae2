"""Whoever is invited and does not arrange it has a page of their own: to see it, and to say whether they come."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.appointments import CLERK, make_appointment, make_link
from tests.outreach.appointments.answers import an_answer
from tests.outreach.appointments.conftest import fresh
from tests.support.mails import words_in
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.appointments.actions import booking, people
from weerbaar.outreach.appointments.actions.booking import Guest
from weerbaar.outreach.appointments.actions.replies import receive
from weerbaar.outreach.appointments.models import Participant, Standing
from weerbaar.outreach.appointments.queries.own_page import address_of_own_page

pytestmark = pytest.mark.django_db
COUNCIL = Guest(email="raad@gemeente.invalid", name="R. Aad")


@pytest.fixture
def agreed(talker):
    now = timezone.now()
    return make_appointment(make_link(at=now), at=now, guests=[CLERK, COUNCIL])


@pytest.fixture
def colleague(agreed):
    return agreed.participants.get(email=COUNCIL.email)


@pytest.fixture
def path(colleague):
    return path_of(colleague)


def path_of(participant):
    return re.sub(r"^https?://[^/]+", "", address_of_own_page(participant))


def test_each_mail_has_the_link_of_whoever_gets_it_and_of_nobody_else(agreed, path, mails):
    booking.change_place(appointment=agreed, where=booking.Where(place="Kamer 2"), at=timezone.now(), by=None)
    told = {}
    for mail in mails():
        told.setdefault(mail["To"], []).append(words_in(mail))

    assert all(path in words and "/a/" not in words for words in told[COUNCIL.email])
    assert all("/uitgenodigd/" not in words and "/verzetten/" in words for words in told[CLERK.email])
    assert len(told[COUNCIL.email]) == 2


def test_only_a_digest_of_the_link_is_kept(colleague, path):
    assert path.strip("/").split("/")[-1] not in str(Participant.objects.filter(pk=colleague.pk).values().get())


def test_whoever_picks_it_by_phone_for_them_gives_everybody_such_a_page(talker, mails, toon):
    now = timezone.now()
    link = make_link(at=now)
    made = make_appointment(link, at=now)
    made.link = None
    made.save()
    people.invite(appointment=made, guests=[COUNCIL], at=now, by=toon.account)

    assert "/uitgenodigd/" in words_in(mails()[-1])


def test_looking_shows_it_and_changes_nothing(agreed, colleague, path):
    before = Participant.objects.filter(pk=colleague.pk).values().get()

    shown = Client().get(path)

    assert shown.status_code == 200
    assert agreed.facilitator.name in shown.content.decode()
    assert CLERK.email not in shown.content.decode()
    assert Participant.objects.filter(pk=colleague.pk).values().get() == before


@pytest.mark.parametrize(
    ("said", "standing", "words"), [("nee", "DECLINED", "U komt niet"), ("ja", "ACCEPTED", "Fijn.")]
)
def test_they_say_whether_they_come(colleague, path, said, standing, words):
    for _ in range(2):
        assert Client().post(path, {"coming": said}).headers["Location"] == path

    assert fresh(colleague).standing == standing
    assert words in Client().get(path).content.decode()
    assert Event.objects.filter(action="appointment.answered").count() == 1
    assert fresh(colleague.appointment).sequence == 0


def test_what_was_said_here_is_not_undone_by_an_older_answer_of_a_calendar(agreed, colleague, path):
    Client().post(path, {"coming": "nee"})
    hour_ago = timezone.now() - timedelta(hours=1)

    receive(an_answer(agreed, who=COUNCIL.email, stamp=f"{hour_ago:%Y%m%dT%H%M%SZ}"), timezone.now())

    assert fresh(colleague).standing == Standing.DECLINED


def test_what_is_no_answer_is_refused(colleague, path):
    for told in ({}, {"coming": "misschien"}, {"coming": "ja", "vreemd": "1"}):
        assert Client().post(path, told).status_code == 400

    assert fresh(colleague).standing == Standing.WAITING


def test_of_what_was_cancelled_it_says_that_nothing_need_be_done(agreed, colleague, path, toon):
    booking.cancel(appointment=agreed, reason="", at=timezone.now(), by=toon.account)

    assert "U hoeft niets te doen" in Client().get(path).content.decode()
    assert Client().post(path, {"coming": "ja"}).status_code == 400
    assert fresh(colleague).standing == Standing.WAITING


def test_who_was_let_go_or_guesses_sees_nothing(colleague, path):
    people.let_go(participant=colleague, at=timezone.now())

    for tried in (path, "/uitgenodigd/x/", f"/uitgenodigd/{'0' * 26}/"):
        assert Client().get(tried).status_code == 404


def test_it_reads_in_english_too(path):
    client = Client()
    client.cookies["taal"] = "en"

    assert "You are invited" in client.get(path).content.decode()
