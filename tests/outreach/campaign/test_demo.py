"""The invented Tour is lived in, says the same every time, and is furnished once."""

from datetime import UTC, datetime

import pytest

from tests.factories.tour import MORNING
from weerbaar.foundation.accounts.demo import furnishers
from weerbaar.outreach.campaign.demo import furnish
from weerbaar.outreach.campaign.models import Contact, Participation, Promise, Round, Stage, StageMove, StageState
from weerbaar.outreach.campaign.queries.organisations import Wanted, chosen
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.public.authorities.actions import load_built_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_both_rounds_are_lived_in_and_nothing_is_furnished_twice(toon):
    load_built_in(at=MORNING)

    furnish([toon.account], MORNING)
    steps = StageMove.objects.count()
    furnish([toon.account], MORNING)

    assert StageMove.objects.count() == steps
    assert list(Round.objects.values_list("code", flat=True)) == ["2022-2024", "2026"]
    before = Stage.objects.filter(participation__round="2022-2024", kind="intake_talk", state=StageState.HELD).count()
    assert 180 <= before <= 260
    assert Contact.objects.count() > 100
    assert Promise.objects.exists()
    pressing = {
        one.urgency.name for one in chosen(Round.objects.get(code="2026"), Wanted(), on=MORNING.date()).values()
    }
    assert {"LATE", "TO_DO", "WAITING"} <= pressing
    assert Participation.objects.filter(owner=toon.account).count() == 32


def test_the_stages_agree_with_the_letters_and_with_each_other(toon):
    load_built_in(at=MORNING)

    furnish([toon.account], NOW)

    talks = Stage.objects.filter(kind="intake_talk")
    assert not talks.exclude(participation__letter_sent_on=None).filter(state=StageState.OPEN).exists()
    met = set(talks.filter(state=StageState.HELD).values_list("participation", flat=True))
    later = set(Stage.objects.filter(state=StageState.HELD).values_list("participation", flat=True))
    assert later <= met
    assert not Stage.objects.filter(held_on__gt=NOW.date()).exists()


def test_who_furnishes_an_empty_house_has_the_register_first():
    furnishers()[0]([], MORNING)

    assert load_built_in(at=MORNING) is None


def test_every_mail_address_is_one_that_cannot_be(toon):
    load_built_in(at=MORNING)

    furnish([toon.account], MORNING)

    assert [mail for mail in Contact.objects.values_list("email", flat=True) if not mail.endswith(".invalid")] == []


def test_every_room_above_furnishes_itself_in_the_rounds_that_are_there_by_then(toon, settings):
    load_built_in(at=MORNING)
    apps = settings.INSTALLED_APPS
    above = [f"weerbaar.outreach.{room}" for room in ("sessions", "appointments", "letters", "surveys")]

    assert max(map(apps.index, above)) < apps.index("weerbaar.outreach.campaign")
    ours = [one for one in furnishers() if one.__module__.startswith(("weerbaar.outreach.campaign", above[-1]))]
    for one in ours:
        one([toon.account], NOW)

    assert set(Survey.objects.exclude(round=None).values_list("round", flat=True)) == {"2022-2024", "2026"}
    assert Response.objects.exclude(sent_at=None).count() > 30
