"""When a stage is done, and how sure that is."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.outreach.campaign.forecast import Facts, Forecast, TooLittle, forecast, survival, weekly
from weerbaar.outreach.campaign.lead_times import percentile

MONDAY = date(2026, 11, 30)


def steady(each_week, weeks=20):
    return tuple(MONDAY - timedelta(days=7 * ago - 2) for ago in range(1, weeks + 1) for _ in range(each_week))


def facts(**more):
    told = {"on": MONDAY, "to_go": 40, "written": (), "held": steady(2), "declined": 0, "took": ()}
    return Facts(**(told | more))


def test_a_steady_pace_ends_on_the_day_that_anybody_can_work_out():
    told = forecast(facts())

    assert told == Forecast(*[MONDAY + timedelta(weeks=20)] * 3, to_go=40, weeks=20, held=40)


def test_it_is_no_earlier_than_the_slowest_answer():
    told = forecast(facts(to_go=1, took=tuple((200, True) for _ in range(30))))

    assert told.early == MONDAY + timedelta(days=200)


def test_who_waits_already_waits_less_long_from_now():
    told = forecast(facts(to_go=1, written=(150,), took=tuple((200, True) for _ in range(30))))

    assert told.late == MONDAY + timedelta(days=50)


def test_who_waits_longer_than_anybody_did_still_gets_a_day():
    told = forecast(facts(to_go=1, written=(900,), took=((200, True), (900, False))))

    assert MONDAY < told.early < told.late


def test_what_is_done_needs_no_forecast():
    assert forecast(facts(to_go=0)) is None


def test_with_too_little_it_says_nothing():
    assert forecast(facts(held=steady(1, weeks=9))) == TooLittle(to_go=40, weeks=9, held=9)
    assert forecast(facts(held=steady(2, weeks=7))) == TooLittle(to_go=40, weeks=7, held=14)


def test_an_end_beyond_ten_years_has_no_date():
    told = forecast(facts(to_go=10_000))

    assert (told.early, told.middle, told.late) == (None, None, None)


def test_a_no_shortens_what_is_to_go():
    told = forecast(facts(to_go=400, held=steady(2), declined=40))

    assert told.late < MONDAY + timedelta(weeks=200)
    assert told.early < told.middle


def test_a_week_that_runs_does_not_count_yet():
    assert weekly([MONDAY, MONDAY - timedelta(days=1), MONDAY - timedelta(days=15)], on=MONDAY) == (1, 0, 1)


TOOK = st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=40)


@settings(max_examples=40)
@given(
    to_go=st.integers(1, 350),
    counts=st.lists(st.integers(0, 6), min_size=8, max_size=26),
    waits=st.lists(st.integers(0, 500), max_size=40),
    declined=st.integers(0, 100),
    took=TOOK,
)
def test_the_three_days_are_in_order_and_the_same_facts_give_the_same_days(to_go, counts, waits, declined, took):
    held = [MONDAY - timedelta(days=7 * ago) for ago, many in enumerate(counts, 1) for _ in range(many)]
    one = facts(to_go=to_go, written=tuple(waits[:to_go]), held=tuple(held), declined=declined, took=tuple(took))
    mixed = facts(
        to_go=to_go,
        written=tuple(waits[:to_go][::-1]),
        held=tuple(held[::-1]),
        declined=declined,
        took=tuple(took[::-1]),
    )

    told = forecast(one)

    assert told == forecast(mixed)
    if isinstance(told, Forecast):
        days = [day or date.max for day in (told.early, told.middle, told.late)]
        assert MONDAY <= days[0] <= days[1] <= days[2]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_with_nobody_waiting_the_curve_is_what_was_seen(took):
    curve = survival([(days, True) for days in took])

    for day in range(0, 401, 7):
        assert abs(curve.at(day) - sum(days > day for days in took) / len(took)) < 1e-9


@given(TOOK)
def test_the_curve_only_falls(took):
    parts = survival(took).part

    assert all(1 >= before >= after >= 0 for before, after in zip((1.0, *parts), parts, strict=False))


@given(TOOK, st.integers(-1, 600), st.floats(1e-6, 1))
def test_a_drawn_time_is_longer_than_was_waited(took, waited, chance):
    assert survival(took).beyond(waited, chance) > waited


@given(st.lists(st.integers(0, 100), min_size=1), st.sampled_from([0.1, 0.5, 0.9]))
def test_a_percentile_is_the_smallest_that_so_many_do_not_exceed(values, part):
    found = percentile(sorted(values), part)

    assert sum(value <= found for value in values) >= part * len(values) - 1e-9
    assert sum(value < found for value in values) < part * len(values)
