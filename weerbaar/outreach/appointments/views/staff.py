"""Appointments as the team sees them: the list, one of them, and making one for an organisation."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.appointments.actions import booking
from weerbaar.outreach.appointments.forms.personal import CodeForm
from weerbaar.outreach.appointments.forms.staff import (
    FindForm,
    HeldForm,
    PhoneForm,
    PlanForm,
    ReasonForm,
    StaffWhereForm,
)
from weerbaar.outreach.appointments.models import Appointment
from weerbaar.outreach.appointments.queries import appointments, mails, offers
from weerbaar.outreach.appointments.rules import AMSTERDAM, Slot
from weerbaar.outreach.campaign.models import Participation, PersonalLink, StageKind
from weerbaar.outreach.campaign.queries import rounds
from weerbaar.outreach.campaign.queries.links import link_by
from weerbaar.team.network.models import Facilitator, Skill
from weerbaar.team.network.queries.facilitators import skilled

TALK = StageKind.INTAKE_TALK


@staff(Permission.SEE_TOUR)
@require_safe
def appointment_list(request: StaffRequest) -> HttpResponse:
    """Will show what asks for somebody first, and then the appointments: late, to come, done."""
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    now = timezone.now()
    rows = appointments.page_of(
        at=now, state=asked.get("stand", ""), text=asked.get("zoek", ""), number=request.GET.get("pagina")
    )
    context = {
        "form": form, "rows": rows, "now": now, "questions": appointments.open_questions()[:50],
        "code_form": CodeForm(), "may_change": request.user.may(Permission.CHANGE_TOUR),
    }  # fmt: skip
    return render(request, "appointments/list.html", context, status=400 if form.errors else 200)


@staff(Permission.CHANGE_TOUR)
@require_POST
def read_code(request: StaffRequest) -> HttpResponse:
    """Will lead from the code that somebody reads out by phone to the page on which it is done for them."""
    form = CodeForm(request.POST)
    if form.is_valid():
        purpose = PersonalLink.Purpose.APPOINTMENT
        found = link_by(form.cleaned_data["code"], purpose=purpose, on=timezone.localdate())
        if found is not None:
            return _to_plan(found.participation)
        form.add_error("code", _("Deze code kennen wij niet, of zij is verlopen."))
    return render(request, "appointments/read_code.html", {"code_form": form}, status=400)


@staff(Permission.SEE_TOUR)
@require_safe
def appointment(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """Will show one appointment: when, where, who comes, what was mailed, and what is asked."""
    return show(request, found_by(appointment_id))


def show(request: HttpRequest, found: Appointment, **forms: object) -> HttpResponse:
    """Will draw the page of one appointment, with a form that was filled in wrongly where there is one."""
    local = found.starts_at.astimezone(AMSTERDAM)
    when = {"day": local.date(), "clock": local.time(), "facilitator": str(found.facilitator_id)}
    here = {"form": found.form, "place": found.place, "video_link": found.video_link}
    context = {
        "one": found, "body": found.participation.organisation.authority, "where": mails.where_of(found),
        "people": appointments.invited(found), "newcomers": appointments.pending(found),
        "notices": appointments.notices_of(found)[:100], "now": timezone.now(),
        "questions": appointments.open_questions(found.participation), "besides": appointments.beside(found),
        "move_form": PlanForm(initial=when, people=talkers()), "where_form": StaffWhereForm(initial=here),
        "cancel_form": ReasonForm(), "held_form": HeldForm(initial=when), "chain": _chain(found), **forms,
    }  # fmt: skip
    wrong = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "appointments/appointment.html", context, status=400 if wrong else 200)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def plan_appointment(request: StaffRequest, code: str) -> HttpResponse:
    """Will make an appointment for an organisation that calls, at any time at which nothing is in the way."""
    participation = participation_of(request, code)
    there = appointments.open_appointment(participation, TALK)
    if there is not None:
        return redirect("appointment", there.pk)
    form = PhoneForm(request.POST or None, people=talkers())
    if form.is_valid():
        try:
            made = _planned(request, participation, form)
            return redirect("appointment", made.pk)
        except booking.SlotTaken:
            form.add_error("clock", _("Dan kan deze begeleider niet: bezet, onderweg of niet aan het werk."))
        except booking.AlreadyBooked:
            form.add_error(None, _("Er is net een afspraak gemaakt met deze organisatie."))
        except booking.AlreadyHeld:
            form.add_error(None, _("Dit gesprek is al gehouden in deze ronde."))
    context = _plan_context(participation, form)
    return render(request, "appointments/plan.html", context, status=400 if form.errors else 200)


@staff(Permission.CHANGE_TOUR)
@require_POST
def propose_times(request: StaffRequest, code: str) -> HttpResponse:
    """Will put the ticked times first on the personal page of an organisation."""
    participation = participation_of(request, code)
    today = timezone.localdate()
    named = [offers.slot_named(key, participation, TALK, on=today) for key in request.POST.getlist("moment")[:10]]
    slots = [slot for slot in named if slot is not None]
    booking.propose(participation=participation, stage=TALK, slots=slots, at=timezone.now(), by=request.user)
    return _to_plan(participation)


def _to_plan(participation: Participation) -> HttpResponse:
    """Leads to the page of that organisation in that round, which need not be the current one."""
    answer = redirect("plan_appointment", participation.organisation_id)
    answer["Location"] += f"?ronde={participation.round_id}"
    return answer


def found_by(key: UUID) -> Appointment:
    """Will return the appointment; 404 when there is none."""
    found = appointments.appointment_by(key)
    if found is None:
        raise Http404
    return found


def talkers() -> list[Facilitator]:
    """Will return who leads talks now."""
    return skilled(Skill.TALK, on=timezone.localdate())


def participation_of(request: HttpRequest, code: str) -> Participation:
    """Will return the place of an organisation in the round of the address, or the current one; 404 when it has none."""
    found = rounds.round_named(request.GET.get("ronde", ""), on=timezone.localdate())
    participation = rounds.participation_of(code, round=found) if found else None
    if participation is None:
        raise Http404
    return participation


def _planned(request: StaffRequest, participation: Participation, form: PhoneForm) -> Appointment:
    told = form.cleaned_data
    slot = offers.slot_at(UUID(told["facilitator"]), form.moment, participation, TALK)
    if slot is None:
        raise booking.SlotTaken
    guests = [booking.Guest(email=told["email"], name=told["name"]), *told["colleagues"]]
    return booking.book(
        participation=participation,
        stage=TALK,
        slot=slot,
        where=form.where,
        guests=guests,
        at=timezone.now(),
        by=request.user,
    )


def _plan_context(participation: Participation, form: PhoneForm) -> dict[str, object]:
    names = {one.pk: one.name for one in talkers()}
    today = timezone.localdate()
    slots: list[Slot] = offers.offers(participation, TALK, on=today)
    proposed = {offers.key_of(one) for one in offers.proposals(participation, TALK)}
    return {
        "form": form, "participation": participation, "body": participation.organisation.authority,
        "slots": [(slot, names.get(slot.facilitator_id, ""), slot.key in proposed) for slot in slots],
        "questions": appointments.open_questions(participation),
    }  # fmt: skip


def _chain(found: Appointment) -> list[appointments.Link]:
    return appointments.chain_of(found.link) if found.link else []
