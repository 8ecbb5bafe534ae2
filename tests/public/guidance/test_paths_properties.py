"""A guide is taken if and only if every path through it ends in something to do and somebody to call."""

import datetime as dt
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.public.guidance import queries
from weerbaar.public.guidance.guides import Choice, Guide, Option, Step
from weerbaar.public.guidance.rules.paths import wrong_paths
from weerbaar.public.guidance.texts import Text

IDS = ["1", "2", "3", "4", "5", "6"]
NOWHERE = "9"
PEOPLE = ["emergency", "helpline", "write"]
WORD = Text("Ja")


def step(name, leads_to, options, people):
    return Step(
        id=name,
        title=WORD,
        text=Text(""),
        choices=tuple(Choice(WORD, to) for to in leads_to),
        options=(Option(WORD),) * options,
        people=tuple(people),
    )


def guide(steps, start="1"):
    return Guide("proef.yaml", "x", "clock", 1, dt.date(2026, 11, 22), False, WORD, WORD, start, tuple(steps))  # noqa: FBT003 - a dataclass, field by field


# Mostly steps that are right, so that a fair part of the guides is taken as well.
leads = st.lists(st.sampled_from([*IDS, *IDS, NOWHERE]), max_size=3)
some_people = st.one_of(
    st.just(["helpline"]), st.just(["write"]), st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True)
)
anything = st.integers(1, 6).flatmap(
    lambda count: st.builds(
        lambda parts, start: guide([step(IDS[n], *part) for n, part in enumerate(parts)], start),
        st.lists(st.tuples(leads, st.integers(0, 1), some_people), min_size=count, max_size=count),
        st.sampled_from(["1", "1", "1", "2", NOWHERE]),
    )
)


@st.composite
def sound(draw):
    """A guide that is right by the way it is made: each step hangs under an earlier one, and some lead back."""
    count = draw(st.integers(1, 6))
    leads_to = {name: set() for name in IDS[:count]}
    for place in range(1, count):
        leads_to[IDS[draw(st.integers(0, place - 1))]].add(IDS[place])
    parents = [name for name, further in leads_to.items() if further]
    for back in draw(st.lists(st.sampled_from(parents), max_size=3)) if parents else []:
        leads_to[back].add(draw(st.sampled_from(IDS[:count])))
    return guide([step(name, sorted(further), 1, ["write"]) for name, further in leads_to.items()])


def within_reach(steps, begin):
    """Every step on some walk from `begin`: as many rounds as there are steps is enough."""
    seen = {begin}
    for _ in steps:
        seen |= {to for name in seen if name in steps for to in steps[name]}
    return seen


def everybody_gets_out(shown):
    """The same in other words: look around from every step, one at a time."""
    steps = {each.id: {choice.to for choice in each.choices} for each in shown.steps}
    good = {e.id for e in shown.steps if not e.choices and e.options and {"helpline", "write"} & set(e.people)}
    ends = {name for name, further in steps.items() if not further}
    return (
        ends <= good
        and within_reach(steps, shown.start) == set(steps)
        and all(within_reach(steps, name) & good for name in steps)
    )


def as_file(shown):
    return {
        "address": "x",
        "icon": "clock",
        "version": 1,
        "date": "2026-11-22",
        "in_english": False,
        "title": "Proef",
        "summary": "Proef",
        "start": shown.start,
        "steps": [
            {
                "id": each.id,
                "title": "Proef",
                "choices": [{"label": "Ja", "to": choice.to} for choice in each.choices],
                "options": [{"text": "Bel iemand."} for _ in each.options],
                "people": list(each.people),
            }
            for each in shown.steps
        ],
    }


@settings(max_examples=1000)
@given(anything | sound())
def test_a_guide_is_taken_if_and_only_if_everybody_gets_out(shown):
    assert (wrong_paths(shown) == []) == everybody_gets_out(shown)


@settings(max_examples=300)
@given(sound(), st.data())
def test_a_sound_guide_is_taken_until_one_ending_loses_something(shown, data):
    assert wrong_paths(shown) == []

    ending = data.draw(st.sampled_from([each for each in shown.steps if each.is_ending]))
    poorer = data.draw(st.sampled_from([step(ending.id, [], 0, ending.people), step(ending.id, [], 1, ["emergency"])]))
    broken = guide([poorer if each is ending else each for each in shown.steps])

    assert [problem.where for problem in wrong_paths(broken)] == [f"stap {ending.id}"]


@settings(max_examples=300)
@given(sound(), st.randoms(use_true_random=False))
def test_whoever_chooses_at_random_in_a_sound_guide_ends_with_somebody(shown, chance):
    here = shown.step(shown.start)
    for _ in range(2000):
        if here.is_ending:
            break
        here = shown.step(chance.choice(here.choices).to)

    assert here.options
    assert here.people


@settings(max_examples=40)
@given(anything | sound())
def test_the_check_on_a_file_says_the_same(shown):
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("law.yaml", "sources.yaml"):
            shutil.copy(queries.CONTENT / file, folder)
        (folder / "proef.yaml").write_text(yaml.safe_dump(as_file(shown)), encoding="utf-8")
        found = queries.content_problems(folder)

    assert (found == []) == everybody_gets_out(shown)
    assert {problem.file for problem in found} <= {"proef.yaml"}
