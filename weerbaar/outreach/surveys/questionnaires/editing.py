"""Changing a draft: everything returns a new questionnaire, and what stands in a version is never touched."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from weerbaar.outreach.surveys.questionnaires.checking import KEY_LENGTH, is_a_key
from weerbaar.outreach.surveys.questionnaires.parts import Condition, Form, Question, Section
from weerbaar.public.guidance.content_files.problems import Problem

_NOT_IN_A_KEY = re.compile("[^a-z0-9]+")


def key_for(text: str, taken: Iterable[str], *, usual: str) -> str:
    """Will make a key out of a title that no other has: short, in small letters, and never one that we use ourselves."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    key = _NOT_IN_A_KEY.sub("_", plain).strip("_")[: KEY_LENGTH - 4].strip("_")
    key = key if is_a_key(key) else f"{usual}_{key}".strip("_")[: KEY_LENGTH - 4].strip("_")
    known, number = set(taken), 2
    found = key
    while found in known or not is_a_key(found):
        found, number = f"{key}_{number}", number + 1
    return found


def with_section(form: Form, section: Section, *, instead_of: str = "") -> Form:
    """Will set a section in the place of another, or behind the last."""
    if not instead_of:
        return replace(form, sections=(*form.sections, section))
    return replace(form, sections=tuple(section if one.key == instead_of else one for one in form.sections))


def with_question(form: Form, question: Question, *, section: str, instead_of: str = "") -> Form:
    """Will set a question in the place of another, or behind the last of its section."""
    there = next(one for one in form.sections if one.key == section)
    if instead_of:
        asked = tuple(question if one.key == instead_of else one for one in there.questions)
    else:
        asked = (*there.questions, question)
    return with_section(form, replace(there, questions=asked), instead_of=section)


def without(form: Form, key: str) -> Form:
    """Will leave out a section with its questions, or one question. What was asked about it is named by the checker."""
    kept = [one for one in form.sections if one.key != key]
    return replace(
        form,
        sections=tuple(replace(one, questions=tuple(q for q in one.questions if q.key != key)) for one in kept),
    )


def moved(form: Form, key: str, *, up: bool) -> Form:
    """Will move a section, or a question within its section, one place; at the end nothing changes."""
    sections = _swapped(form.sections, key, up=up)
    return replace(
        form, sections=tuple(replace(one, questions=_swapped(one.questions, key, up=up)) for one in sections)
    )


def _swapped(parts: tuple, key: str, *, up: bool) -> tuple:  # type: ignore[type-arg] # sections or questions alike
    order = list(parts)
    place = next((place for place, one in enumerate(order) if one.key == key), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is not None and other is not None and 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return tuple(order)


def conditions_from(pairs: Iterable[str]) -> tuple[Condition, ...]:
    """Will read «question=choice» pairs: choices of one question are alternatives, questions must all hold."""
    chosen: dict[str, list[str]] = {}
    for pair in pairs:
        question, _, choice = pair.partition("=")
        chosen.setdefault(question, []).append(choice)
    return tuple(Condition(question, tuple(choices)) for question, choices in chosen.items())


def pairs_of(conditions: Iterable[Condition]) -> list[str]:
    """Will return conditions as «question=choice» pairs."""
    return [f"{condition.question}={choice}" for condition in conditions for choice in condition.any_of]


def changed_kinds(before: Form, now: Form) -> list[Problem]:
    """Will name each question that kept its key and became another kind: rounds would compare what cannot be compared."""
    kinds = {question.key: question.kind for question in before.questions}
    return [
        Problem("", f"vraag {one.key}", "deze vraag had eerst een ander soort antwoord: maak een nieuwe vraag")
        for one in now.questions
        if kinds.get(one.key, one.kind) != one.kind
    ]
