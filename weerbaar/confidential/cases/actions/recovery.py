"""Opening a case again that nobody can open: a coordinator asks, custodians agree, one colleague gets the keys."""

from datetime import datetime
from enum import Enum
from uuid import UUID

from django.conf import settings
from django.db import transaction

from weerbaar.confidential.cases import phrases, queries, rules
from weerbaar.confidential.cases.actions.agenda import pass_on
from weerbaar.confidential.cases.actions.answering import regrant
from weerbaar.confidential.cases.actions.steps import end_stand_in, locked, record_by, touch
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.models import Case, Recovery
from weerbaar.confidential.cases.queries import recovery as asked
from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Permission, Role
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault import compartments, recovery
from weerbaar.foundation.vault.compartments import take_back_all
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Holder
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred


class OutOfReach(Exception):
    """There are no custodians who can open this case: it is older than they are, or there are none."""


class AskedAlready(Exception):
    """The custodians are being asked about this case."""


class CannotHelp(Exception):
    """Who is named answers no cases."""


class RequestOver(Exception):
    """The request was done, refused, or took too long."""


class MayNotAgree(Exception):
    """Who asks, who would get the case, and who administers accounts do not agree to it."""


class Outcome(Enum):
    """What came of a custodian who agrees."""

    WAITS = "waits"
    OPENED = "opened"
    KEPT_OUT = "kept_out"
    NOT_COUNTED = "not_counted"
    OTHER_NOT_COUNTED = "other_not_counted"
    BROKEN = "broken"


@transaction.atomic
def ask_custodians(*, case: Case, by: Account, to: Account | None, reason: Recovery.Reason, at: datetime) -> Recovery:
    """Will ask the custodians to open a case for `to`, and let them know by mail that they are asked something.

    Raises `OutOfReach`, `AskedAlready`, `CannotHelp`, and `IllegalMove` for a case that has ended.
    """
    case = locked(case)
    if case.state not in rules.LIVING:
        raise rules.IllegalMove
    quorum = recovery.quorum_of(case.pk)
    if quorum is None:
        raise OutOfReach
    if to is None or to == by or not rules.can_still_answer(to):
        raise CannotHelp
    request = case.recoveries.filter(opened_at=None, refused_at=None).first() or Recovery(case=case, asked_at=at)
    if request.new_helper_id and request.asked_at > at - asked.ASK_LASTS:
        raise AskedAlready
    recovery.forget_contributions([request.pk])
    request.reason, request.asked_at, request.asked_by, request.new_helper = reason, at, by, to
    request.save()
    _tell_custodians(recovery.custodians_of(quorum))
    record_by(by, "recovery.asked", case, at, {"to": to.bearer, "reason": reason.value})
    return request


@transaction.atomic
def agree(*, request: Recovery, by: Account, keyring: Keyring, at: datetime) -> Outcome:
    """Will count a custodian in; with the last of those who are needed, the case goes to the colleague it was asked for.

    Whoever agrees reads no word of it. When the client keeps that colleague out, it stays shut and the request is over. When
    the client keeps a custodian out, or one left meanwhile, that agreement does not count: others are needed. Parts that do
    not fit open nothing, and everybody agrees anew. Raises `RequestOver`, `MayNotAgree`, `OutOfReach`, `NotGranted` for who is no custodian.
    """
    case = locked(request.case)
    request = _open_request(request, at)
    to = request.new_helper
    if to is None or by in {request.asked_by, to} or Role.ADMINISTRATOR in by.roles:
        raise MayNotAgree
    quorum = recovery.quorum_of(case.pk)
    if quorum is None:
        raise OutOfReach
    if len({*recovery.contributors_to(request.pk), by.holder_id}) < quorum.needed:
        recovery.contribute(quorum=quorum, request=request.pk, keyring=keyring, at=at)
        record_by(by, "recovery.agreed", case, at, {"to": to.bearer})
        return Outcome.WAITS
    try:
        opened = recovery.reopened(quorum=quorum, request=request.pk, scope=case.pk, keyring=keyring)
    except BrokenBox:
        recovery.forget_contributions([request.pk])
        record_by(by, "recovery.broken", case, at)
        return Outcome.BROKEN
    opened.open([part.pk for part in compartments.compartments_of(case.pk)], purpose="recovery")
    barred = queries.person_of(opened, case).barred
    if network.has_tie(to, barred) or not rules.can_still_answer(to):
        _end(request, at)
        record_by(by, "recovery.kept_out", case, at, {"to": to.bearer})
        return Outcome.KEPT_OUT
    if uncounted := _uncounted(request, by, barred):
        recovery.forget_contributions([request.pk], of=uncounted)
        record_by(by, "recovery.not_counted", case, at, {"custodians": str(len(uncounted))})
        if by.holder_id in uncounted:
            return Outcome.NOT_COUNTED
        recovery.contribute(quorum=quorum, request=request.pk, keyring=keyring, at=at)
        return Outcome.OTHER_NOT_COUNTED
    _open_for(case, request, to, opened, by=by, at=at)
    return Outcome.OPENED


