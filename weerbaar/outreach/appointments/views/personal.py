"""The page behind the link in a letter. Looking changes nothing, whoever or whatever opens the link; only sending a form does."""

from datetime import date, datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.actions.slowing import TooSoon, count_attempt, forget_attempts
from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.accounts.once import led_before, once
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.outreach.appointments import phrases
from weerbaar.outreach.appointments.actions import booking
from weerbaar.outreach.appointments.forms.personal import BookForm, CodeForm
from weerbaar.outreach.appointments.models import Appointment
from weerbaar.outreach.appointments.queries import appointments, mails, offers
from weerbaar.outreach.appointments.rules import Slot, last_day_to_change, may_change_oneself
from weerbaar.outreach.campaign.models import PersonalLink, StageKind
from weerbaar.outreach.campaign.queries.contacts import holder_of
from weerbaar.outreach.campaign.queries.links import link_by, opener_of
from weerbaar.outreach.campaign.succession import correspondence_from

TOKEN_SIGNS = 26
TALK = StageKind.INTAKE_TALK


def link_of(token: str) -> PersonalLink | None:
    """Will return the link behind a token; None for every other text, so that nobody can tell one from another."""
    if len(token) < TOKEN_SIGNS:
        return None
    return link_by(token, purpose=PersonalLink.Purpose.APPOINTMENT, on=timezone.localdate())


def no_longer(request: HttpRequest) -> HttpResponse:
    """Will say calmly that this opens nothing, and whom to call: one answer for ended, revoked, guessed and mistaken."""
    return render(request, "appointments/no_longer.html", status=HTTPStatus.NOT_FOUND)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest, typed: str = "") -> HttpResponse:
    """Will take the code of a letter and lead to its page; every wrong one gets the same answer, and costs a little time."""
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"code": typed})
    if not form.is_valid():
        return render(request, "appointments/code.html", {"form": form}, status=400 if form.errors else 200)
    now = timezone.now()
    try:
        attempt = count_attempt(kind="link", whom=request.META.get("REMOTE_ADDR", ""), device="", at=now)
    except TooSoon as wait:
        form.add_error("code", phrases.too_soon(wait.seconds))
        return render(request, "appointments/code.html", {"form": form}, status=HTTPStatus.TOO_MANY_REQUESTS)
    purpose = PersonalLink.Purpose.APPOINTMENT
    found = link_by(form.cleaned_data["code"], purpose=purpose, on=timezone.localdate(now))
    if found is None:
        form.add_error("code", _("Deze code kennen wij niet (meer). Kijk hem nog eens na, of bel ons."))
        return render(request, "appointments/code.html", {"form": form}, status=HTTPStatus.NOT_FOUND)
    forget_attempts(attempt)
    return redirect("personal_page", opener_of(found).token)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_page(request: HttpRequest, token: str) -> HttpResponse:
    """Will show what is agreed or which times there are, and take the one that is picked. A short code is asked to be sent."""
    if len(token) < TOKEN_SIGNS:
        return type_code(request, token)
    link = link_of(token)
    if link is None:
        return no_longer(request)
    if request.method != "POST":
        return page(request, link, BookForm(initial=_known(link)))
    form = BookForm(request.POST)
    return _book(request, link, form, token) if form.is_valid() else page(request, link, form)


def _book(request: HttpRequest, link: PersonalLink, form: BookForm, token: str) -> HttpResponse:
    """Looks whether the time is free before anybody waits for a lock: many pick at once, and most find it taken."""
    if led := led_before(request):
        return led
    now = timezone.now()
    slot = offers.slot_named(form.cleaned_data["moment"], link.participation, TALK, on=timezone.localdate(now))
    return _take(request, link, form, token, slot, now) if slot is not None else back(token, "bezet")


@once
def _take(
    _request: HttpRequest, link: PersonalLink, form: BookForm, token: str, slot: Slot, at: datetime
) -> HttpResponse:
    try:
        booking.book(
            participation=link.participation, stage=TALK, slot=slot, where=form.where, guests=form.guests, at=at,
            link=link,
        )  # fmt: skip
    except booking.SlotTaken:
        return back(token, "bezet")
    except booking.AlreadyBooked:
        return back(token, "al")
    except booking.AlreadyHeld:
        return back(token, "geweest")
    return back(token, "gelukt")


def back(token: str, outcome: str) -> HttpResponse:
    """Will lead to the page, which says in words what came of it."""
    answer = redirect("personal_page", token)
    answer["Location"] += f"?{outcome}"
    return answer


def page(request: HttpRequest, link: PersonalLink, form: BookForm) -> HttpResponse:
    """Will draw the personal page."""
    today = timezone.localdate()
    appointment = appointments.open_appointment(link.participation, TALK)
    facts = common(link, appointment) | {
        "form": form,
        "slots": [] if appointment else offers.offers(link.participation, TALK, on=today),
        "chosen": form.data.get("moment", ""),
        "asked": appointments.asked_days(link.participation, since=_may_see_from(link)),
        "outcome": next((word for word in phrases.OUTCOMES if word in request.GET), ""),
        "notice": phrases.outcome(request.GET),
    }
    return render(request, "appointments/personal.html", facts, status=400 if form.errors else 200)


def common(link: PersonalLink, appointment: Appointment | None) -> dict[str, object]:
    """Will return what every page behind the link shows."""
    facts: dict[str, object] = {
        "link": link,
        "token": opener_of(link).token,
        "body": link.participation.organisation.authority,
        "appointment": appointment,
        "chain": appointments.chain_of(link),
        "stage": link.participation.stages.get(kind=TALK),
    }
    if appointment:
        facts["where"] = mails.where_of(appointment)
        facts["people"] = appointments.invited(appointment)
        facts["last_day"] = last_day_to_change(appointment.starts_at)
        facts["may_change"] = may_change_oneself(appointment.starts_at, timezone.localdate())
    return facts


def _may_see_from(link: PersonalLink) -> date | None:
    """Who took over an office does not read what the one before wrote; who was handed it reads what they wrote themselves."""
    if link.handed_to is not None:
        return None
    holder = holder_of(link.office, organisation_code=link.participation.organisation_id, on=timezone.localdate())  # type: ignore[arg-type] # an Office
    return correspondence_from(holder)


def _known(link: PersonalLink) -> dict[str, str]:
    """Who it is by what we know: whoever it was handed to, or who holds the office."""
    code = link.participation.organisation_id
    who = link.handed_to or holder_of(link.office, organisation_code=code, on=timezone.localdate())  # type: ignore[arg-type] # an Office
    return {"name": str(who), "email": who.email} if who else {}


@public
@never_cache
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Will give the appointment as a file for a calendar."""
    link = link_of(token)
    appointment = appointments.open_appointment(link.participation, TALK) if link else None
    if appointment is None:
        return no_longer(request)
    paper = mails.calendar_of(appointment, at=appointment.changed_at)
    return attachment(_("uitnodiging.ics"), [paper.content])
