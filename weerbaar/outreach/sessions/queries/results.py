"""What came back from a gathering, as it may be told: no figure of fewer than five people."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.outreach.campaign.models import Payer, StageKind, StageState
from weerbaar.outreach.campaign.queries.organisations import stages_of
from weerbaar.outreach.sessions.catalogue import blocks
from weerbaar.outreach.sessions.models import Gathering, HeadCount, Kind, State, WorkReport
from weerbaar.outreach.sessions.papers import Figure, Results
from weerbaar.outreach.sessions.queries.gatherings import name_of, participations_of
from weerbaar.outreach.sessions.queries.hall import promises_of
from weerbaar.outreach.sessions.rules import LEAST_ANSWERS
from weerbaar.outreach.surveys.queries.openly import Outcome, outcome_about
from weerbaar.outreach.surveys.questionnaires.parts import Kind as QuestionKind
from weerbaar.outreach.surveys.questionnaires.parts import Mark
from weerbaar.outreach.surveys.questionnaires.tallies import Count, Tally

WISHED = "wishes"
"""The question of the evaluation whose answers name what people want more of."""
_BLOCK_FOR = {
    "online": "online-haat", "talking": "moeilijk-gesprek", "reporting": "melden-aangifte", "home": "veilig-wonen",
    "protocol": "protocol",
}  # fmt: skip
"""Which building block answers which wish of the evaluation."""


def outcome_of(gathering: Gathering) -> Outcome | None:
    """Will give what was answered about a gathering; None when nobody was asked."""
    return outcome_about(gathering.subject)


def may_take_held_back(gathering: Gathering) -> bool:
    """Will say whether nothing came yet of what was said to be held: no answers from the hall, no hours, no results that went out."""
    outcome = outcome_of(gathering)
    told = WorkReport.objects.filter(ask__gathering=gathering)
    return gathering.state == State.HELD and not (outcome and outcome.answers) and not told.exists()


def shown_counts(counts: Sequence[Count], *, one_each: bool) -> list[tuple[str, int | None]]:
    """Will give each answer with how often it was given, or None where that would point at people.

    A count under five is left out. Where everybody gave one answer, what is out can be reckoned together from the rest:
    while that is one count, or fewer than five people, the smallest of the others goes too.
    """
    hidden = {count.key: count.number for count in counts if count.number < LEAST_ANSWERS}
    for other in sorted((count for count in counts if count.key not in hidden), key=lambda one: one.number):
        if one_each and (len(hidden) == 1 or 0 < sum(hidden.values()) < LEAST_ANSWERS):
            hidden[other.key] = other.number
    return [(count.label, None if count.key in hidden else count.number) for count in counts]


def figures_of(outcome: Outcome | None) -> tuple[Figure, ...]:
    """Will give the answers in words, without those that were meant for the team alone."""
    if outcome is None or outcome.is_withheld:
        return ()
    told = [tally for tally in outcome.tallies if tally.question.mark != Mark.CONFIDENTIAL and not tally.texts]
    return tuple(Figure(str(tally.question.title), lines) for tally in told if (lines := _lines(tally)))


def words_of(outcome: Outcome | None) -> list[tuple[str, list[str]]]:
    """Will give what people wrote, for the team alone, by the alphabet: the order says nothing of who wrote it or when.

    Nothing while there are fewer than five answers.
    """
    tallies = outcome.tallies if outcome is not None and not outcome.is_withheld else ()
    return [(str(one.question.title), sorted(one.texts, key=str.casefold)) for one in tallies if one.texts]


def results_of(gathering: Gathering) -> Results:
    """Will gather the one page for the organisation: numbers, promises of both sides, and what fits now."""
    outcome = outcome_of(gathering)
    counted = HeadCount.objects.filter(gathering=gathering).values_list("present", flat=True)
    promises = [one.promise for one in promises_of(gathering)]
    assert gathering.starts_at is not None
    return Results(
        name=name_of(gathering), kind=gathering.get_kind_display(), day=timezone.localdate(gathering.starts_at),
        present=sum(number or 0 for number in counted), asked=outcome is not None, answers=outcome.answers if outcome else 0,
        figures=figures_of(outcome),
        ours=tuple(_promised(one) for one in promises if one.side == Payer.TEAM),
        theirs=tuple(_promised(one) for one in promises if one.side != Payer.TEAM),
        next_steps=tuple(next_steps_of(gathering, outcome)),
    )  # fmt: skip


def next_steps_of(gathering: Gathering, outcome: Outcome | None) -> list[str]:
    """Will say which training would fit after a session: by what at least five people asked for."""
    if gathering.kind != Kind.SESSION or not training_is_open(gathering):
        return []
    asked = {key: block.name for block in blocks() for key, name in _BLOCK_FOR.items() if name == block.key}
    wanted = [
        gettext("Een training: %(name)s.") % {"name": asked[count.key]}
        for tally in (outcome.tallies if outcome else ())
        if tally.question.key == WISHED
        for count in sorted(tally.counts, key=lambda one: -one.number)
        if count.number >= LEAST_ANSWERS and count.key in asked
    ]
    return wanted[:2] or [gettext("Een training voor de hele raad of voor een kleine groep.")]


def training_is_open(gathering: Gathering) -> bool:
    """Whether one of the organisations has not been offered a training yet."""
    return any(
        stage.kind == StageKind.TRAINING and stage.state in {StageState.OPEN, StageState.LATER}
        for participation in participations_of(gathering)
        for stage in stages_of(participation)
    )


def _lines(tally: Tally) -> tuple[str, ...]:
    if tally.answered < LEAST_ANSWERS:
        return (gettext("te weinig antwoorden"),)
    if tally.mean is not None:
        mean = f"{tally.mean:.1f}".replace(".", ",")
        if tally.question.kind != QuestionKind.SCALE:
            return (gettext("gemiddeld %(mean)s") % {"mean": mean},)
        return (gettext("gemiddeld %(mean)s van %(most)d") % {"mean": mean, "most": tally.question.most},)
    one_each = sum(count.number for count in tally.counts) == tally.answered
    counts = shown_counts(tally.counts, one_each=one_each)
    told = [f"{label}: {number}" for label, number in counts if number is not None]
    if len(told) == len(counts):
        return tuple(told)
    few = gettext("de andere antwoorden: te weinig om te noemen") if told else gettext("te weinig om te noemen")
    return (*told, few)


def _promised(promise: object) -> str:
    due = getattr(promise, "due_on", None)
    text: str = getattr(promise, "text", "")
    return (
        gettext("%(text)s Voor %(day)s.") % {"text": f"{text.rstrip('.')}.", "day": f"{due:%d-%m-%Y}"} if due else text
    )
