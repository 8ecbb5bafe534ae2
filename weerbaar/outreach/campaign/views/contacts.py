"""Whom we know at an organisation: adding, changing, ending, moving; what we have about somebody, and forgetting it."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.press import MEDIA_TYPE, pressed
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.outreach.campaign import names
from weerbaar.outreach.campaign.actions import contacts as acts
from weerbaar.outreach.campaign.actions import holders as holder_acts
from weerbaar.outreach.campaign.forms.contacts import ConfirmForm, ContactForm, EndForm, ForgetForm, MoveForm, told_of
from weerbaar.outreach.campaign.models import Contact, Office
from weerbaar.outreach.campaign.papers import own_records_paper
from weerbaar.outreach.campaign.queries import contacts, holders, organisations, own_records
from weerbaar.outreach.campaign.views.shelf import back_to, form_page, hand_of, participation_of, status_of


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def add(request: StaffRequest, code: str) -> HttpResponse:
    """Will ask who somebody at an organisation is."""
    found = participation_of(request, code)
    form = ContactForm(request.POST or None, initial={"functie": request.GET.get("functie", Office.CLERK)})
    told = form.facts.tidied() if form.is_bound and form.is_valid() else None
    if told and contacts.stands_there(
        code, office=told.office, surname=told.surname, initials=told.initials, email=told.email
    ):
        form.add_error("achternaam", _("Deze persoon staat hier al, in dezelfde functie."))
    elif told:
        acts.add_contact(organisation_code=code, facts=form.facts, source=_("met de hand"), **hand_of(request))
        return back_to(found, "contact", "#contacten")
    return render(request, "campaign/contact_form.html", {"participation": found, "form": form}, status=status_of(form))


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, code: str, contact_id: UUID) -> HttpResponse:
    """Will show what we know of somebody, and put it down anew."""
    found = participation_of(request, code)
    contact = _contact_of(code, contact_id)
    form = ContactForm(request.POST or None, initial=told_of(contact))
    if form.is_bound and form.is_valid():
        acts.change_contact(contact=contact, facts=form.facts, **hand_of(request))
        return back_to(found, "contact", "#contacten")
    facts = {"participation": found, "form": form, "contact": contact}
    return render(request, "campaign/contact_form.html", facts, status=status_of(form))


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def end(request: StaffRequest, code: str, contact_id: UUID) -> HttpResponse:
    """Will ask from which day somebody is gone."""
    found = participation_of(request, code)
    contact = _contact_of(code, contact_id)
    form = EndForm(request.POST or None, initial={"dag": timezone.localdate()})
    if form.is_bound and form.is_valid():
        try:
            acts.end_contact(contact=contact, on=form.cleaned_data["dag"], **hand_of(request))
        except acts.EndsBeforeBegin:
            form.add_error("dag", _("Deze dag ligt voor de dag waarop iemand begon."))
        else:
            return back_to(found, "weg", "#contacten")
    return form_page(request, found, form, title=_("%(name)s is weg") % {"name": names.full_name(contact)})


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def move(request: StaffRequest, code: str, contact_id: UUID) -> HttpResponse:
    """Will ask where somebody goes on, and as what."""
    found = participation_of(request, code)
    contact = _contact_of(code, contact_id)
    places = organisations.names_in(found.round)
    form = MoveForm(request.POST or None, organisations=places, initial={"functie": contact.office})
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            acts.move_contact(
                contact=contact, organisation_code=told["naar"], office=Office(told["functie"]), on=told["dag"], **hand_of(request)
            )  # fmt: skip
        except acts.EndsBeforeBegin:
            form.add_error("dag", _("Deze dag ligt voor de dag waarop iemand begon."))
        else:
            return back_to(found, "verhuisd", "#contacten")
    return form_page(request, found, form, title=_("%(name)s gaat elders verder") % {"name": names.full_name(contact)})


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_holder(request: StaffRequest, code: str, change_id: UUID) -> HttpResponse:
    """Will show who succeeds whom, and ask whether that is so."""
    found, waits = participation_of(request, code), holders.change_of(code, change_id)
    if waits is None:
        return back_to(found, "al-nagekeken", "#contacten")
    form = ConfirmForm(request.POST or None, initial={"wat": "opvolger"})
    if form.is_bound and form.is_valid():
        if form.cleaned_data["wat"] == "beiden":
            holder_acts.keep_both(change=waits, **hand_of(request))
        else:
            holder_acts.confirm_change(change=waits, revoke_links=form.cleaned_data["links"], **hand_of(request))
        return back_to(found, "nagekeken", "#contacten")
    facts = {
        "participation": found,
        "form": form,
        "change": waits,
        "links": holders.links_in_hands_of_former(waits).count(),
    }
    return render(request, "campaign/holder.html", facts, status=status_of(form))


@staff(Permission.SEE_TOUR)
@require_safe
def known(request: StaffRequest, code: str, contact_id: UUID) -> HttpResponse:
    """Will show all that we have about somebody who asks."""
    contact = _contact_of(code, contact_id)
    context = {
        "participation": participation_of(request, code),
        "contact": contact,
        "told": own_records.known_about(contact),
    }
    return render(request, "campaign/known.html", context)


@staff(Permission.SEE_TOUR, step_up=True, hands_out=True)
@require_safe
def export(request: StaffRequest, code: str, contact_id: UUID) -> HttpResponseBase:
    """Will hand out all that we have about somebody, to take along to another program."""
    participation_of(request, code)
    contact = _contact_of(code, contact_id)
    told = [
        {"wat": one.what, "tekst": one.says, "op": one.at.isoformat() if one.at else None}
        for one in own_records.known_about(contact)
    ]
    text = json.dumps({"over": names.full_name(contact), "gegevens": told}, ensure_ascii=False, indent=2)
    return attachment(f"gegevens-{slugify(names.full_name(contact))}.json", [text.encode()])


@staff(Permission.SEE_TOUR, step_up=True, hands_out=True)
@require_safe
def export_paper(request: StaffRequest, code: str, contact_id: UUID) -> HttpResponse:
    """Will hand out the same as a paper that people can read, in Dutch whoever hands it out."""
    participation_of(request, code)
    contact = _contact_of(code, contact_id)
    with override("nl"):
        name = names.full_name(contact)
        told, kept = own_records.known_about(contact), own_records.kept_anyway(contact)
        pdf = pressed(own_records_paper(name, told, kept, on=timezone.localdate()))
    response = HttpResponse(pdf, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"gegevens-{slugify(name)}.pdf"
    )
    return response


@staff(Permission.CHANGE_TOUR, step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def forget(request: StaffRequest, code: str, contact_id: UUID) -> HttpResponse:
    """Will remove somebody who asks for it, after showing what was written down about them."""
    found, contact = participation_of(request, code), _contact_of(code, contact_id)
    form = ForgetForm(request.POST) if request.method == "POST" else ForgetForm()
    if form.is_bound and form.is_valid():
        acts.forget_contact(contact=contact, drop_story=form.cleaned_data["verhaal"], **hand_of(request))
        return back_to(found, "gewist", "#contacten")
    facts = {
        "participation": found,
        "contact": contact,
        "form": form,
        "moments": own_records.moments_about(contact),
        "kept": own_records.kept_anyway(contact),
    }
    return render(request, "campaign/forget.html", facts, status=status_of(form))


def _contact_of(code: str, contact_id: UUID) -> Contact:
    found = contacts.contact_by_id(contact_id)
    if found is None or found.organisation_id != code or found.merged_into_id is not None:
        raise Http404
    return found
