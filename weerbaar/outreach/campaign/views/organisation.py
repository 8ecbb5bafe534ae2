"""The page of one organisation, and what is set on it: who arranges it, whose it is, and its links."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign import panels
from weerbaar.outreach.campaign.actions import links as link_acts
from weerbaar.outreach.campaign.actions import participations as acts
from weerbaar.outreach.campaign.forms.story import ArrangerForm, DocumentsForm, MomentForm, OwnerForm, PromiseForm
from weerbaar.outreach.campaign.queries import contacts, documents, holders, links, organisations, promises
from weerbaar.outreach.campaign.queries.standings import standing_of
from weerbaar.outreach.campaign.views.shelf import back_to, form_page, hand_of, participation_of


@staff(Permission.SEE_TOUR)
@require_safe
def organisation(request: StaffRequest, code: str) -> HttpResponse:
    """Will show all there is to know of an organisation in a round, and the next act first."""
    on = timezone.localdate()
    found = participation_of(request, code)
    if found.merged_into is not None:
        address = reverse("organisation", args=[found.merged_into.organisation_id])
        return redirect(f"{address}?ronde={found.round_id}")
    people = list(contacts.contacts_on(on, [code]))
    context = {
        "participation": found, "body": found.organisation.authority, "on": on,
        "standing": standing_of(found, on=on), "stages": organisations.stages_of(found),
        "last_steps": organisations.last_steps(found), "contacts": people, "former": contacts.former(code, on=on),
        "changes": holders.unchecked(code), "story": organisations.story_of(found), "promises": promises.promises_of(found),
        "documents": documents.documents_of(found), "links": links.links_of(found),
        "history": organisations.rounds_of([code, *contacts.predecessors(code)]),
        "panels": panels.panels_of(found, viewer=request.user, on=on),
        "moment_form": MomentForm(people=people), "promise_form": PromiseForm(auto_id="toezegging_%s"),
        "documents_form": DocumentsForm(),
    }  # fmt: skip
    return render(request, "campaign/organisation.html", context)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def arranger(request: StaffRequest, code: str) -> HttpResponse:
    """Will ask who really arranges things there."""
    found = participation_of(request, code)
    people = contacts.contacts_on(timezone.localdate(), [code])
    form = ArrangerForm(request.POST or None, people=people, initial={"wie": found.arranger_id})
    if form.is_bound and form.is_valid():
        acts.set_arranger(participation=found, contact=form.contact, **hand_of(request))
        return back_to(found, "regelt", "#contacten")
    return form_page(request, found, form, title=_("Wie regelt het?"))


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: StaffRequest, code: str) -> HttpResponse:
    """Will ask which colleague an organisation is of."""
    found = participation_of(request, code)
    people = accounts.working_accounts_with(Permission.CHANGE_TOUR)
    form = OwnerForm(request.POST or None, owners=people, initial={"wie": found.owner_id})
    if form.is_bound and form.is_valid():
        acts.give_to(participation=found, owner=form.owner, **hand_of(request))
        return back_to(found, "van")
    return form_page(request, found, form, title=_("Van wie is deze organisatie?"))


@staff(Permission.CHANGE_TOUR)
@require_POST
def revoke_link(request: StaffRequest, code: str, link_id: UUID) -> HttpResponse:
    """Will end a link that was given out."""
    found = participation_of(request, code)
    link = links.link_of(found, link_id)
    if link is None:
        raise Http404
    link_acts.revoke(link=link, **hand_of(request))
    return back_to(found, "link", "#links")
