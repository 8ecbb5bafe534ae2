"""Leaving bodies alone for a while, by request or by lot."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from tests.factories.tour import HILVERSUM, LEUDAL, WIJDEMEREN, participation_of
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.actions.rounds import join_round
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.queries.standings import standing_of
from weerbaar.outreach.campaign.rules import is_paused
from weerbaar.outreach.campaign.urgency import Urgency
from weerbaar.team.quiet import actions, queries
from weerbaar.team.quiet.models import Quiet
from weerbaar.team.quiet.rules import LONGEST, SHORTEST, TOGETHER

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)


def lot(seed):
    return Random(seed)  # noqa: S311 - a lot that falls the same way each time


def ask(code=LEUDAL, *, on=TODAY, seed=1):
    actions.ask_for_quiet(authority_code=code, on=on, at=NOW, bearer="account:1", role="adviser", chance=lot(seed))


def test_nobody_is_left_alone_by_themselves(tour_round):
    ask()

    quiet = queries.quiet_until(TODAY)
    assert LEUDAL in quiet
    assert len(quiet) == TOGETHER
    assert all(SHORTEST <= (day - TODAY).days <= LONGEST for day in quiet.values())


def test_the_tour_asks_nothing_until_that_day(tour_round):
    assert not is_paused(participation_of(LEUDAL), TODAY)
    ask()

    found = participation_of(LEUDAL)
    day = queries.quiet_until(TODAY)[LEUDAL]
    assert is_paused(found, day - timedelta(days=1))
    assert not is_paused(found, day)
    assert found.paused_until is None


def test_the_list_shows_it_as_any_other_pause(tour_round):
    Participation.objects.filter(organisation=LEUDAL).update(letter_sent_on=TODAY - timedelta(days=90))
    assert standing_of(participation_of(LEUDAL), on=TODAY).urgency == Urgency.LATE
    ask()

    assert standing_of(participation_of(LEUDAL), on=TODAY).urgency == Urgency.PAUSED


def test_a_pause_of_the_tours_own_and_this_one_both_count(tour_round):
    Participation.objects.filter(organisation=LEUDAL).update(paused_until=TODAY + timedelta(days=200))
    ask()

    assert is_paused(participation_of(LEUDAL), TODAY + timedelta(days=199))


def test_asking_again_never_shortens_it(tour_round):
    ask(seed=1)
    before = queries.quiet_until(TODAY)
    for seed in range(2, 12):
        ask(seed=seed)

    assert all(queries.quiet_until(TODAY)[code] >= day for code, day in before.items())


def test_what_is_over_is_taken_away(tour_round):
    ask()
    later = TODAY + timedelta(days=LONGEST + 1)

    actions.let_the_lot_decide(on=later, at=NOW, chance=lot(2))

    assert set(queries.quiet().values_list("authority", flat=True)) == set(queries.quiet_until(later))
    assert Participation.objects.filter(quiet_until__lte=later).count() == 0


def test_the_lot_keeps_a_tenth_alone_whatever_is_asked(tour_round):
    for hour in range(24 * 30):
        actions.let_the_lot_decide(on=TODAY + timedelta(hours=hour), at=NOW, chance=lot(hour))
    without = len(queries.quiet_until(TODAY + timedelta(days=30)))

    assert 30 <= without <= 160


def test_a_water_board_and_what_is_not_there_are_never_asked_anything(tour_round):
    for code in ("WS-limburg", "GM9999", ""):
        with pytest.raises(actions.NeverAsked):
            ask(code)
    assert not queries.quiet().exists()


def test_who_goes_up_in_another_takes_the_pause_along(tour_round):
    ask(WIJDEMEREN)
    next_year = date(2027, 1, 2)
    ask(LEUDAL, on=next_year)

    quiet = set(queries.quiet().values_list("authority", flat=True))
    assert HILVERSUM in quiet
    assert WIJDEMEREN not in quiet


def test_whatever_a_quiet_body_went_up_in_is_quiet_from_the_first_day(tour_round):
    ask(WIJDEMEREN)
    day = queries.quiet_until(TODAY)[WIJDEMEREN]
    assert day > date(2027, 1, 1)

    assert WIJDEMEREN in queries.quiet_until(date(2026, 12, 31))
    quiet = queries.quiet_until(date(2027, 1, 1))

    assert WIJDEMEREN not in quiet
    assert quiet[HILVERSUM] >= day
    assert len(quiet) == TOGETHER


class NoLot(Random):
    """A lot that draws nothing more."""

    def random(self):
        return 0.99


def test_the_hour_after_a_merger_the_register_is_written_anew_whoever_was_in_it(tour_round):
    ask(WIJDEMEREN)
    for seed in range(2, 20):
        ask(seed=seed)
    first_day = date(2027, 1, 1)
    Quiet.objects.update(until=first_day + timedelta(days=30))
    Quiet.objects.filter(authority=HILVERSUM).delete()
    before = set(queries.quiet().values_list("pk", "authority"))

    actions.let_the_lot_decide(on=first_day - timedelta(days=1), at=NOW, chance=NoLot(1))
    assert set(queries.quiet().values_list("pk", "authority")) == before
    actions.let_the_lot_decide(on=first_day, at=NOW, chance=NoLot(1))

    after = set(queries.quiet().values_list("pk", "authority"))
    assert {code for _, code in after} == {code for _, code in before} - {WIJDEMEREN} | {HILVERSUM}
    assert not {key for key, _ in after} & {key for key, _ in before}
    assert is_paused(participation_of(HILVERSUM), first_day)
    assert Event.objects.latest("sequence").detail == {}


def test_a_place_in_a_new_round_is_left_alone_as_well(tour_round):
    ask()
    Participation.objects.filter(organisation=LEUDAL).delete()

    join_round(round=tour_round, codes=[LEUDAL], at=NOW)

    assert is_paused(participation_of(LEUDAL), TODAY)


def test_the_record_says_that_somebody_asked_and_not_for_whom(tour_round):
    ask()

    event = Event.objects.latest("sequence")
    assert (event.action, event.bearer, event.subject, event.detail) == ("quiet.asked", "account:1", "", {})
