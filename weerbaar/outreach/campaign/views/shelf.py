"""What the pages of the Tour share: which round and organisation a page is about, and who asks."""

from datetime import datetime
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.forms.lists import FilterForm
from weerbaar.outreach.campaign.models import Participation, Round
from weerbaar.outreach.campaign.queries import rounds
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind


class Hand(TypedDict):
    """Who does something, and when: what every action asks."""

    by: Account
    at: datetime


def hand_of(request: StaffRequest) -> Hand:
    """Will return who acts and when, for an action."""
    return {"by": request.user, "at": timezone.now()}


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


def filter_of(request: HttpRequest, asked: Any = None) -> FilterForm:
    """Will return the filters of the list as they were asked, with the provinces and colleagues to choose from."""
    on = timezone.localdate()
    provinces = [(body.pk, body.name) for body in authorities.authorities_on(on, Kind.PROVINCE)]
    owners = accounts.working_accounts_with(Permission.CHANGE_TOUR)
    return FilterForm(request.GET if asked is None else asked, provinces=provinces, owners=owners)


def back_to(participation: Participation, said: str, place: str = "") -> HttpResponseRedirect:
    """Will go back to the page of an organisation, which says what was done, at the part where that shows."""
    address = reverse("organisation", args=[participation.organisation_id])
    return redirect(f"{address}?{urlencode({'ronde': participation.round_id, 'melding': said})}{place}")


def form_page(
    request: StaffRequest, participation: Participation, form: Any, *, title: str, **more: Any
) -> HttpResponse:
    """Will show a form of an organisation on a page of its own, with what must be changed when something was wrong."""
    context = {"participation": participation, "form": form, "title": title} | more
    return render(request, "campaign/form.html", context, status=status_of(form))


def status_of(form: Any) -> int:
    """Will return the status of a page with a form: 400 when something in it was wrong."""
    return 400 if form.is_bound and form.errors else 200
