"""The end of a term: announced, put off by whoever still needs the case, and in the end the same as erasing on request."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from weerbaar.confidential.cases import partings, phrases, queries, retention, rules
from weerbaar.confidential.cases.actions.ending import destroy
from weerbaar.confidential.cases.actions.steps import NotYours, locked, record_as, record_by, touch
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Holder
from weerbaar.team.network import queries as network

logger = logging.getLogger(__name__)


@dataclass
class Ended:
    """What one night did: how many ends were announced, put off and carried out, and how many cases it could not do."""

    announced: int = 0
    put_off: int = 0
    erased: int = 0
    failed: int = 0


@transaction.atomic
def keep_longer(*, case: Case, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will have the term begin anew, when an end was announced. Raises `NotYours` when `by` did not answer in it."""
    case = locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    if case.erase_on:
        touch(case, at)
        case.save(update_fields=["last_activity_at", "erase_on"])
        record_by(by, "case.kept", case, at)


@transaction.atomic
def keep_longer_as_client(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will have the term begin anew for the client, when an end was announced."""
    case = locked(case, keyring)
    if case.erase_on:
        touch(case, at)
        case.save(update_fields=["last_activity_at", "erase_on"])
        record_as(keyring, "case.kept", case, at)


def end_terms(*, at: datetime) -> Ended:
    """Will announce which closed cases go, and erase those that were announced and in which nothing happened since.

    Each case is a transaction by itself, looked at again under its locks; one that fails keeps no other. No key is needed.
    """
    ended, told = Ended(), set[str]()
    announced = Case.objects.filter(erase_on__isnull=False)
    _each(announced, lambda case: _go_on(case, ended, at), ended)
    over = Case.objects.filter(
        state=rules.State.CLOSED, held_at=None, erase_on=None, last_activity_at__lte=at - retention.term()
    )
    _each(over, lambda case: _announce(case, ended, told, at), ended)
    _forget_lost_receipts(at)
    return ended


def _each(cases: QuerySet[Case], work: Callable[[Case], None], ended: Ended) -> None:
    for case_id in list(cases.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                work(locked(Case(pk=case_id)))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one case, the others have their turn
            # The type only: the words of an error may quote what was written.
            logger.error("The term of a case was not ended: %s", type(error).__name__)  # noqa: TRY400 - a traceback would name rows
            ended.failed += 1


def _go_on(case: Case, ended: Ended, at: datetime) -> None:
    """Carries out what was announced, or puts it off."""
    if case.erase_on is None:
        return
    if not retention.has_passed(case, at):
        case.erase_on = None
        case.save(update_fields=["erase_on"])
        ended.put_off += 1
    elif case.erase_on <= timezone.localdate(at):
        leave = partings.prepare(case=case, at=at)
        _record(queries.ERASED, case, destroy(case, at), at)
        leave()
        ended.erased += 1


def _announce(case: Case, ended: Ended, told: set[str], at: datetime) -> None:
    if case.erase_on or not retention.has_passed(case, at):
        return
    case.erase_on = retention.ends_on(at)
    case.save(update_fields=["erase_on"])
    # One mail a night, however many cases: it says only where to look.
    for address in set(network.addresses_of(queries.holders_who_answer(case))) - told:
        enqueue_mail(to=address, subject=phrases.mail_subject(), body=phrases.closed_cases_body(settings.SITE_URL))
        told.add(address)
    _record("case.end_announced", case, {}, at)
    ended.announced += 1


def _forget_lost_receipts(at: datetime) -> None:
    """Removes the receipts that open nothing any more, with the way that the words would lead."""
    lost = Holder.objects.filter(kind=Holder.Kind.RECEIPT, grants=None)
    with transaction.atomic():
        removed = lost.delete()[1].get("vault.Holder", 0)
        if removed:
            record(bearer="system", role="system", action="receipts.swept", detail={"receipts": removed}, at=at)


def _record(action: str, case: Case, detail: dict[str, int], at: datetime) -> None:
    record(bearer="system", role="system", action=action, subject=case.subject, detail=detail, at=at)
