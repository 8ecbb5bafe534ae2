"""What somebody with a personal link sees: the surveys of their round, and what they filled in so far."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from weerbaar.outreach.campaign.models import Office, PersonalLink
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.queries.questionnaires import form_of
from weerbaar.outreach.surveys.queries.sealing import draft_of
from weerbaar.outreach.surveys.questionnaires.parts import Form, Question, Section
from weerbaar.outreach.surveys.questionnaires.showing import Screen, filled, missing, screens
from weerbaar.outreach.surveys.questionnaires.values import shown
from weerbaar.outreach.surveys.rules import is_open, is_waiting


@dataclass(frozen=True)
class Filling:
    """One person's answers, with the questionnaire that they belong to."""

    response: Response
    form: Form
    answers: Mapping[str, Any]

    @property
    def screens(self) -> tuple[Screen, ...]:
        return screens(self.form, self.answers)

    @property
    def missing(self) -> tuple[Question, ...]:
        return missing(self.form, self.answers)

    @property
    def is_waiting(self) -> bool:
        return is_waiting(self.response)

    @property
    def office(self) -> str:
        return str(Office(self.response.office).label)

    @property
    def goes_on_at(self) -> str:
        """The key of the screen where they stopped; else of the first that misses something; empty for the check page."""
        stopped_at = self.response.next_screen
        return stopped_at if self.screen(stopped_at) else self.lacks_at

    @property
    def lacks_at(self) -> str:
        """The key of the first screen that still misses something; empty when none does."""
        lacking = {question.key for question in self.missing}
        waiting = (one.section.key for one in self.screens if lacking.intersection(q.key for q in one.questions))
        return next(waiting, "")

    def screen(self, key: str) -> Screen | None:
        """The screen with that key; None when these answers do not lead to it."""
        return next((screen for screen in self.screens if screen.section.key == key), None)

    def place_of(self, key: str) -> int:
        """Which screen it is, counted from one."""
        return [screen.section.key for screen in self.screens].index(key) + 1

    def next_after(self, key: str, *, came_back: bool = False) -> str:
        """The key of the screen after this one; empty when the check page follows, as for who came back from it."""
        if came_back and not self.missing:
            return ""
        keys = [screen.section.key for screen in self.screens]
        return keys[keys.index(key) + 1] if key in keys[:-1] else ""

    def before(self, key: str) -> str:
        """The key of the screen before this one; empty for the first."""
        keys = [screen.section.key for screen in self.screens]
        return keys[keys.index(key) - 1] if key in keys[1:] else ""

    def said(self, text: str) -> str:
        """The text with earlier answers filled in."""
        return filled(text, self.form, self.answers)

    def state_of(self, section: Section) -> str:
        """What the answers of a screen were when its page was made: two tabs are told apart by it."""
        values = {question.key: self.answers.get(question.key) for question in section.questions}
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def told(self) -> list[tuple[Section, list[tuple[Question, str]]]]:
        """Every screen with its questions and the answers in words; empty where there is none."""
        return [(screen.section, [(one, self._in_words(one)) for one in screen.questions]) for screen in self.screens]

    def _in_words(self, question: Question) -> str:
        value = self.answers.get(question.key)
        return shown(question, value) if value not in (None, "", [], {}) else ""


@dataclass(frozen=True)
class Asked:
    """A survey that takes answers, with its questionnaire."""

    survey: Survey
    form: Form

    @property
    def mark(self) -> str:
        return mark_of(self.survey)


def surveys_of(link: PersonalLink, on: date) -> list[Asked]:
    """Will give the surveys of a link's round that take answers, the newest first."""
    found = Survey.objects.filter(round=link.participation.round_id).select_related("version__questionnaire")
    return [Asked(survey, form_of(survey.version)) for survey in found if is_open(survey, on)]


def mark_of(survey: Survey) -> str:
    """Will return what an address names a survey of a round by; its version is asked there once."""
    return f"{survey.version.questionnaire_id}-{survey.version.number}"


def not_sent_in(survey: Survey) -> int:
    """Will count who began a survey and sent nothing yet."""
    return Response.objects.filter(survey=survey, sent_at=None).count()


def fillings_by(link: PersonalLink) -> list[Filling]:
    """Will give what was filled in by this link, each person apart, the first to begin first."""
    found = Response.objects.filter(link=link).select_related("survey__version").order_by("number")
    return [filling_of(response) for response in found]


def filling_by(link: PersonalLink, number: int) -> Filling | None:
    """Will give what one of those with this link filled in; None when there is no such one."""
    found = Response.objects.filter(link=link, number=number).select_related("survey__version", "participation")
    response = found.first()
    return filling_of(response) if response else None


def filling_of(response: Response) -> Filling:
    """Will give the answers of a response as they are now, sent or not."""
    return Filling(response, form_of(response.survey.version), draft_of(response))