@transaction.atomic
def refuse(*, request: Recovery, by: Account, at: datetime) -> None:
    """Will end a request because a custodian does not trust it; raises `RequestOver` and `MayNotAgree`."""
    case = locked(request.case)
    request = _open_request(request, at)
    if not asked.is_custodian_of(by, case.pk):
        raise MayNotAgree
    _end(request, at)
    record_by(by, "recovery.refused", case, at)


def end_requests(*, at: datetime) -> int:
    """Will end the requests that too few custodians agreed to in time, with what was given for them; returns how many."""
    with transaction.atomic():
        late = list(asked.over(at).select_for_update().values_list("pk", flat=True))
        Recovery.objects.filter(pk__in=late).update(refused_at=at)
        recovery.forget_contributions(late)
        if late:
            record(bearer="system", role="system", action="recovery.ended", detail={"requests": len(late)}, at=at)
    return len(late)


def note_orphans(*, account: Account, by: Account, at: datetime) -> None:
    """Will put down, for each case that nobody can open now that `account` left, that the custodians are needed for it.

    A coordinator chooses for whom. The own keys of who left go at once. Runs inside the departure.
    """
    take_back_all(account.holder_id)
    found = list(asked.never_asked())
    Recovery.objects.bulk_create(
        [Recovery(case=case, reason=Recovery.Reason.LEFT, asked_at=at, asked_by=by) for case in found],
        ignore_conflicts=True,
    )
    for case in found:
        record_by(by, "recovery.needed", case, at, {"after": account.bearer})


def look_for_orphans(*, at: datetime) -> int:
    """Will mail the coordinators when there are cases that nobody can open and nobody asked about; returns how many."""
    number = len(queries.unasked(at))
    if number:
        for account in accounts.working_accounts_with(Permission.SEE_WORKLOAD):
            enqueue_mail(
                to=account.email, subject=phrases.mail_subject(), body=phrases.without_helper_body(settings.SITE_URL)
            )
        record(bearer="system", role="system", action="cases.without_helper", detail={"cases": number}, at=at)
    return number


def _uncounted(request: Recovery, by: Account, barred: Barred) -> set[UUID]:
    """Who agreed, or does so now, and has no say in this case: who is kept out can be read only now that it opens."""
    agreed = {*recovery.contributors_to(request.pk), by.holder_id}
    count = {one.holder_id for one in network.people_behind(agreed) if not network.has_tie(one, barred)}
    return agreed - count


def _open_for(case: Case, request: Recovery, to: Account, opened: Keyring, *, by: Account, at: datetime) -> None:
    _give(case, to, opened, at)
    request.opened_at, request.opened_by = at, by
    request.save()
    recovery.forget_contributions([request.pk])
    record_by(by, "case.recovered", case, at, {"to": to.bearer, "reason": request.reason})


def _give(case: Case, to: Account, opened: Keyring, at: datetime) -> None:
    if case.state == rules.State.NEW:
        case.state = rules.check_move(case, "case.claimed")
    case.claimed_by, case.claimed_at = to, at
    if case.state != rules.State.CLOSED:
        case.waiting_since = case.waiting_since or at
    touch(case, at)
    case.save()
    end_stand_in(case)
    regrant(case, [Holder.objects.get(pk=to.holder_id)], opened, at)
    pass_on(case, to)
    ask_to_tell(queries.holders_who_answer(case), at)


def _open_request(request: Recovery, at: datetime) -> Recovery:
    held = Recovery.objects.select_for_update().get(pk=request.pk)
    if held.opened_at or held.refused_at or held.asked_at <= at - asked.ASK_LASTS:
        raise RequestOver
    return held


def _end(request: Recovery, at: datetime) -> None:
    request.refused_at = at
    request.save(update_fields=["refused_at"])
    recovery.forget_contributions([request.pk])


def _tell_custodians(holder_ids: list[UUID]) -> None:
    for address in network.addresses_of(holder_ids):
        enqueue_mail(to=address, subject=phrases.asked_subject(), body=phrases.asked_body(settings.SITE_URL))
