"""Nobody is at two places at once, and nobody is asked who cannot travel in between."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.network import GRONINGEN, MAASTRICHT, MORNING, ZWOLLE, make_facilitator
from tests.support.at_once import at_once
from weerbaar.public.authorities.queries import authority_by_code
from weerbaar.team.network.actions.engagements import AlreadyEngaged, engage, move_engagements, release
from weerbaar.team.network.models import BusyTime, Engagement, Skill
from weerbaar.team.network.queries.facilitators import engaged_for, free_spans, loads, ranked
from weerbaar.team.network.rules import Hours, Obstacle, Span, is_evening, without, works_then
from weerbaar.team.network.travel import AROUND_THE_CORNER, SOMEWHERE, travel_minutes

EVENING = datetime(2026, 10, 26, 18, 30, tzinfo=UTC)
TWO_HOURS = timedelta(hours=2)
PLACES = [ZWOLLE, GRONINGEN, MAASTRICHT, None]


def place(code):
    return authority_by_code(code) if code else None


def go(person, subject="gathering:a", start=EVENING, length=TWO_HOURS, where=ZWOLLE):
    return engage(
        facilitator=person, skill=Skill.MODERATE, subject=subject, starts_at=start, ends_at=start + length,
        place=place(where), at=MORNING,
    )  # fmt: skip


@pytest.mark.django_db
class TestTravel:
    def test_from_zwolle_to_groningen_is_about_an_hour_and_a_quarter(self):
        make_facilitator()

        assert 70 <= travel_minutes(place(ZWOLLE), place(GRONINGEN)) <= 100
        assert 150 <= travel_minutes(place(GRONINGEN), place(MAASTRICHT)) <= 270

    def test_both_ways_take_as_long_and_the_door_takes_time_too(self):
        make_facilitator()

        assert travel_minutes(place(ZWOLLE), place(MAASTRICHT)) == travel_minutes(place(MAASTRICHT), place(ZWOLLE))
        assert travel_minutes(place(ZWOLLE), place(ZWOLLE)) == AROUND_THE_CORNER
        assert travel_minutes(place(ZWOLLE), None) == SOMEWHERE


class TestNobodyIsAtTwoPlacesAtOnce(TestCase):
    @settings(max_examples=40)
    @given(
        wishes=st.lists(
            st.tuples(
                st.integers(0, 96), st.integers(1, 20), st.sampled_from(PLACES), st.sampled_from(["a", "b", "c", "d", "e"])
            ),
            max_size=12,
        )
    )  # fmt: skip
    def test_whatever_is_asked_in_whatever_order(self, wishes):
        person = make_facilitator()
        for quarter, length, where, subject in wishes:
            start = EVENING + timedelta(minutes=15 * quarter)
            try:
                go(person, subject, start, timedelta(minutes=15 * length), where)
            except AlreadyEngaged:
                continue

        taken = list(Engagement.objects.filter(facilitator=person).select_related("place").order_by("starts_at"))
        for first, second in pairwise(taken):
            way = timedelta(minutes=travel_minutes(first.place, second.place))
            assert first.ends_at + way <= second.starts_at


@pytest.mark.django_db
class TestGoing:
    def test_a_second_place_at_the_same_time_is_refused_and_nothing_is_written(self):
        person = make_facilitator()
        go(person)

        with pytest.raises(AlreadyEngaged) as refused:
            go(person, "gathering:b", EVENING + timedelta(hours=1), where=GRONINGEN)

        assert refused.value.obstacle == Obstacle.ENGAGED
        assert Engagement.objects.count() == 1

    def test_too_little_time_to_travel_is_refused_and_enough_is_not(self):
        person = make_facilitator()
        go(person)
        way = timedelta(minutes=travel_minutes(place(ZWOLLE), place(GRONINGEN)))

        with pytest.raises(AlreadyEngaged) as refused:
            go(person, "gathering:b", EVENING + TWO_HOURS + way - timedelta(minutes=1), where=GRONINGEN)

        assert refused.value.obstacle == Obstacle.TOO_FAR
        assert go(person, "gathering:b", EVENING + TWO_HOURS + way, where=GRONINGEN).pk

    def test_moving_lets_go_who_cannot_and_keeps_who_can(self):
        famke, gijs = make_facilitator(), make_facilitator("Gijs Gefantaseerd")
        other_day = EVENING + timedelta(days=3)
        go(famke), go(gijs), go(famke, "gathering:b", other_day)

        lost = move_engagements(
            subject="gathering:a", starts_at=other_day, ends_at=other_day + TWO_HOURS, place=place(ZWOLLE), at=MORNING
        )

        assert lost == [famke]
        assert [one.facilitator for one in engaged_for("gathering:a")] == [gijs]
        assert release(subject="gathering:a") == 1

    def test_load_counts_what_was_done_and_comes_and_which_of_it_takes_an_evening(self):
        person = make_facilitator()
        go(person, "gathering:a", EVENING - timedelta(days=300))
        go(person, "gathering:b", EVENING - timedelta(days=7))
        go(person, "gathering:c", datetime(2026, 11, 3, 9, 0, tzinfo=UTC))

        load = loads(at=EVENING)[person.pk]

        assert (load.done, load.ahead, load.evenings) == (1, 1, 1)


@pytest.mark.django_db
class TestWhoFits:
    def test_the_nearest_with_fewest_evenings_comes_first_and_who_cannot_says_why(self):
        near = make_facilitator()
        far = make_facilitator("Jet Jokken", home=MAASTRICHT)
        busy = make_facilitator("Gijs Gefantaseerd")
        by_day = make_facilitator("Ilias Ingebeeld", week=[(0, 9, 17)])
        make_facilitator("Hanna Hersenspinsel", skills=[Skill.TRAIN])
        BusyTime.objects.create(facilitator=busy, starts_at=EVENING, ends_at=EVENING + timedelta(minutes=5))

        found = ranked(
            skill=Skill.MODERATE, starts_at=EVENING, ends_at=EVENING + TWO_HOURS, place=place(ZWOLLE), at=MORNING
        )

        assert [one.facilitator for one in found] == [near, far, busy, by_day]
        assert [one.obstacles for one in found] == [(), (), (Obstacle.BUSY,), (Obstacle.NOT_WORKING,)]
        assert found[0].reasons == ["15 minuten reizen", "0 avonden in een half jaar", "gaf geen werktijden op"]

    def test_it_costs_the_same_for_one_and_for_six(self, django_assert_num_queries):
        for name in ("Famke", "Gijs", "Hanna", "Ilias", "Jet", "Kees"):
            go(make_facilitator(f"{name} Verzonnen"), start=EVENING - timedelta(days=4))

        with django_assert_num_queries(6):
            ranked(skill=Skill.MODERATE, starts_at=EVENING, ends_at=EVENING + TWO_HOURS, place=None, at=MORNING)

    def test_free_is_the_week_without_what_is_taken(self):
        person = make_facilitator(week=[(0, 9, 17)])
        monday = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
        BusyTime.objects.create(
            facilitator=person, starts_at=monday + timedelta(hours=8), ends_at=monday + timedelta(hours=9)
        )

        free = free_spans(person, from_at=monday, days=6)

        assert [(span.starts_at.hour, span.ends_at.hour) for span in free] == [(7, 8), (9, 15)]

    def test_nobody_is_free_on_a_public_holiday(self):
        person = make_facilitator(week=[(day, 9, 17) for day in range(7)])

        free = free_spans(person, from_at=datetime(2026, 12, 23, 23, 0, tzinfo=UTC), days=3)

        assert [span.starts_at.day for span in free] == [24, 27]


def span(start, end, day=26):
    return Span(datetime(2026, 10, day, start, tzinfo=UTC), datetime(2026, 10, day, end, tzinfo=UTC))


def test_hours_that_follow_each_other_are_one_time_and_a_gap_is_a_gap():
    whole = [Hours(0, time(9), time(17)), Hours(0, time(17), time(22))]

    assert works_then(whole, span(14, 19))
    assert not works_then([whole[0], Hours(0, time(18), time(22))], span(14, 19))
    assert not works_then(whole, span(14, 19, day=27))
    assert not works_then(whole, span(7, 9))
    assert works_then([], span(2, 3))


def test_an_evening_is_what_keeps_somebody_from_dinner():
    assert [is_evening(span(*hours)) for hours in ((9, 11), (13, 15), (15, 18), (18, 20))] == [False, False, True, True]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), max_size=6), st.integers(0, 23))
def test_what_is_left_is_what_was_offered_and_not_taken(taken, hour):
    gone = [span(start, min(23, start + length)) for start, length in taken]
    left = without([span(2, 22)], gone)
    instant = datetime(2026, 10, 26, hour, 30, tzinfo=UTC)

    def inside(spans):
        return any(one.starts_at <= instant < one.ends_at for one in spans)

    assert inside(left) == (inside([span(2, 22)]) and not inside(gone))


@pytest.mark.django_db(transaction=True)
def test_of_two_that_ask_at_the_same_moment_one_is_refused():
    person = make_facilitator()

    outcomes = at_once(lambda: go(person, "gathering:a"), lambda: go(person, "gathering:b"), refusals=(AlreadyEngaged,))

    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyEngaged", "Engagement"]
