"""What must be true of a questionnaire before anybody is asked.

A condition may only look back, at an earlier screen: so there are no circles, and every page works without JavaScript.
All conditions must hold at once, so whether anybody can ever reach a question is worked out exactly.
"""

import re
from collections.abc import Iterator, Sequence

from weerbaar.foundation.wording.plain_words import LINE, PARAGRAPH, TITLE, faults, hard_words
from weerbaar.outreach.surveys.questionnaires.parts import CHOSEN, MEASURED, Condition, Form, Kind, Question
from weerbaar.outreach.surveys.questionnaires.reading import LARGEST
from weerbaar.outreach.surveys.questionnaires.showing import PIPE
from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.texts import Text

KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
KEY_LENGTH = 40
RESERVED = frozenset({"stand", "once", "later", "stop", "csrfmiddlewaretoken", "nieuw"})
"""Names that a page uses itself: fields of the form that is filled in, and the address of a new part in the maker."""
MOST_SECTIONS, MOST_QUESTIONS, MOST_CHOICES = 40, 10, 20
LONGEST_SCALE = 10
LONGEST_ANSWER = 10_000


def problems_in(form: Form, *, file: str = "") -> list[Problem]:
    """Will name what makes a questionnaire impossible to fill in or to count, by section and question."""
    return sorted(
        {Problem(file, where, message) for where, message in (*_wholes(form), *_questions(form), *_paths(form))}
    )


def wording_in(form: Form, *, file: str = "") -> list[Problem]:
    """Will name what keeps its texts from being plain Dutch at level B1, and what is missing in English."""
    found = []
    for where, text, most in texts_of(form):
        languages = (("nl", text.nl), ("en", text.en))
        said = [
            message
            for language, words in languages
            for message in faults(PIPE.sub("X", words), most=most, language=language)
        ]
        said += hard_words(text.nl)
        if form.in_english and text and not text.en:
            said.append(f"deze vragenlijst is er ook in het Engels, deze tekst nog niet: “{text.nl[:30]}…”")
        found += [Problem(file, where, message) for message in said]
    return found


def texts_of(form: Form) -> Iterator[tuple[str, Text, int]]:
    """Will give each text with where it stands and how long it may be."""
    yield "titel", form.title, TITLE
    yield "inleiding", form.intro, PARAGRAPH
    yield "dank", form.thanks, PARAGRAPH
    for section in form.sections:
        yield f"blok {section.key}", section.title, TITLE
        yield f"blok {section.key}", section.text, PARAGRAPH
        for question in section.questions:
            where = f"vraag {question.key}"
            yield where, question.title, TITLE
            yield where, question.hint, LINE
            yield from ((where, choice.label, TITLE) for choice in question.choices)


def _wholes(form: Form) -> Iterator[tuple[str, str]]:
    if not form.questions:
        yield "de vragenlijst", "er staat nog geen vraag in"
    if len(form.sections) > MOST_SECTIONS:
        yield "de vragenlijst", f"meer dan {MOST_SECTIONS} schermen vult niemand in"
    for section in form.sections:
        where = f"blok {section.key}"
        if not section.questions:
            yield where, "dit scherm heeft geen vraag"
        if len(section.questions) > MOST_QUESTIONS:
            yield where, f"meer dan {MOST_QUESTIONS} vragen op een scherm: maak er twee schermen van"
        if not section.title:
            yield where, "dit scherm heeft geen kop"
    for called, keys in (("blok", [one.key for one in form.sections]), ("vraag", [one.key for one in form.questions])):
        yield from ((f"{called} {key}", f"de sleutel “{key}” komt twee keer voor") for key in _twice(keys))
        yield from (
            (f"{called} {key}", "een sleutel bestaat uit kleine letters, cijfers en lage streepjes, hoogstens 40")
            for key in keys
            if not is_a_key(key)
        )


def is_a_key(key: str) -> bool:
    """Will tell whether a section, question or choice may be called so."""
    return bool(KEY.match(key)) and len(key) <= KEY_LENGTH and key not in RESERVED


def _questions(form: Form) -> Iterator[tuple[str, str]]:
    for question in form.questions:
        where = f"vraag {question.key}"
        if not question.title:
            yield where, "deze vraag heeft geen tekst"
        yield from ((where, message) for message in (*about_choices(question), *about_bounds(question)))


def about_choices(question: Question) -> Iterator[str]:
    """Will name what is wrong with the choices of a question."""
    keys = [choice.key for choice in question.choices]
    if question.kind not in CHOSEN:
        if keys:
            yield "bij dit soort antwoord horen geen keuzes"
        return
    if (len(keys) < 2 and question.kind != Kind.MANY) or not keys:  # noqa: PLR2004 - one choice is none
        yield "er zijn te weinig keuzes: geef er minstens twee, elk op een eigen regel"
    if len(keys) > MOST_CHOICES:
        yield f"meer dan {MOST_CHOICES} keuzes leest niemand"
    yield from (f"de keuze “{key}” komt twee keer voor" for key in _twice(keys))
    yield from (f"een keuze heeft een lege of verkeerde sleutel: “{key}”" for key in keys if not is_a_key(key))
    yield from (f"de keuze “{choice.key}” is leeg" for choice in question.choices if not choice.label)
    yield from (
        f"twee keuzes heten “{label}”: geef elke keuze een eigen naam"
        for label in _twice([one.label.nl for one in question.choices if one.label])
    )


