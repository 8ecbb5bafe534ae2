"""The answers to one question on the map of tiles, and the same as a table."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from weerbaar.foundation.ui.tiles import Shade, TileMap
from weerbaar.outreach.surveys.phrases import STATES
from weerbaar.outreach.surveys.queries.comparing import in_words
from weerbaar.outreach.surveys.queries.standing import COMPARED, DIFFERENT, Standing, Standings
from weerbaar.outreach.surveys.questionnaires.parts import Form, Question
from weerbaar.outreach.surveys.rules.pulse import State
from weerbaar.public.authorities.figures import Mark, Words, country_map

PULSE = ""
"""The map of protocols as they are now: what was alive falls asleep. Of the Uitvraag alone."""
WHO = "-"
"""The map of who answered: a key that no question can have."""
_RAMP = ("strong", "middle", "soft", "light", "off")
_NOBODY = Shade("none", "geen antwoord")
_SKIPPED = Shade("out", "vraag niet beantwoord", "O")
_ANSWERED = Shade("strong", "antwoordde", "J")
_PULSE = {
    State.USED: Shade("strong", STATES[State.USED], "G"),
    State.FELL_ASLEEP: Shade("soft", STATES[State.FELL_ASLEEP], "S"),
    State.ASLEEP: Shade("light", STATES[State.ASLEEP], "L"),
    State.NONE: Shade("off", STATES[State.NONE], "N"),
    State.DIFFERENT: Shade("wait", STATES[State.DIFFERENT], "V"),
}


@dataclass(frozen=True)
class Drawn:
    """The map, and its table: name, province, answer in words, and the address of the organisation's answers."""

    map: TileMap
    rows: list[tuple[str, str, str, str]]


def questions_on_map(found: Standings) -> list[tuple[str, str]]:
    """Will give what the map can show, first what it opens on: the pulse, or the first question with a few fixed answers."""
    pulse = [(PULSE, "Hoe het nu is met het protocol")] if found.tells_pulse else []
    return [*pulse, *((one.key, str(one.title)) for one in _fit(found.form)), (WHO, "Wie antwoordde")]


def answers_map(found: Standings, key: str, *, on: date) -> Drawn:
    """Will draw the answers to a question, the pulse, or who answered when nothing has that key. Costs one query more."""
    shades, of = _legend(found, key, on)
    marks, rows, numbers = {}, [], Counter[str]()
    for row in found.rows:
        shade = shades.get(of(row), _SKIPPED) if row.answerers else _NOBODY
        address = reverse("survey_organisation", args=[found.survey.pk, row.code])
        marks[row.code] = Mark(shade, str(shade.word), address)
        rows.append((row.name, row.province_name, str(shade.word), address))
        numbers[str(shade.word)] += 1
    legend = (*shades.values(), *([_SKIPPED] if numbers[str(_SKIPPED.word)] else []), _NOBODY)
    words = Words(
        id="kaart", table="tabel",
        title=f"{len(found.answered)} van {len(found.rows)} organisaties antwoordden",
        text=" · ".join(f"{shade.word}: {numbers[str(shade.word)]}" for shade in legend),
    )  # fmt: skip
    return Drawn(country_map(words=words, shades=legend, marks=marks, on=on), rows)


def _legend(found: Standings, key: str, on: date) -> tuple[dict[Any, Shade], Callable[[Standing], Any]]:
    """What the colours mean, and which of them an organisation has that answered."""
    question = next((one for one in _fit(found.form) if one.key == key), None)
    if question is not None:
        return _shades(question), lambda row: row.value(question)
    if key == PULSE and found.tells_pulse:
        return dict[Any, Shade](_PULSE), lambda row: row.pulse(on).protocol
    return {True: _ANSWERED}, lambda row: bool(row.answerers)


def _fit(form: Form) -> list[Question]:
    return [one for one in form.questions if one.kind in COMPARED and 0 < len(one.choices) <= len(_RAMP)]


def _shades(question: Question) -> dict[Any, Shade]:
    named = zip(question.choices, _RAMP, "ABCDE", strict=False)
    shades: dict[Any, Shade] = {one.key: Shade(ramp, str(one.label), letter) for one, ramp, letter in named}
    return shades | {DIFFERENT: Shade("wait", in_words(question, DIFFERENT), "V")}
