"""Writing down what happened and what was promised, and keeping files."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.outreach.campaign.actions import documents as document_acts
from weerbaar.outreach.campaign.actions import story as acts
from weerbaar.outreach.campaign.forms.story import DocumentsForm, MomentForm, PromiseForm
from weerbaar.outreach.campaign.models import Document, Moment, Participation, Payer
from weerbaar.outreach.campaign.queries import contacts, documents, promises
from weerbaar.outreach.campaign.views.shelf import back_to, form_page, hand_of, participation_of


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def tell(request: StaffRequest, code: str) -> HttpResponse:
    """Will write down one thing that happened."""
    found = participation_of(request, code)
    form = MomentForm(request.POST or None, people=contacts.contacts_on(timezone.localdate(), [code]))
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        acts.write_down(
            participation=found, kind=Moment.Kind(told["soort"]), text=told["tekst"], contact=form.contact, **hand_of(request)
        )  # fmt: skip
        return back_to(found, "verhaal", "#verhaal")
    return form_page(request, found, form, title=_("Wat gebeurde er?"))


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def promise(request: StaffRequest, code: str) -> HttpResponse:
    """Will write down what one side will do."""
    found = participation_of(request, code)
    form = PromiseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        acts.make_promise(
            participation=found, text=told["tekst"], due_on=told["voor"], side=Payer(told["kant"]),
            owner=request.user if told["kant"] == Payer.TEAM else None, **hand_of(request),
        )  # fmt: skip
        return back_to(found, "toezegging", "#toezeggingen")
    return form_page(request, found, form, title=_("Wat is toegezegd?"))


@staff(Permission.CHANGE_TOUR)
@require_POST
def keep_promise(request: StaffRequest, code: str, promise_id: UUID) -> HttpResponse:
    """Will note that what was promised is done."""
    found = participation_of(request, code)
    made = promises.promise_of(found, promise_id)
    if made is None:
        raise Http404
    acts.keep_promise(promise=made, **hand_of(request))
    return back_to(found, "gedaan", "#toezeggingen")


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def add_documents(request: StaffRequest, code: str) -> HttpResponse:
    """Will keep files with an organisation."""
    found = participation_of(request, code)
    form = DocumentsForm(request.POST, request.FILES) if request.method == "POST" else DocumentsForm()
    if form.is_bound and getattr(request, "upload_refused", None):
        form.add_error("bestanden", _("Een bestand is te groot of kwam niet aan. Er is niets bewaard."))
    if form.is_bound and form.is_valid():
        document_acts.add_documents(participation=found, incoming=form.cleaned_data["bestanden"], **hand_of(request))
        return back_to(found, "stuk", "#stukken")
    return form_page(request, found, form, title=_("Stukken toevoegen"))


@staff(Permission.SEE_TOUR)
@require_safe
def document(request: StaffRequest, code: str, document_id: UUID) -> HttpResponseBase:
    """Will hand out a file to save, never to be shown as what it claims to be."""
    found = _document_of(participation_of(request, code), document_id)
    return attachment(found.name, documents.chunks_of(found))


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def remove_document(request: StaffRequest, code: str, document_id: UUID) -> HttpResponse:
    """Will let a file go."""
    found = participation_of(request, code)
    document_acts.remove_document(document=_document_of(found, document_id), **hand_of(request))
    return back_to(found, "stuk-weg", "#stukken")


def _document_of(participation: Participation, document_id: UUID) -> Document:
    found = documents.document_of(participation, document_id)
    if found is None:
        raise Http404
    return found
