"""Doing the nine steps: whose a step is, by when, what shows that it was done, and what the client chose."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import phrases
from weerbaar.confidential.incidents.actions.keys import evidence_key
from weerbaar.confidential.incidents.actions.writing import NotThere, begun
from weerbaar.confidential.incidents.models import Evidence, PlanStep
from weerbaar.confidential.incidents.nine_steps import Route, step_at
from weerbaar.confidential.incidents.paperwork import StepFacts
from weerbaar.confidential.incidents.queries.plan import CHOOSING, steps_to_remind, who_does
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring


class HoldsNoKey(Exception):
    """Who cannot open the case cannot own a step of it."""


@transaction.atomic
def set_step(
    *,
    case: Case,
    by: Account,
    keyring: Keyring,
    number: int,
    owner: Account | None,
    due_at: datetime | None,
    told: StepFacts,
    is_done: bool,
    at: datetime,
) -> None:
    """Will put down whose step this is, by when, and what shows that it was done; a choice that was made stays.

    Raises `NotThere` for a step or a piece of evidence that is not there, `HoldsNoKey`, `NotGranted`.
    """
    case = begun(case, by, keyring, at)
    if step_at(number) is None or not _is_of(case, told.evidence):
        raise NotThere
    if owner is not None and owner not in cases.who_can_open(case):
        raise HoldsNoKey
    row, before = _held(case, keyring, number, at)
    if due_at != row.due_at or owner != row.owner:
        row.reminded_at = None
    row.owner, row.due_at = owner, due_at
    row.done_at = (row.done_at or at) if is_done else None
    row.done_by = (row.done_by or by) if is_done else None
    _store(row, keyring, replace(told, route=before.route, reason=before.reason))
    _record(by, "plan.step_set", case, at, number)


@transaction.atomic
def choose_route(*, case: Case, by: Account, keyring: Keyring, route: Route, reason: str, at: datetime) -> None:
    """Will put down what the client chose and why, in their own words; raises `NotGranted`.

    With that the fifth step is done. Another choice later takes its place: who chooses may change their mind.
    """
    case = begun(case, by, keyring, at)
    row, before = _held(case, keyring, CHOOSING, at)
    row.done_at, row.done_by = at, by
    _store(row, keyring, replace(before, route=route, reason=reason))
    _record(by, "plan.route_chosen", case, at, CHOOSING)


def remind(*, at: datetime) -> None:
    """Will mail who does a step that is late that something waits: once, and not what. Needs no key."""
    for row in steps_to_remind(at):
        with transaction.atomic():
            held = steps_to_remind(at).select_for_update().filter(pk=row.pk).first()
            to = who_does(held) if held else None
            if held is None or to is None:
                continue
            enqueue_mail(to=to.email, subject=phrases.mail_subject(), body=phrases.mail_body(settings.SITE_URL))
            held.reminded_at = at
            held.save(update_fields=["reminded_at"])


def _held(case: Case, keyring: Keyring, number: int, at: datetime) -> tuple[PlanStep, StepFacts]:
    """The row of a step, made on first need, and what was told in it. The caller holds the case."""
    key = evidence_key(case, keyring, at)
    row = PlanStep.objects.filter(case=case, number=number).first()
    if row is None:
        row = PlanStep(case=case, number=number, evidence_id=key.compartment_id)
    return row, StepFacts.read(row.facts.reveal(keyring) if row.facts else "")


def _store(row: PlanStep, keyring: Keyring, told: StepFacts) -> None:
    seal_into(row, keyring.key_for(row.evidence_id), facts=told.as_json())
    row.save()


def _is_of(case: Case, evidence_id: str) -> bool:
    return not evidence_id or Evidence.objects.filter(case=case, pk=UUID(evidence_id)).exists()


def _record(by: Account, act: str, case: Case, at: datetime, number: int) -> None:
    record(bearer=by.bearer, role=by.main_role, action=act, subject=case.subject, detail={"step": number}, at=at)
