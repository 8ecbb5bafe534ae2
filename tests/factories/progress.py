"""A round with a history behind it: letters, talks and sessions that were never held, in the shape of those that are."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from weerbaar.outreach.campaign.models import Participation, Round, Stage, StageKind, StageMove, StageState

ORDER = (StageKind.INTAKE_TALK, StageKind.SESSION, StageKind.TRAINING)


def live_through(round_: Round, *, on: date, seed: int = 1, moves: int = 3) -> None:
    """Will give every organisation of a round a past that ends on that day; `moves` is how often a plan is changed."""
    chance = Random(seed)  # noqa: S311 - invented history, no secrets
    stages: list[Stage] = []
    steps: list[StageMove] = []
    participations = list(Participation.objects.filter(round=round_).order_by("organisation"))
    by_key = {
        (stage.participation_id, stage.kind): stage for stage in Stage.objects.filter(participation__round=round_)
    }
    for one in participations:
        if chance.random() < 0.15:
            continue
        day = one.letter_sent_on = round_.starts_on + timedelta(days=chance.randrange(200))
        if chance.random() < 0.8:
            one.answered_on = day = day + timedelta(days=chance.randrange(5, 60))
        for kind in ORDER:
            stage = by_key[one.pk, kind]
            day = _walk(stage, day, chance, steps, on=on, moves=moves)
            stages.append(stage)
            if stage.state != StageState.HELD:
                break
        one.letter_sent_on = one.letter_sent_on if one.letter_sent_on <= on else None
        one.answered_on = one.answered_on if one.answered_on and one.answered_on <= on else None
    Participation.objects.bulk_update(participations, ["letter_sent_on", "answered_on"], 200)
    Stage.objects.bulk_update(stages, ["state", "since", "planned_for", "held_on"], 200)
    StageMove.objects.bulk_create(steps, 500)


def _walk(stage: Stage, day: date, chance: Random, steps: list[StageMove], *, on: date, moves: int) -> date:
    """One stage, from offered to held or as far as it came by `on`; every third plan is taken back and made again."""
    path = [StageState.OFFERED, StageState.WANTED, *[StageState.PLANNED] * moves, StageState.HELD]
    if chance.random() < 0.12:
        path = [StageState.OFFERED, chance.choice([StageState.DECLINED, StageState.LATER])]
    for number, state in enumerate(path, 1):
        day += timedelta(days=chance.randrange(3, 25))
        if day > on:
            return day
        at = datetime.combine(day, time(10), UTC)
        undone = at if state == StageState.PLANNED and chance.random() < 0.3 else None
        steps.append(
            StageMove(stage=stage, number=number, source=stage.state, target=state, on=day, at=at, undone_at=undone)
        )
        if undone:
            continue
        stage.state, stage.since = state, at
        stage.planned_for = at + timedelta(days=14) if state == StageState.PLANNED else None
        stage.held_on = day if state == StageState.HELD else None
    return day
