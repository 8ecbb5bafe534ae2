"""A case and its moves, for programs of staff: read how it stands, and make what on its page is one button."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from weerbaar.confidential.cases import actions, queries, rules
from weerbaar.confidential.cases.api import problems
from weerbaar.confidential.cases.api.answers import answers, asked_act, shown
from weerbaar.confidential.cases.api.problems import Refused
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission

PAGES = {
    "case.claimed": "case",
    "case.returned": "hand_over_case",
    "case.closed": "close_case",
    "case.reopened": "case",
    "case.merged": "merge_case",
}
"""On which page a helper makes the moves that are more than a button. The rest of the table is no helper's to make."""


@staff(Permission.OPEN_CASE)
@answers("GET", "HEAD")
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Will tell how a case stands and which moves there are; no compartment is opened, so it is no look."""
    found = queries.case_for(request.keyring, number)
    if found:
        return shown(_standing(request, found))
    survivor = queries.case_gone_into(request.keyring, number)
    if survivor is None:
        raise Http404
    return redirect("api_case", survivor.number)


@staff(Permission.WRITE_IN_CASE)
@answers("POST")
def make_move(request: StaffRequest, number: str) -> HttpResponse:
    """Will make one of `rules.STEPS` and tell how the case stands after it."""
    found, act = _case_of(request, number), asked_act(request)
    if act not in rules.STEPS:
        raise Refused(problems.ON_A_PAGE, _where(act, number))
    try:
        actions.move(case=found, by=request.user, keyring=request.keyring, act=act, at=timezone.now())
    except actions.NotYours:
        raise Refused(problems.NOT_YOURS) from None
    except rules.IllegalMove:
        raise Refused(problems.ILLEGAL_MOVE) from None
    except rules.DangerFirst:
        raise Refused(problems.DANGER_FIRST) from None
    return shown(_standing(request, _case_of(request, number)))


def _case_of(request: StaffRequest, number: str) -> Case:
    found = queries.case_for(request.keyring, number)
    if found is None:
        raise Http404
    return found


def _standing(request: StaffRequest, found: Case) -> dict[str, Any]:
    """Only what is plain in the row. Of what someone else has taken up, nothing is the viewer's to move."""
    is_open_to = found.claimed_by_id is None or rules.is_claimed_by(request.user, found)
    moves = rules.moves_for(request.user, found) if is_open_to else []
    return {
        "number": found.number,
        "state": found.state,
        "opened_at": _moment(found.opened_at),
        "waiting_since": _moment(found.waiting_since),
        "closed_at": _moment(found.closed_at),
        "moves": [_told(move, found.number) for move in moves],
    }


def _told(move: rules.Move, number: str) -> dict[str, str | None]:
    return {"act": move.act, "label": str(move.label), "target": move.target, "page": _page(move.act, number)}


def _page(act: str, number: str) -> str | None:
    return reverse(PAGES[act], args=[number]) if act in PAGES else None


def _where(act: str, number: str) -> str:
    page = _page(act, number)
    if page is None:
        return "Geen helper doet deze zet: wissen doet de cliënt zelf, of het gebeurt als de termijn voorbij is."
    return f"Deze zet vraagt woorden, sleutels of een tweede stap. Doe haar op de pagina: {page}"


def _moment(at: datetime | None) -> str | None:
    """RFC 3339 in UTC; a program shows it in the time of its reader."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else None
