"""What it costs, the quotation, and the page on which an organisation answers it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.actions.used_forms import SentBefore
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import form_of, once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import costs as cost_actions
from weerbaar.outreach.sessions.actions import quotations as actions
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.forms.costs import CostForm, OfferForm, SendForm, offer_fields
from weerbaar.outreach.sessions.models import CostKind, Gathering, Quotation, Vat
from weerbaar.outreach.sessions.queries import quotations as queries
from weerbaar.outreach.sessions.queries.gatherings import (
    Recipient,
    everybody_at,
    participations_of,
    quotation_of,
)
from weerbaar.outreach.sessions.queries.reports import led
from weerbaar.outreach.sessions.views.by_link import paper
from weerbaar.outreach.sessions.views.gatherings import found, page, sent_from


@staff(Permission.SEE_TOUR)
@require_safe
def gathering_costs(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show what it costs, and the quotation with its versions."""
    return show_costs(request, found(gathering_id))


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_costs")
@once
def add_cost(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will add a line of costs."""
    one, form = found(gathering_id), CostForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        facts = told | {"kind": CostKind(told["kind"]), "vat": Vat(told["vat"])}
        try:
            cost_actions.add_cost(gathering=one, at=timezone.now(), by=request.user, **facts)
        except cost_actions.TooManyLines:
            form.add_error(None, _("Veertig regels is genoeg voor een offerte. Voeg er een paar samen."))
        except NotNow:
            form.add_error(None, phrases.OVER)
    return show_costs(request, one, cost_form=form) if form.errors else redirect("gathering_costs", one.pk)


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_costs")
def remove_cost(request: StaffRequest, gathering_id: UUID, line_id: UUID) -> HttpResponse:
    """Will take a line away."""
    one = found(gathering_id)
    try:
        cost_actions.remove_cost(gathering=one, line_id=line_id, at=timezone.now(), by=request.user)
    except NotNow:
        return show_costs(request, one, problem=phrases.OVER)
    return redirect("gathering_costs", one.pk)


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_costs")
@once
def make_quotation(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will freeze what it costs into a quotation."""
    one, form = found(gathering_id), OfferForm(request.POST)
    if form.is_valid():
        try:
            actions.make_quotation(gathering=one, at=timezone.now(), by=request.user, **form.cleaned_data)
        except actions.NothingToOffer:
            form.add_error(None, _("Zet eerst een regel met kosten neer."))
        except actions.NothingChanged:
            form.add_error(None, _("De aangenomen offerte zegt dit al. Verander eerst iets."))
        except NotNow:
            form.add_error(None, phrases.OVER)
    return show_costs(request, one, offer_form=form) if form.errors else redirect("gathering_costs", one.pk)


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_costs")
def send_quotation(request: StaffRequest, gathering_id: UUID, quotation_id: UUID) -> HttpResponse:
    """Will mail the quotation with its link."""
    one = found(gathering_id)
    quotation, known = queries.quotation_in(one, quotation_id), everybody_at(one, on=timezone.localdate())
    if quotation is None:
        raise Http404
    form = SendForm(request.POST, people=_people(known))
    if form.is_valid():
        recipient = _chosen(form, one, known)
        try:
            actions.send_quotation(
                quotation=quotation, recipient=recipient, at=timezone.now(), by=request.user, form=form_of(request)
            )
        except SentBefore:
            return redirect("gathering_costs", one.pk)
        except (actions.NotOpen, NotNow):
            form.add_error(None, _("Deze offerte staat niet meer open. Maak een nieuwe versie."))
        except actions.NotAsItWas:
            form.add_error(None, _("Deze offerte is beschadigd. Maak een nieuwe versie."))
    return show_costs(request, one, send_form=form) if form.errors else redirect("gathering_costs", one.pk)


@staff(Permission.SEE_TOUR)
@require_safe
def quotation_pdf(_request: StaffRequest, gathering_id: UUID, quotation_id: UUID) -> HttpResponse:
    """Will give a quotation as PDF, as it was frozen."""
    quotation = queries.quotation_in(found(gathering_id), quotation_id)
    if quotation is None:
        raise Http404
    return paper(quotation)


def _chosen(form: SendForm, one: Gathering, known: list[Recipient]) -> Recipient:
    told = form.cleaned_data
    if told["to"] == SendForm.ELSE:
        # Who pays is the organisation that arranges it, whoever reads it there.
        return Recipient(participations_of(one)[0], told["email"], None, Office.OTHER, told["name"])
    return next(each for each in known if each.email == told["to"])


def _sends_to(known: list[Recipient], quotation: Quotation | None) -> dict[str, str]:
    """Whom the form shows: who got it before, or else whoever we write to first."""
    before = quotation.sent_to if quotation else ""
    if before and before not in {each.email for each in known}:
        return {"to": SendForm.ELSE, "email": before}
    return {"to": before or (known[0].email if known else SendForm.ELSE)}


def _people(known: list[Recipient]) -> list[tuple[str, str]]:
    return [(each.email, each.label) for each in known]


def show_costs(request: StaffRequest, one: Gathering, *, problem: Any = "", **wrong: Any) -> HttpResponse:
    """Will draw the page of costs, with what went wrong on it."""
    quotation, today = quotation_of(one), timezone.localdate()
    known = everybody_at(one, on=today)
    context = {
        "lines": [(line, line.quantity * line.unit_cents) for line in queries.lines_of(one)],
        "total": queries.total_of(one), "quotation": quotation, "versions": queries.versions_of(one),
        "differs": quotation is not None and actions.differs(one, quotation), "problem": problem,
        "expired": quotation is not None and queries.is_expired(quotation, today),
        "led": led(one), "cost_form": CostForm(), "offer_form": OfferForm(initial=offer_fields()),
        "send_form": SendForm(people=_people(known), initial=_sends_to(known, quotation)),
        "may_change": request.user.may(Permission.CHANGE_TOUR), **wrong,
    }  # fmt: skip
    return page(request, one, "costs", status=400 if wrong or problem else 200, **context)
