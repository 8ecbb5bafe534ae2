"""What the team does with an appointment: each a form on its page, posted here."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.appointments.actions import booking, people, questions
from weerbaar.outreach.appointments.forms.personal import ColleaguesForm
from weerbaar.outreach.appointments.forms.staff import HeldForm, PlanForm, ReasonForm, StaffWhereForm
from weerbaar.outreach.appointments.models import Appointment
from weerbaar.outreach.appointments.queries import appointments, offers
from weerbaar.outreach.appointments.views.staff import TALK, found_by, show, talkers
from weerbaar.outreach.campaign.actions.stages import NoMoment

_NOT_THEN = gettext_lazy("Dan kan deze begeleider niet: bezet, onderweg of niet aan het werk.")


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def staff_move(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """Will move an appointment, to another time or another person."""
    found, form = found_by(appointment_id), PlanForm(request.POST, people=talkers())

    def act() -> None:
        whose = UUID(form.cleaned_data["facilitator"])
        slot = offers.slot_at(whose, form.moment, found.participation, TALK, beyond=found)
        if slot is None:
            raise booking.SlotTaken
        booking.move(appointment=found, slot=slot, at=timezone.now(), by=request.user)

    return _act(request, found, "move_form", form, act)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def staff_place(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """Will change how or where people meet."""
    found, form = found_by(appointment_id), StaffWhereForm(request.POST)

    def act() -> None:
        booking.change_place(appointment=found, where=form.where, at=timezone.now(), by=request.user)

    return _act(request, found, "where_form", form, act)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def staff_cancel(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """Will cancel for everybody."""
    found, form = found_by(appointment_id), ReasonForm(request.POST)

    def act() -> None:
        booking.cancel(appointment=found, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.user)

    return _act(request, found, "cancel_form", form, act)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def staff_held(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """Will note when it really was, and who says so."""
    found, form = found_by(appointment_id), HeldForm(request.POST)

    def act() -> None:
        source = form.cleaned_data["source"]
        booking.mark_held(appointment=found, held_at=form.moment, source=source, at=timezone.now(), by=request.user)

    return _act(request, found, "held_form", form, act)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def staff_not_held(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """Will put right that it was said to be held."""
    found, form = found_by(appointment_id), StrictForm(request.POST)

    def act() -> None:
        booking.take_held_back(appointment=found, at=timezone.now(), by=request.user)

    return _act(request, found, "not_held_form", form, act)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def staff_invite(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """Will invite more people."""
    found, form = found_by(appointment_id), ColleaguesForm(request.POST)

    def act() -> None:
        guests = form.cleaned_data["colleagues"]
        people.invite(appointment=found, guests=guests, at=timezone.now(), by=request.user)

    return _act(request, found, "invite_form", form, act)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def uninvite(request: StaffRequest, appointment_id: UUID, participant_id: UUID) -> HttpResponse:
    """Will tell somebody that they need not come."""
    found, form = found_by(appointment_id), StrictForm(request.POST)
    participant = next((one for one in found.participants.all() if one.pk == participant_id), None)
    if participant is None:
        raise Http404
    return _act(
        request,
        found,
        "people_form",
        form,
        lambda: people.let_go(participant=participant, at=timezone.now(), by=request.user),
    )


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def answer_question(request: StaffRequest, question_id: UUID, answer: str) -> HttpResponse:
    """Will do what is asked ("ja"), or note that it is dealt with ("klaar")."""
    question = appointments.question_by(question_id)
    if question is None or answer not in {"ja", "klaar"}:
        raise Http404
    found = found_by(question.appointment_id) if question.appointment_id else None
    act = questions.accept if answer == "ja" else questions.settle
    if found is None:
        act(question=question, at=timezone.now(), by=request.user)
        return redirect("appointments")
    form = StrictForm(request.POST)
    return _act(
        request, found, "question_form", form, lambda: act(question=question, at=timezone.now(), by=request.user)
    )


def _act(
    request: StaffRequest, found: Appointment, name: str, form: StrictForm, act: Callable[[], None]
) -> HttpResponse:
    """Does one thing and leads back to the page; what cannot be done is said on it, beside the form."""
    if form.is_valid():
        try:
            act()
        except booking.SlotTaken:
            form.add_error(None, _NOT_THEN)
        except booking.NotOpen:
            form.add_error(None, _("Deze afspraak is al afgezegd of gehouden."))
        except booking.AlreadyBooked:
            form.add_error(None, _("Er is intussen een andere afspraak. Die gaat voor."))
        except NoMoment:
            form.add_error(None, _("Die dag moet nog komen."))
        except people.TooMany:
            form.add_error(None, _("Meer dan dertig mensen kan niet."))
        except people.LastOne:
            form.add_error(None, _("Er moet iemand komen. Zeg anders de afspraak af."))
        else:
            return redirect("appointment", found.pk)
    return show(request, found_by(found.pk), **{name: form})
