"""What nobody can open any more, what custodians were asked, and what the client sees of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from weerbaar.confidential.cases.models import Case, Recovery
from weerbaar.confidential.cases.rules import LIVING
from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.jobs.health import Check
from weerbaar.foundation.vault import recovery
from weerbaar.foundation.vault.models import Grant
from weerbaar.team.network import queries as network

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

ASK_LASTS = timedelta(hours=48)
"""After this a request is over, and what custodians gave for it is thrown away."""


@dataclass(frozen=True)
class Asked:
    """A request to the custodians, as they and the coordinator see it: never a word of the case."""

    request: Recovery
    agreed: "list[Account]"
    needed: int
    ends_at: datetime


@dataclass(frozen=True)
class Reopened:
    """That custodians opened the case again, for which role, why and when: for the client to see."""

    role_name: str
    reason: str
    needed: int
    at: datetime


def orphans() -> QuerySet[Case]:
    """Will return the living cases that nobody who works here can open, by plain columns alone, the oldest first."""
    working = accounts.working_accounts_with(Permission.WRITE_IN_CASE).values("holder_id")
    opens = Grant.objects.filter(compartment_id=OuterRef("thread_id")).filter(
        Q(holder_id__in=working) | Q(holder__generation_seats__member_id__in=working)
    )
    cases = Case.objects.filter(~Exists(opens), state__in=LIVING)
    return cases.select_related("association", "claimed_by").order_by("last_activity_at", "pk")


def every_case_has_a_helper(_at: datetime) -> Check:
    """Will report whether there is a living case that nobody who works here can open; how many is not for everyone."""
    alone = orphans().exists()
    return Check(ok=not alone, detail="a case is without a helper" if alone else "each case has a helper")


def enough_custodians(_at: datetime) -> Check:
    """Will report how many of the custodians still work here; fewer than are needed can open nothing together."""
    quorum = recovery.quorum_in_use()
    if quorum is None:
        return Check(ok=True, detail="none named")
    here, needed = len(custodians()), quorum.needed
    return Check(ok=here >= needed, detail=f"{here} here, {needed} needed")


def cases_in_hands(account: "Account") -> int:
    """Will return in how many living cases this account answers."""
    return Case.objects.filter(claimed_by=account, state__in=LIVING).count()


def never_asked() -> QuerySet[Case]:
    """Will return the orphans about which nothing was put down yet."""
    open_requests = Recovery.objects.filter(case=OuterRef("pk"), opened_at=None, refused_at=None)
    return orphans().filter(~Exists(open_requests))


def still_asked(at: datetime) -> QuerySet[Recovery]:
    """Will return the requests that custodians can still agree to, the oldest first."""
    waiting = Recovery.objects.filter(opened_at=None, refused_at=None, new_helper__isnull=False)
    found = waiting.filter(asked_at__gt=at - ASK_LASTS).select_related("case__association", "new_helper", "asked_by")
    return found.order_by("asked_at", "pk")


def over(at: datetime) -> QuerySet[Recovery]:
    """Will return the requests that too few custodians agreed to in time."""
    waiting = Recovery.objects.filter(opened_at=None, refused_at=None, new_helper__isnull=False)
    return waiting.filter(asked_at__lte=at - ASK_LASTS)


def asked(at: datetime) -> list[Asked]:
    """Will return every request that is still open, with who agreed."""
    found = []
    for request in still_asked(at):
        quorum = recovery.quorum_of(request.case_id)
        agreed = network.people_behind(recovery.contributors_to(request.pk))
        found.append(Asked(request, agreed, quorum.needed if quorum else 0, request.asked_at + ASK_LASTS))
    return found


def asked_of(viewer: "Account", at: datetime) -> list[Asked]:
    """Will return the open requests about cases that `viewer` has a share for."""
    return [one for one in asked(at) if is_custodian_of(viewer, one.request.case_id)]


def request_for(viewer: "Account", request_id: UUID, at: datetime) -> Recovery | None:
    """Will return an open request that `viewer` can agree to or refuse, or None when it is not there for them."""
    request = still_asked(at).filter(pk=request_id).first()
    return request if request and is_custodian_of(viewer, request.case_id) else None


def is_custodian_of(account: "Account", case_id: UUID) -> bool:
    """Will tell whether this account has a share in the quorum that can open the case."""
    quorum = recovery.quorum_of(case_id)
    return quorum is not None and account.holder_id in recovery.custodians_of(quorum)


def custodians() -> "list[Account]":
    """Will return the custodians in use, by name; those who left the team are not among them."""
    quorum = recovery.quorum_in_use()
    return network.people_behind(recovery.custodians_of(quorum)) if quorum else []


def is_custodian(viewer: "Account") -> bool:
    """Will tell whether `viewer` has a share in any quorum that something is still granted to."""
    return recovery.has_share(viewer.holder_id)


def unasked(at: datetime) -> list[Case]:
    """Will return the orphans about which no custodian is being asked, for a coordinator to choose a helper for."""
    pending = still_asked(at).values("case_id")
    return list(orphans().exclude(pk__in=pending))


def reopenings(case: Case) -> list[Reopened]:
    """Will return when custodians opened the case again, and why, newest first, for the client to see."""
    done = case.recoveries.filter(opened_at__isnull=False).select_related("new_helper").order_by("-opened_at")
    quorum = recovery.quorum_of(case.pk)
    return [
        Reopened(row.new_helper.role_labels[0], row.get_reason_display(), quorum.needed if quorum else 0, row.opened_at)
        for row in done
        if row.new_helper and row.opened_at and row.new_helper.role_labels
    ]
