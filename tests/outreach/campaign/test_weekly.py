"""The overview of the week: for who asked, once, in counts, without a name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests.factories.tour import HILVERSUM, LEUDAL, participation_of, stage_of
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.roles import Role
from weerbaar.outreach.campaign.actions import weekly
from weerbaar.outreach.campaign.actions.stages import Step, move_stage, undo_move
from weerbaar.outreach.campaign.models import Participation, StageState, WeeklyReader
from weerbaar.outreach.campaign.queries.weekly import wants_the_week, week_of

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)


@pytest.fixture
def mails(monkeypatch):
    sent = []
    monkeypatch.setattr(weekly, "enqueue_mail", lambda **told: sent.append(told))
    return sent


@pytest.fixture
def reader(toon):
    weekly.choose_week_mail(account=toon.account, wanted=True, at=NOW)
    return toon


def go(code, *steps, on):
    for state in steps:
        moment = datetime(2026, 12, 2, 23, 30, tzinfo=UTC)
        move_stage(
            stage=stage_of(participation_of(code)), step=Step(target=state, on=on, planned_for=moment), at=NOW, by=None
        )


def test_nobody_gets_it_who_did_not_ask(toon, tour_round, mails):
    assert weekly.mail_week(on=MONDAY) == 0
    assert mails == []


def test_who_asked_gets_it_once_however_often_the_task_runs(reader, tour_round, mails):
    assert [weekly.mail_week(on=MONDAY) for _ in range(3)] == [1, 0, 0]
    assert weekly.mail_week(on=MONDAY + timedelta(days=7)) == 1
    assert [mail["to"] for mail in mails] == [reader.account.email] * 2


def test_it_counts_what_moved_what_is_stuck_and_what_comes(reader, tour_round, mails):
    go(LEUDAL, StageState.OFFERED, StageState.PLANNED, on=MONDAY - timedelta(days=3))
    Participation.objects.filter(organisation=HILVERSUM).update(letter_sent_on=MONDAY - timedelta(days=90))

    weekly.mail_week(on=MONDAY)

    body = mails[0]["body"]
    assert "- voorgesprek: aangeboden 1, gepland 1" in body
    assert "te lang wachten: 1" in body
    assert "zeven dagen\n- voorgesprek: 1" in body


def test_a_step_that_was_taken_back_did_not_move(toon, tour_round):
    go(LEUDAL, StageState.OFFERED, on=MONDAY - timedelta(days=3))
    undo_move(move=stage_of(participation_of(LEUDAL)).moves.get(), at=NOW, by=toon.account)

    assert week_of(tour_round, on=MONDAY).moved == {}


def test_it_names_nobody_and_leads_to_a_page(reader, tour_round, mails):
    go(LEUDAL, StageState.OFFERED, on=MONDAY - timedelta(days=3))
    weekly.mail_week(on=MONDAY)

    text = mails[0]["subject"] + mails[0]["body"]
    assert "Leudal" not in text
    assert reader.account.name not in text
    assert "/tour/kaart/" in text
    assert "/tour/kaart/weekbericht/" in text


def test_who_may_no_longer_see_the_figures_gets_none(reader, tour_round, mails):
    chief = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    deactivate(account=reader.account, by=chief.account, at=NOW)

    assert weekly.mail_week(on=MONDAY) == 0


def test_the_choice_is_made_on_a_page_and_looking_changes_nothing(toon):
    client = Client()
    toon.sign_in(client)
    address = "/tour/kaart/weekbericht/"

    assert "U krijgt deze mail niet" in client.get(address).content.decode()
    assert not WeeklyReader.objects.exists()
    client.post(address, {"wil": "ja"})
    assert wants_the_week(toon.account)
    assert "U krijgt deze mail<" in client.get(address).content.decode()
    client.post(address, {"wil": "nee"})
    assert not wants_the_week(toon.account)
    assert client.post(address, {"wil": "misschien"}).status_code == 400
    assert client.post(address, {"wil": "ja", "vreemd": "1"}).status_code == 400
