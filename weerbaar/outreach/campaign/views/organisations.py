"""The list of organisations, and the page of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.forms import FilterForm
from weerbaar.outreach.campaign.models import Participation, Round
from weerbaar.outreach.campaign.queries import contacts, organisations, rounds
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind


def round_of(request: HttpRequest) -> Round:
    """Will return the round that a page is about: the one in the address, or the current one."""
    found = rounds.round_named(request.GET.get("ronde", ""), on=timezone.localdate())
    if found is None:
        raise Http404
    return found


def participation_of(request: HttpRequest, code: str) -> Participation:
    """Will return the place of an organisation in the round that a page is about."""
    found = rounds.participation_of(code, round=round_of(request))
    if found is None:
        raise Http404
    return found


@staff(Permission.SEE_TOUR)
@require_safe
def tour(request: StaffRequest) -> HttpResponse:
    """Will show the organisations of a round, fifty at a time."""
    found = rounds.round_named(request.GET.get("ronde", ""), on=timezone.localdate())
    provinces = [(body.pk, body.name) for body in authorities.authorities_on(timezone.localdate(), Kind.PROVINCE)]
    form = FilterForm(request.GET, provinces=provinces)
    page = organisations.page_of(found, form.wanted, request.GET.get("pagina")) if found else None
    context = {"form": form, "rows": page, "round": found, "rounds": rounds.rounds()}
    return render(request, "campaign/tour.html", context, status=400 if form.errors else 200)


@staff(Permission.SEE_TOUR)
@require_safe
def organisation(request: StaffRequest, code: str) -> HttpResponse:
    """Will show how far an organisation is, whom we know there and what happened."""
    found = participation_of(request, code)
    context = {
        "participation": found,
        "body": found.organisation.authority,
        "stages": organisations.stages_of(found),
        "contacts": contacts.contacts_on(timezone.localdate(), [code]),
        "story": organisations.story_of(found),
    }
    return render(request, "campaign/organisation.html", context)
