"""Contacts that may be one person: look, merge, take back, or say that they are two."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.actions import doubles as acts
from weerbaar.outreach.campaign.models import Contact
from weerbaar.outreach.campaign.queries import contacts, doubles
from weerbaar.outreach.campaign.views.shelf import hand_of

PER_PAGE = 20


@staff(Permission.SEE_TOUR)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Will show pairs that may be one person, surest first, and the merges that can be taken back."""
    pairs = Paginator(doubles.likely_doubles(), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"pairs": pairs, "merges": doubles.merges_to_undo()[:PER_PAGE]}
    return render(request, "campaign/doubles.html", context)


@staff(Permission.CHANGE_TOUR)
@require_POST
def merge(request: StaffRequest) -> HttpResponse:
    """Will let one row go up in the other."""
    kept, double = _both(request)
    try:
        acts.merge_contacts(kept=kept, double=double, **hand_of(request))
    except acts.NotTwo:
        return redirect("doubles")
    return redirect("doubles")


@staff(Permission.CHANGE_TOUR)
@require_POST
def are_two(request: StaffRequest) -> HttpResponse:
    """Will note that these are two people."""
    one, other = _both(request)
    acts.say_two(one=one, other=other, **hand_of(request))
    return redirect("doubles")


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def undo(request: StaffRequest, merge_id: UUID) -> HttpResponse:
    """Will make two rows of one again."""
    found = doubles.merge_by_id(merge_id)
    if found is None:
        raise Http404
    try:
        acts.undo_merge(merge=found, **hand_of(request))
    except acts.CannotBeUndone:
        return redirect("doubles")
    return redirect("doubles")


def _both(request: StaffRequest) -> tuple[Contact, Contact]:
    try:
        found = [contacts.contact_by_id(UUID(request.POST.get(name, ""))) for name in ("blijft", "dubbel")]
    except ValueError:
        raise Http404 from None
    if found[0] is None or found[1] is None:
        raise Http404
    return found[0], found[1]
