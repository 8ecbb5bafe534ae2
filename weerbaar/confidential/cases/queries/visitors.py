"""Who else is or was here: a colleague who was first or reads along, and who opened a case, for the client to see."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.http import Http404

from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.queries import acts_on

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

VISITS = 20
ONE_VISIT = SOMEONE_IS_READING = timedelta(minutes=15)
_TICKET = "cases.claim"
_LOOKS = tuple(f"looked.{what}" for what in ("case", "file", "read", "hand_over", "evidence", "people", "task"))


class AlreadyClaimed(Exception):
    """A colleague took the case up first."""

    def __init__(self, by: "Account", at: datetime) -> None:
        super().__init__()
        self.by = by
        self.at = at


@dataclass(frozen=True)
class Opening:
    """That someone opened the case: in which role, and when."""

    role_name: str
    at: datetime


def openings(case: Case) -> list[Opening]:
    """Will return which roles opened the case and when, the last twenty visits, newest first, for the client to see."""
    shown: list[Opening] = []
    for act in acts_on(case.subject, _LOOKS, limit=500):
        if act.role not in Role.values:
            continue
        opening = Opening(str(Role(act.role).label), act.at)
        # Reading on is one opening: only the last moment of a visit is shown.
        if not shown or shown[-1].role_name != opening.role_name or shown[-1].at - act.at > ONE_VISIT:
            shown.append(opening)
    return shown[:VISITS]


def ticket_for(viewer: "Account", case: Case) -> str:
    """Will return a sealed note that this viewer had this case before them, for `claimed_meanwhile`."""
    return signing.dumps([str(case.pk), str(viewer.pk)], salt=_TICKET)


def claimed_meanwhile(viewer: "Account", ticket: str) -> Exception:
    """Will return what to tell someone who claims a case that they cannot open any more.

    Only who holds the ticket of a page they saw is told that a colleague was first; to anyone else the case is not there.
    """
    try:
        case_id, account_id = signing.loads(ticket, salt=_TICKET, max_age=timedelta(hours=12))
    except signing.BadSignature:
        return Http404()
    case = Case.objects.select_related("claimed_by").filter(pk=case_id, claimed_by__isnull=False).first()
    if case is None or account_id != str(viewer.pk) or case.claimed_by is None or case.claimed_at is None:
        return Http404()
    return AlreadyClaimed(case.claimed_by, case.claimed_at)


def other_reader(viewer: "Account", case: Case, *, at: datetime) -> "Account | None":
    """Will return the colleague who had an unclaimed case open shortly before the viewer."""
    if case.glanced_at is None or case.glanced_at < at - SOMEONE_IS_READING or case.glanced_by_id == viewer.pk:
        return None
    return case.glanced_by if case.claimed_by_id is None else None
