"""What is public singles nobody out: whoever subtracts everything from everything finds no small number."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.outreach.campaign.disclosure import THRESHOLD, Row, nested, publishable

SIZES = [7, 8, 9, 12]


def is_small(count, whole):
    return count not in {0, whole} and not THRESHOLD <= count <= whole - THRESHOLD


@st.composite
def rounds(draw):
    """A few provinces, with talks of their organisations and sessions of those who had a talk."""
    sizes = draw(st.lists(st.sampled_from(SIZES), min_size=2, max_size=3))
    talks = [draw(st.integers(0, size)) for size in sizes]
    sessions = [draw(st.integers(0, talk)) for talk in talks]
    names = "abc"[: len(sizes)]
    return [dict(zip(names, values, strict=True)) for values in (sizes, talks, sessions)]


def what_an_attacker_finds(organisations, talk_lines, session_lines):
    """Every talk and session count that each province can have, given all that is public; worked out by trying all."""
    found = {name: (set(), set()) for name in organisations}
    lines = session_lines or [Row(tuple(organisations), -1, -1)]
    for line in lines:
        within = [one for one in talk_lines if set(one.provinces) <= set(line.provinces)]
        for talks in product(*(range(organisations[name] + 1) for name in line.provinces)):
            talk = dict(zip(line.provinces, talks, strict=True))
            if any(sum(talk[name] for name in one.provinces) != one.count for one in within):
                continue
            reachable = sessions_that_fit(talks, line.count)
            for name, count, values in zip(line.provinces, talks, reachable, strict=True):
                if values:
                    found[name][0].add(count)
                    found[name][1].update(values)
    return found


def sessions_that_fit(talks, total):
    """For each province, every number of sessions up to its talks with which the others can make up the total."""
    if total < 0:
        return [set(range(talk + 1)) for talk in talks]
    rest = sum(talks)
    return [{value for value in range(talk + 1) if 0 <= total - value <= rest - talk} for talk in talks]


@settings(max_examples=120)
@given(rounds())
def test_no_small_number_can_be_worked_out_from_all_that_is_public(told):
    organisations, talks, sessions = told

    talk_lines, session_lines = nested(organisations, [talks, sessions])
    found = what_an_attacker_finds(organisations, talk_lines, session_lines)

    assert not any(is_small(line.count, line.whole) for line in [*talk_lines, *session_lines])
    for name in organisations:
        possible_talks, possible_sessions = found[name]
        assert talks[name] in possible_talks
        assert sessions[name] in possible_sessions
        if is_small(talks[name], organisations[name]):
            assert len(possible_talks) >= THRESHOLD
        if is_small(sessions[name], talks[name]):
            assert len(possible_sessions) >= THRESHOLD


@given(st.lists(st.tuples(st.sampled_from([7, 11, 13, 19, 26, 57]), st.integers(0, 99)), max_size=12))
def test_every_province_stands_in_one_line_and_the_lines_add_up(given_):
    rows = [Row((str(n),), count % (size + 1), size) for n, (size, count) in enumerate(given_)]

    shown = publishable(rows)

    if shown:
        assert sorted(name for line in shown for name in line.provinces) == sorted(one.provinces[0] for one in rows)
        assert sum(line.count for line in shown) == sum(one.count for one in rows)
        assert all(line.is_safe for line in shown)


def shown(*told):
    rows = [Row((name,), count, whole) for name, count, whole in told]
    return ["".join(line.provinces) for line in publishable(rows)]


def test_one_small_number_is_not_found_by_subtracting():
    assert shown(("a", 12, 26), ("b", 2, 19), ("c", 7, 13)) == ["a", "bc"]


def test_two_small_numbers_stand_together_when_their_sum_is_not_small():
    assert shown(("a", 12, 26), ("b", 4, 19), ("c", 3, 13)) == ["a", "bc"]


def test_what_is_nearly_all_is_as_small_as_what_is_nearly_none():
    assert shown(("a", 24, 26), ("b", 10, 19)) == ["ab"]


def test_none_and_all_may_be_said():
    assert shown(("a", 0, 7), ("b", 7, 7)) == ["a", "b"]


def test_when_even_the_sum_is_small_nothing_is_shown():
    assert shown(("a", 1, 26), ("b", 0, 19)) == []


def test_a_later_stage_is_made_of_whole_lines_of_the_one_before():
    talk, session = nested({"a": 26, "b": 19, "c": 13}, [{"a": 12, "b": 2, "c": 7}, {"a": 6, "b": 1, "c": 4}])

    assert [line.provinces for line in talk] == [("a",), ("b", "c")]
    assert [(line.provinces, line.count, line.whole) for line in session] == [(("a", "b", "c"), 11, 21)]
