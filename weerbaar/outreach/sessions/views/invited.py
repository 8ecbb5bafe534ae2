"""What came back: who comes, who was not invited, other times, and mail that did not arrive."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.sessions.actions import invitees as actions
from weerbaar.outreach.sessions.actions import returned
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Gathering
from weerbaar.outreach.sessions.queries import invited as queries
from weerbaar.outreach.sessions.queries.returned import new_address_of, returned_mail_of, returned_of
from weerbaar.outreach.sessions.views.gatherings import found, page, sent_from


@staff(Permission.SEE_TOUR)
@require_safe
def gathering_answers(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show who has it in their calendar and what they said."""
    return _answers(request, found(gathering_id))


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_answers")
@once
def change_answers(request: StaffRequest, gathering_id: UUID, row_id: UUID, what: str) -> HttpResponse:
    """Will do one thing with an answer: invite, let go, take another time over, leave it as it is, or look at mail that came back."""
    one = found(gathering_id)
    if what not in _CHANGES or not StrictForm(request.POST).is_valid():
        raise Http404
    try:
        _CHANGES[what](request, one, row_id)
    except NotNow:
        return _answers(request, one, problem=_("Dat kan nu niet. Er is niets veranderd."))
    return redirect("gathering_answers", one.pk)


def _invite(request: StaffRequest, one: Gathering, row_id: UUID) -> None:
    if (invitee := queries.invitee_of(one, row_id)) is None:
        raise Http404
    actions.invite(invitee=invitee, at=timezone.now(), by=request.user)


def _let_go(request: StaffRequest, one: Gathering, row_id: UUID) -> None:
    if (invitee := queries.invitee_of(one, row_id)) is None:
        raise Http404
    actions.let_go(invitee=invitee, at=timezone.now(), by=request.user)


def _take_over(request: StaffRequest, one: Gathering, row_id: UUID) -> None:
    if (proposal := queries.proposal_of(one, row_id)) is None:
        raise Http404
    actions.take_over(proposal=proposal, at=timezone.now(), by=request.user)


def _refuse(request: StaffRequest, one: Gathering, row_id: UUID) -> None:
    if (proposal := queries.proposal_of(one, row_id)) is None:
        raise Http404
    actions.refuse(proposal=proposal, at=timezone.now(), by=request.user)


def _look_at(request: StaffRequest, one: Gathering, row_id: UUID) -> None:
    if (mail := returned_mail_of(one, row_id)) is None:
        raise Http404
    returned.settle(returned=mail, at=timezone.now(), by=request.user)


def _send_anew(request: StaffRequest, one: Gathering, row_id: UUID) -> None:
    if (mail := returned_mail_of(one, row_id)) is None:
        raise Http404
    returned.send_anew(returned=mail, at=timezone.now(), by=request.user)


_CHANGES: dict[str, Callable[[StaffRequest, Gathering, UUID], None]] = {
    "uitnodigen": _invite,
    "weg": _let_go,
    "overnemen": _take_over,
    "blijft": _refuse,
    "nagekeken": _look_at,
    "opnieuw": _send_anew,
}


def _answers(request: StaffRequest, one: Gathering, *, problem: str = "") -> HttpResponse:
    context = {
        "invitees": queries.invitees_of(one), "proposals": queries.proposals_of(one), "problem": problem,
        "returned_mails": [(mail, new_address_of(mail)) for mail in returned_of(one)],
        "may_change": request.user.may(Permission.CHANGE_TOUR), "now": timezone.now(),
    }  # fmt: skip
    return page(request, one, "answers", status=400 if problem else 200, **context)
