"""Invented answers: an Uitvraag that is over, and one that runs. Nobody in it exists, and no organisation said any of it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Office, Participation, PersonalLink, Round
from weerbaar.outreach.campaign.queries.progress import taking_part
from weerbaar.outreach.campaign.queries.rounds import rounds
from weerbaar.outreach.surveys.actions import answering
from weerbaar.outreach.surveys.actions.openly import open_for_round
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries.results import surveys_with_counts

THEN = datetime(2024, 2, 5, 9, 0, tzinfo=UTC)
_USED = {"protocol": "used", "for_whom": ["council", "clerk"], "exercised": "yes", "code_of_conduct": "used"}
_NONE = {"protocol": "none", "code_of_conduct": "none", "wishes": ["draft_protocol", "session"]}
_ASLEEP = {
    "protocol": "asleep",
    "for_whom": ["council", "executive", "head"],
    "exercised": "no",
    "code_of_conduct": "asleep",
}
_MIX = (_NONE, _ASLEEP, _USED, _NONE, _ASLEEP, _NONE)
EARLIER, NOW, HALF_WAY = 30, 14, 3


def furnish(_team: Iterable[Account], at: datetime) -> None:
    """Will answer both surveys for some organisations, unless there is a survey already or no second round."""
    known = list(rounds())
    if surveys_with_counts().exists() or len(known) < 2:  # noqa: PLR2004 - one that is over, and one that runs
        return
    new, old = known[0], known[1]
    if not new.starts_on <= at.date() <= new.ends_on or not old.starts_on <= THEN.date() <= old.ends_on:
        return
    _answer(open_for_round(round=old, at=THEN), old, THEN, EARLIER, _MIX)
    running = open_for_round(round=new, at=at - timedelta(days=20))
    _answer(running, new, at - timedelta(days=5), NOW, (_USED, _ASLEEP, _USED, _ASLEEP))
    _disagree(running, new, at - timedelta(days=4))


def _answer(survey: Survey, round: Round, at: datetime, number: int, mix: tuple[dict[str, Any], ...]) -> None:  # noqa: A002 - the noun of the field
    for place, one in enumerate(_some(round, number)):
        answers = dict(mix[place % len(mix)])
        if answers.get("exercised") == "yes":
            answers["exercised_on"] = date(at.year - 1, 1 + place % 12, 1).isoformat()
        is_half_way = place >= number - HALF_WAY and number == NOW
        _one(survey, one, Office.CLERK, answers, at, sends=not is_half_way)


def _disagree(survey: Survey, round: Round, at: datetime) -> None:  # noqa: A002 - the noun of the field
    for one in _some(round, 2):
        _one(survey, one, Office.MAYOR, dict(_NONE), at, sends=True)


def _one(
    survey: Survey, one: Participation, office: Office, answers: dict[str, Any], at: datetime, *, sends: bool
) -> None:
    link = link_for(participation=one, purpose=PersonalLink.Purpose.SURVEY, office=office, at=at)
    response = answering.begin(link=link, survey=survey, office=office, at=at)
    answering.keep_all(response=response, answers=answers, at=at)
    if sends:
        answering.send(response=response, at=at)


def _some(round: Round, number: int) -> list[Participation]:  # noqa: A002 - the noun of the field
    return list(taking_part(round).select_related("round").order_by("organisation_id")[:number])