def about_bounds(question: Question) -> Iterator[str]:
    """Will name what is wrong with the least and the most of a question."""
    least, most = question.least, question.most
    if least is not None and most is not None and least > most:
        yield "het kleinste is groter dan het grootste"
    elif (
        question.kind == Kind.SCALE and least is not None and most is not None and not 1 <= most - least < LONGEST_SCALE
    ):
        yield f"een schaal heeft twee tot en met {LONGEST_SCALE} stappen, zoals 1 tot en met 5"
    if question.kind in {Kind.TEXT, Kind.LONG} and most is not None and not 1 <= most <= LONGEST_ANSWER:
        yield f"een antwoord heeft 1 tot en met {LONGEST_ANSWER} tekens"
    if question.kind not in MEASURED and least is not None:
        yield "een kleinste hoort alleen bij een getal of schaal"
    if question.kind not in MEASURED | {Kind.TEXT, Kind.LONG} and most is not None:
        yield "een grootste hoort alleen bij een getal, schaal of tekst"


def _paths(form: Form) -> Iterator[tuple[str, str]]:
    """Conditions and earlier answers in a text look back only; and each question can be reached by somebody."""
    screen_of = {question.key: place for place, section in enumerate(form.sections) for question in section.questions}
    for place, section in enumerate(form.sections):
        holders = [(f"blok {section.key}", section.when, [section.title])]
        holders += [(f"vraag {one.key}", one.when, [one.title, one.hint]) for one in section.questions]
        for where, conditions, texts in holders:
            for condition in conditions:
                yield from ((where, message) for message in _condition(form, condition, screen_of, place))
            for key in (key for text in texts for said in (text.nl, text.en) for key in PIPE.findall(said)):
                yield from ((where, message) for message in _piped(form, key, screen_of, place))
    for where, spot, text in _whole_texts(form):
        yield from (
            (where, f"{spot} kan geen antwoord worden herhaald: haal {{{key}}} weg")
            for key in PIPE.findall(f"{text.nl} {text.en}")
        )
    for _section, question, _conditions in form.conditions():
        if not can_be_reached(form, question.key):
            yield f"vraag {question.key}", "deze vraag krijgt niemand te zien: de voorwaarden sluiten elkaar uit"


def _whole_texts(form: Form) -> Iterator[tuple[str, str, Text]]:
    """Texts that are shown as they are: nobody answered yet, or a choice is the same for whoever asks."""
    yield from (("titel", "hier", form.title), ("inleiding", "hier", form.intro), ("dank", "hier", form.thanks))
    yield from ((f"blok {section.key}", "in de uitleg", section.text) for section in form.sections)
    yield from ((f"vraag {one.key}", "in een keuze", choice.label) for one in form.questions for choice in one.choices)


def _condition(form: Form, condition: Condition, screen_of: dict[str, int], place: int) -> Iterator[str]:
    asked = form.question(condition.question)
    if asked is None:
        yield f"de voorwaarde noemt een vraag die er niet is: “{condition.question}”"
        return
    if screen_of[asked.key] >= place:
        yield f"de voorwaarde hangt af van “{asked.key}”, en die komt niet op een eerder scherm"
    has_bounds = condition.least is not None or condition.most is not None
    if condition.any_of and asked.kind not in CHOSEN:
        yield f"de voorwaarde noemt keuzes, maar “{asked.key}” heeft er geen"
    yield from (
        f"de voorwaarde noemt een keuze die er niet is: “{key}”"
        for key in condition.any_of
        if asked.kind in CHOSEN and asked.choice(key) is None
    )
    if has_bounds and (asked.kind not in MEASURED or condition.any_of):
        yield f"de voorwaarde vergelijkt met een getal, maar “{asked.key}” is geen getal"


def _piped(form: Form, key: str, screen_of: dict[str, int], place: int) -> Iterator[str]:
    asked = form.question(key)
    if asked is None or screen_of[key] >= place:
        yield f"de tekst herhaalt het antwoord op “{key}”, maar dat is er dan nog niet"
    elif asked.kind in {Kind.LONG, Kind.FILE}:
        yield f"het antwoord op “{key}” past niet in een zin"


def can_be_reached(form: Form, key: str) -> bool:
    """Will tell whether there are answers that lead to this question.

    All conditions on the way must hold together: what a question of one choice may be is cut down by each condition on
    it, a number is kept within all bounds, and a question that is asked about must itself be reached.
    """
    needed = _needed(form, key)
    if needed is None:
        return False
    for asked in {condition.question for condition in needed}:
        question = form.question(asked)
        on_it = [condition for condition in needed if condition.question == asked]
        if question is None or not _satisfiable(question, on_it):
            return False
    return True


def _needed(form: Form, key: str) -> list[Condition] | None:
    """All conditions on the way to a question; None when the way leads to no question, or in a circle."""
    ways = {question.key: conditions for _section, question, conditions in form.conditions()}
    needed: list[Condition] = []
    waiting, seen = [key], set[str]()
    while waiting:
        here = waiting.pop()
        if here not in ways or any(condition.question == key for condition in ways[here]):
            return None
        if here not in seen:
            seen.add(here)
            needed += ways[here]
            waiting += [condition.question for condition in ways[here]]
    return needed


def _satisfiable(question: Question, conditions: Sequence[Condition]) -> bool:
    if question.kind == Kind.MANY:
        known = {choice.key for choice in question.choices}
        return all(not condition.any_of or known.intersection(condition.any_of) for condition in conditions)
    if question.kind in CHOSEN:
        left = {choice.key for choice in question.choices}
        for condition in conditions:
            left &= set(condition.any_of) or left
        return bool(left)
    least = max(
        [
            -LARGEST if question.least is None else question.least,
            *(one.least for one in conditions if one.least is not None),
        ]
    )
    most = min(
        [LARGEST if question.most is None else question.most, *(c.most for c in conditions if c.most is not None)]
    )
    return question.kind not in MEASURED or least <= most


def _twice(keys: Sequence[str]) -> list[str]:
    return sorted({key for key in keys if keys.count(key) > 1})
