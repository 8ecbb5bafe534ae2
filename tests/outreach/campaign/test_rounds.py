from datetime import date

import pytest

from tests.factories.tour import HILVERSUM, MORNING, WIJDEMEREN, make_round
from weerbaar.outreach.campaign.actions import rounds
from weerbaar.outreach.campaign.models import Participation, Payer, Stage, StageKind, StageState
from weerbaar.outreach.campaign.queries.rounds import current_round, participation_of, round_named

pytestmark = pytest.mark.django_db


def test_a_round_opens_with_every_municipality_and_province_and_three_open_stages(tour_round):
    assert Participation.objects.filter(round=tour_round).count() == 342 + 12
    assert Stage.objects.filter(state=StageState.OPEN).count() == 3 * 354


def test_the_team_pays_talk_and_session_and_the_organisation_its_training(tour_round):
    found = participation_of(HILVERSUM, round=tour_round)

    assert {stage.kind: stage.payer for stage in found.stages.all()} == {
        StageKind.INTAKE_TALK: Payer.TEAM,
        StageKind.SESSION: Payer.TEAM,
        StageKind.TRAINING: Payer.ORGANISATION,
    }


def test_a_round_after_a_merger_goes_without_what_went_up_in_another(tour_round):
    later = rounds.open_round(
        code="2027", name="Daarna", starts_on=date(2027, 2, 1), ends_on=date(2030, 1, 1), at=MORNING
    )

    assert participation_of(WIJDEMEREN, round=tour_round) is not None
    assert participation_of(WIJDEMEREN, round=later) is None


def test_a_round_opens_once(tour_round):
    with pytest.raises(rounds.RoundExists):
        make_round()

    assert Participation.objects.count() == 354


def test_joining_again_changes_nothing(tour_round):
    assert rounds.join_round(round=tour_round, codes=[HILVERSUM], at=MORNING) == []
    assert Stage.objects.count() == 3 * 354


def test_the_current_round_is_the_newest_that_began(tour_round):
    old = make_round("2022-2024", starts_on=date(2022, 6, 1), ends_on=date(2025, 1, 1))

    assert current_round(date(2026, 11, 30)) == tour_round
    assert current_round(date(2024, 1, 1)) == old
    assert current_round(date(2020, 1, 1)) == old
    assert round_named("2022-2024", on=date(2026, 11, 30)) == old
    assert round_named("geen", on=date(2026, 11, 30)) is None
