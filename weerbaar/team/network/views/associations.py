from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.public.authorities import queries as authorities
from weerbaar.team.network import actions, queries
from weerbaar.team.network.forms.associations import JoinForm, TieForm
from weerbaar.team.network.models import Member


@staff(Permission.SEE_NETWORK)
@require_safe
def network(request: StaffRequest) -> HttpResponse:
    """Will show the associations, who belongs to them, who waits for the key, and who has the duty."""
    return _network_page(request, JoinForm() if request.user.may(Permission.MANAGE_NETWORK) else None)


@staff(Permission.MANAGE_NETWORK, step_up=True)
@require_POST
def join(request: StaffRequest) -> HttpResponse:
    """Will make an adviser a member of an association."""
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _network_page(request, form, status=400)
    try:
        actions.join(**form.cleaned_data, by=request.user, at=timezone.now())
    except actions.NotOneself:
        form.add_error("account", _("Vraag een andere coördinator om u toe te voegen."))
    except actions.NoCircleYet:
        form.add_error("association", _("Hier is nog niemand. Het eerste lid wordt op de server toegevoegd."))
    if form.errors:
        return _network_page(request, form, status=400)
    return redirect("network")


@staff(Permission.SEE_NETWORK, step_up=True)
@require_POST
@once
def admit(request: StaffRequest, member_id: UUID) -> HttpResponse:
    """Will give a member the key of the circle."""
    try:
        actions.admit(member=_member(request, member_id), by=request.user, keyring=request.keyring, at=timezone.now())
    except actions.NotAMember:
        message = _("Alleen iemand van deze vereniging kan de sleutel geven.")
        return render(request, "network/refused.html", {"message": message}, status=400)
    return redirect("network")


@staff(Permission.MANAGE_NETWORK, step_up=True)
@require_POST
@once
def leave(request: StaffRequest, member_id: UUID) -> HttpResponse:
    """Will end a membership, unless it is the last with a key."""
    try:
        actions.end_membership(member=_member(request, member_id), by=request.user, at=timezone.now())
    except actions.LastKey:
        message = _("Niemand anders heeft de sleutel van deze vereniging. Geef die eerst aan een collega.")
        return render(request, "network/refused.html", {"message": message}, status=400)
    return redirect("network")


@staff(Permission.MANAGE_NETWORK, step_up=True)
@require_POST
def take_duty(request: StaffRequest, code: str) -> HttpResponse:
    """Will give the duty to an association."""
    association = next((found for found in queries.associations_for(request.user) if found.code == code), None)
    if association is None:
        raise Http404
    actions.take_duty(association=association, by=request.user, at=timezone.now())
    return redirect("network")


@staff(Permission.SEE_DUTY_DESK)
@require_http_methods(["GET", "POST"])
def ties(request: StaffRequest) -> HttpResponse:
    """Will show and take the viewer's own ties."""
    form = TieForm(request.POST) if request.method == "POST" else TieForm()
    if form.is_bound and form.is_valid():
        actions.declare_tie(
            account=request.user,
            party=form.cleaned_data["party"],
            authority_code=form.cleaned_data["authority"],
            at=timezone.now(),
        )
        return redirect("ties")
    bodies = authorities.authorities_on(timezone.localdate())
    context = {"form": form, "ties": queries.ties_of(request.user), "bodies": bodies}
    return render(request, "network/ties.html", context, status=400 if form.errors else 200)


@staff(Permission.SEE_DUTY_DESK)
@require_POST
def end_tie(request: StaffRequest, tie_id: UUID) -> HttpResponse:
    """Will forget one of the viewer's own ties."""
    actions.end_tie(account=request.user, tie_id=tie_id, at=timezone.now())
    return redirect("ties")


def _network_page(request: StaffRequest, join_form: JoinForm | None, status: int = 200) -> HttpResponse:
    context = {
        "associations": queries.associations_for(request.user),
        "answering": list(queries.answering()),
        "on_duty": queries.on_duty(),
        "join_form": join_form,
        "may_manage": request.user.may(Permission.MANAGE_NETWORK),
        "own_circles": request.keyring.holder_ids,
    }
    return render(request, "network/network.html", context, status=status)


def _member(request: StaffRequest, member_id: UUID) -> Member:
    member = queries.member_for(request.user, member_id)
    if member is None:
        raise Http404
    return member
