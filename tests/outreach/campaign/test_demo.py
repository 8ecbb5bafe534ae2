"""The invented Tour is lived in, says the same every time, and is furnished once."""

import pytest

from tests.factories.tour import MORNING
from weerbaar.outreach.campaign.demo import furnish
from weerbaar.outreach.campaign.models import Contact, Participation, Promise, Round, Stage, StageMove, StageState
from weerbaar.outreach.campaign.queries.organisations import Wanted, chosen
from weerbaar.public.authorities.actions import load_built_in

pytestmark = pytest.mark.django_db


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


def test_every_mail_address_is_one_that_cannot_be(toon):
    load_built_in(at=MORNING)

    furnish([toon.account], MORNING)

    assert [mail for mail in Contact.objects.values_list("email", flat=True) if not mail.endswith(".invalid")] == []
