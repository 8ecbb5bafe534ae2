"""Danger now: asked at every contact, looked at again within the hour, and an alarm when nobody does."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from json import dumps

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from weerbaar.confidential.cases import phrases, queries
from weerbaar.confidential.cases.actions.steps import locked, part_of, record_by, touch
from weerbaar.confidential.cases.actions.storing import key_to_write
from weerbaar.confidential.cases.models import Case, DangerCheck
from weerbaar.confidential.cases.rules import DangerFirst
from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey
from weerbaar.team.network import queries as network

Answer = DangerCheck.Answer
LOOK_WITHIN = timedelta(hours=1)
ALARM_AGAIN_AFTER = timedelta(hours=1)
COORDINATORS_AFTER = timedelta(hours=2)
"""From here on the coordinators hear it too: who answers was called three times and did not come."""


@dataclass(frozen=True)
class HandedOver:
    """To whom the danger was handed over: when, and under which reference."""

    to: str
    when: str = field(repr=False)
    reference: str = field(repr=False)


class LookedAlready(Exception):
    """A colleague looked again just before, or there is no danger to look at."""


def asked(case: Case, answer: Answer, *, by: Account | None, at: datetime) -> DangerCheck:
    """Will return the question at one contact with its answer, not stored yet; `by` is None when the client gave it."""
    again = at + LOOK_WITHIN if answer == Answer.YES else None
    return DangerCheck(
        case=case, team_id=part_of(case.team_id), answer=answer, asked_at=at, asked_by=by, look_again_at=again
    )


def ask(case: Case, answer: Answer, *, by: Account | None, at: datetime) -> None:
    """Will store the question and put a case in danger after a yes; the caller holds the case, and saves it.

    A second yes moves no look to a later moment. A no ends no danger: who writes it may have someone beside them.
    """
    check = asked(case, answer, by=by, at=at)
    if check.look_again_at:
        case.danger = True
        waits_already = queries.next_look(case)
        check.look_again_at = min(check.look_again_at, waits_already or check.look_again_at)
    check.save(force_insert=True)


@transaction.atomic
def look_again(
    *, case: Case, by: Account, keyring: Keyring, answer: Answer, handed_over: HandedOver | None = None, at: datetime
) -> None:
    """Will do the looks that wait, and ask for the next within the hour unless the danger is over.

    The record of a hand-over goes along to the next look. Raises `LookedAlready`, and `NotGranted` without the team's key.
    """
    case = locked(case, keyring)
    key = key_to_write(case, keyring, "team")
    looks = list(queries.open_looks(case))
    if not looks:
        raise LookedAlready
    told = _told(looks, keyring, handed_over)
    for look in looks:
        look.looked_again_at, look.looked_again_by = at, by
        _save(look, key, told)
    case.danger = answer != Answer.NO
    touch(case, at)
    if case.danger:
        following = asked(case, answer, by=by, at=at)
        following.look_again_at = at + LOOK_WITHIN
        _save(following, key, told)
    case.save(update_fields=["danger", "last_activity_at", "erase_on"])
    record_by(by, "case.looked_again", case, at, {"danger": answer.value})


def refuse_unless_told(case: Case, to: Account | None) -> None:
    """Will refuse to let go of a case in danger; only a colleague can get it, and with the record of a hand-over.

    Raises `DangerFirst`. The caller holds the case.
    """
    if case.danger and (to is None or queries.open_looks(case).filter(handover=None).exists()):
        raise DangerFirst


@transaction.atomic
def sound_alarm(*, at: datetime) -> None:
    """Will mail who answers about each look that is late, again every hour until it is done.

    The coordinators hear it when it is two hours late, and at once when nobody else is left to hear it.
    """
    due = Q(alarmed_at=None) | Q(alarmed_at__lte=at - ALARM_AGAIN_AFTER)
    late = list(queries.late_looks(at).filter(due).select_related("case").select_for_update(of=("self",)))
    to: set[str] = set()
    for look in late:
        answering = network.addresses_of(queries.holders_who_answer(look.case))
        to.update(answering)
        if not answering or _is_long_late(look, at):
            to.update(_coordinators())
    for address in sorted(to):
        enqueue_mail(to=address, subject=phrases.alarm_subject(), body=phrases.alarm_body(settings.SITE_URL))
    DangerCheck.objects.filter(pk__in=[look.pk for look in late]).update(alarmed_at=at)
    if late:
        record(bearer="system", role="system", action="danger.alarmed", detail={"looks": len(late)}, at=at)


def _is_long_late(look: DangerCheck, at: datetime) -> bool:
    return look.look_again_at is not None and look.look_again_at <= at - COORDINATORS_AFTER


def _coordinators() -> list[str]:
    return list(accounts.working_accounts_with(Permission.SEE_WORKLOAD).values_list("email", flat=True))


def _told(looks: list[DangerCheck], keyring: Keyring, handed_over: HandedOver | None) -> str:
    if handed_over:
        return dumps(asdict(handed_over), ensure_ascii=False)
    return next((look.handover.reveal(keyring) for look in reversed(looks) if look.handover), "")


def _save(look: DangerCheck, key: DataKey, told: str) -> None:
    if told:
        seal_into(look, key, handover=told)
    look.save()
