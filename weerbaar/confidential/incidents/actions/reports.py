"""Where is my report? What was reported, each time that somebody asked, and the answer that ends the asking."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import chasing, phrases
from weerbaar.confidential.incidents.actions.keys import evidence_key
from weerbaar.confidential.incidents.actions.writing import NotThere, begun
from weerbaar.confidential.incidents.models import PoliceReport
from weerbaar.confidential.incidents.paperwork import Asking, ReportFacts
from weerbaar.confidential.incidents.queries.reports import reports_to_remind
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring


class AlreadyAnswered(Exception):
    """The police answered: there is nothing left to ask."""


class TooSoonToEscalate(Exception):
    """The station was not asked often enough."""


@transaction.atomic
def add_report(
    *, case: Case, by: Account, keyring: Keyring, told: ReportFacts, made_at: datetime, at: datetime
) -> UUID:
    """Will put down that a notification or a criminal report was made, and return its id; raises `NotGranted`."""
    case = begun(case, by, keyring, at)
    key = evidence_key(case, keyring, at)
    row = PoliceReport(
        case=case, evidence_id=key.compartment_id, made_at=made_at, ask_at=chasing.first_asked_at(made_at)
    )
    seal_into(row, key, facts=told.as_json())
    row.save(force_insert=True)
    _record(by, "report.added", case, row, at)
    return row.pk


@transaction.atomic
def asked(*, case: Case, by: Account, keyring: Keyring, report_id: UUID, of: str, heard: str, at: datetime) -> None:
    """Will put down that somebody asked, whom and what they said; raises `NotThere`, `AlreadyAnswered`, `NotGranted`."""
    case, row = _held(case, by, keyring, report_id, at)
    told = ReportFacts.read(row.facts.reveal(keyring))
    asking = Asking(on=at.isoformat(), of=of, heard=heard)
    _seal(row, keyring, replace(told, askings=(*told.askings, asking)))
    row.times_asked += 1
    row.ask_at = chasing.asked_again_at(at)
    row.save()
    _record(by, "report.asked", case, row, at)


@transaction.atomic
def escalated(*, case: Case, by: Account, keyring: Keyring, report_id: UUID, at: datetime) -> None:
    """Will put down that the contact officer of the ELA was written to.

    Raises `TooSoonToEscalate`, and as `asked` does.
    """
    case, row = _held(case, by, keyring, report_id, at)
    if not chasing.is_to_escalate(row.times_asked):
        raise TooSoonToEscalate
    row.escalated_at = row.escalated_at or at
    row.ask_at = chasing.asked_again_at(at)
    row.save()
    _record(by, "report.escalated", case, row, at)


@transaction.atomic
def answered(*, case: Case, by: Account, keyring: Keyring, report_id: UUID, answer: str, at: datetime) -> None:
    """Will put down what the police answered: nobody is reminded any more; raises as `asked` does."""
    case, row = _held(case, by, keyring, report_id, at)
    _seal(row, keyring, replace(ReportFacts.read(row.facts.reveal(keyring)), answer=answer))
    row.answered_at, row.ask_at = at, None
    row.save()
    _record(by, "report.answered", case, row, at)


def remind(*, at: datetime) -> None:
    """Will mail who took the case up that something waits, once for each time that there is to ask. Needs no key."""
    for found in reports_to_remind(at):
        with transaction.atomic():
            row = reports_to_remind(at).select_for_update(of=("self",)).filter(pk=found.pk).first()
            if row is None or row.case.claimed_by is None:
                continue
            enqueue_mail(
                to=row.case.claimed_by.email,
                subject=phrases.mail_subject(),
                body=phrases.mail_body(settings.SITE_URL),
            )
            row.reminded_at = at
            row.save(update_fields=["reminded_at"])


def _held(case: Case, by: Account, keyring: Keyring, report_id: UUID, at: datetime) -> tuple[Case, PoliceReport]:
    case = begun(case, by, keyring, at)
    row = PoliceReport.objects.filter(case=case, pk=report_id).first()
    if row is None:
        raise NotThere
    if row.answered_at is not None:
        raise AlreadyAnswered
    keyring.open([row.evidence_id], purpose="write")
    return case, row


def _seal(row: PoliceReport, keyring: Keyring, told: ReportFacts) -> None:
    seal_into(row, keyring.key_for(row.evidence_id), facts=told.as_json())


def _record(by: Account, act: str, case: Case, row: PoliceReport, at: datetime) -> None:
    detail = {"report": str(row.pk), "asked": row.times_asked}
    record(bearer=by.bearer, role=by.main_role, action=act, subject=case.subject, detail=detail, at=at)
