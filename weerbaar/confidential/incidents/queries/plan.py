"""The plan of a case: where each of the nine steps stands, which is next, and what the client chose."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.models import PlanStep, PoliceReport
from weerbaar.confidential.incidents.nine_steps import STEPS, Route, Step
from weerbaar.confidential.incidents.paperwork import StepFacts
from weerbaar.confidential.incidents.queries.shelf import opened
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

CHOOSING, REPORTING, ANSWERING = 5, 6, 7
_TERMS = {REPORTING: "criminal_report", ANSWERING: "offender_response"}
MOST_WORK = 51


@dataclass(frozen=True)
class Stand:
    """One step of a case: what it asks, whose it is, by when, and what shows that it was done.

    `suggested_at` is the term that runs for it: a suggestion for as long as nobody set a moment.
    """

    step: Step
    owner: "Account | None"
    facts: StepFacts = field(repr=False)
    due_at: datetime | None
    suggested_at: datetime | None
    done_at: datetime | None
    done_by: "Account | None"
    is_late: bool

    @property
    def until(self) -> datetime | None:
        """By when: as was agreed, or else the term that runs."""
        return self.due_at or self.suggested_at


@dataclass(frozen=True)
class Plan:
    """The nine steps of a case, the first that is still to do, and what the client chose."""

    steps: tuple[Stand, ...]

    @property
    def next(self) -> Stand | None:
        """The step to take now: the first that is late, or else the first that is not done."""
        to_do = [stand for stand in self.steps if not stand.done_at]
        return next((stand for stand in to_do if stand.is_late), next(iter(to_do), None))

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(stand.done_at is not None for stand in self.steps)

    @property
    def choice(self) -> StepFacts:
        """What the client chose in step five, and why."""
        return self.at(CHOOSING).facts

    @property
    def route(self) -> Route | None:
        """Notification, criminal report or other; nothing as long as the client did not choose."""
        return Route(self.choice.route) if self.choice.route in Route.values else None

    def at(self, number: int) -> Stand:
        """Will return the step with this number."""
        return self.steps[number - 1]


def plan_of(keyring: Keyring, case: "Case", *, at: datetime) -> Plan:
    """Will return the plan of a case, opened with one look; a step that nobody touched yet is there all the same."""
    rows = {row.number: row for row in PlanStep.objects.filter(case=case).select_related("owner", "done_by")}
    terms = {
        number: min(
            (term.due_at for term in cases.terms_of(keyring, case, at=at) if term.kind == kind and term.is_running),
            default=None,
        )
        for number, kind in _TERMS.items()
    }
    return opened(
        case, keyring, lambda: Plan(tuple(_stand(keyring, step, rows, terms.get(step.number), at) for step in STEPS))
    )


def steps_to_remind(at: datetime) -> QuerySet[PlanStep]:
    """Will return the steps that are late and that nobody was mailed about yet. No key is needed for it."""
    return PlanStep.objects.filter(due_at__lte=at, done_at=None, reminded_at=None).order_by("pk")


def who_does(row: PlanStep) -> "Account | None":
    """Will return whose a step is now: its owner, or who took the case up when the owner has no key (any more)."""
    if row.owner is not None and row.owner in cases.who_can_open(row.case):
        return row.owner
    return row.case.claimed_by


def todo_of(viewer: "Account", can_open: Exists, *, until: datetime) -> list[cases.Todo]:
    """Will return the steps that are the viewer's, and the reports to ask after in cases that they took up, by then."""
    steps = PlanStep.objects.filter(can_open, owner=viewer, done_at=None, due_at__lte=until)
    reports = PoliceReport.objects.filter(can_open, ask_at__lte=until, answered_at=None, case__claimed_by=viewer)
    titles = {step.number: f"{step.number}. {step.title}" for step in STEPS}
    found = [
        cases.Todo(row.case, row.due_at, titles[row.number], reverse("plan_step", args=[row.case.number, row.number]))
        for row in steps.select_related("case").order_by("due_at")[:MOST_WORK]
        if row.due_at
    ]
    found += [
        cases.Todo(
            row.case,
            row.ask_at,
            gettext("Vraag wat er met de aangifte is gedaan"),
            reverse("police_report", args=[row.case.number, row.pk]),
        )
        for row in reports.select_related("case").order_by("ask_at")[:MOST_WORK]
        if row.ask_at
    ]
    return sorted(found, key=lambda todo: todo.at)


def _stand(keyring: Keyring, step: Step, rows: dict[int, PlanStep], term: datetime | None, at: datetime) -> Stand:
    row = rows.get(step.number)
    if row is None:
        return Stand(step, None, StepFacts(), None, term, None, None, is_late=term is not None and term < at)
    until = row.due_at or term
    return Stand(
        step=step,
        owner=row.owner,
        facts=StepFacts.read(row.facts.reveal(keyring) if row.facts else ""),
        due_at=row.due_at,
        suggested_at=term,
        done_at=row.done_at,
        done_by=row.done_by,
        is_late=row.done_at is None and until is not None and until < at,
    )
