"""The people around a client, and how each is reached safely."""

from dataclasses import asdict
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.actions import people
from weerbaar.confidential.cases.forms import PersonForm, SafeContactForm
from weerbaar.confidential.cases.views.shelf import back_to_case, case_of, hand_of, or_not_there
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask who someone is and how to reach them safely."""
    found = case_of(request, number)
    form = PersonForm(request.POST or None, initial=drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid():
        people.add_person(case=found, told=form.told(), **hand_of(request))
        return back_to_case(number, "persoon", "#mensen")
    return render(request, "cases/person.html", {"case": found, "form": form}, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: str, person_id: UUID) -> HttpResponse:
    """Will show what is known of someone, and put it down anew."""
    found = case_of(request, number)
    known = queries.acquaintance(request.keyring, found, person_id)
    if known is None:
        raise Http404
    first = {"name": known.name, "relation": known.relation, "reach": known.reach} | asdict(known.profile)
    form = PersonForm(request.POST or None, initial=first | drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid():
        with or_not_there():
            people.change_person(case=found, person_id=person_id, told=form.told(), **hand_of(request))
        return back_to_case(number, "persoon", "#mensen")
    facts = {"case": found, "form": form, "known": known}
    return render(request, "cases/person.html", facts, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def remove(request: StaffRequest, number: str, person_id: UUID) -> HttpResponse:
    """Will forget someone for good."""
    found = case_of(request, number)
    with or_not_there():
        people.remove_person(case=found, person_id=person_id, **hand_of(request))
    return back_to_case(number, "weg", "#mensen")


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def safe_contact(request: StaffRequest, number: str) -> HttpResponse:
    """Will show how the client is reached safely, and put it down anew."""
    found = case_of(request, number)
    request.keyring.open([found.identity_id] if found.identity_id else [], purpose="people")
    with or_not_there():
        reach = queries.person_of(request.keyring, found).reach
        first = {"reach": reach} | asdict(queries.people_around(request.keyring, found).contact)
    form = SafeContactForm(request.POST or None, initial=first | drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid():
        where = form.cleaned_data["reach"]
        people.agree_on_contact(case=found, reach=where, profile=form.profile(), **hand_of(request))
        return back_to_case(number, "persoon", "#mensen")
    facts = {"case": found, "form": form}
    return render(request, "cases/safe_contact.html", facts, status=400 if form.errors else 200)
