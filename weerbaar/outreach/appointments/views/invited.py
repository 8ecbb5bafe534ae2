"""The page of one who is invited and does not arrange it. Looking changes nothing; only sending the form does."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import public
from weerbaar.outreach.appointments.actions import booking, people
from weerbaar.outreach.appointments.forms.personal import ComingForm
from weerbaar.outreach.appointments.models import Participant, Standing, State
from weerbaar.outreach.appointments.queries.mails import where_of
from weerbaar.outreach.appointments.queries.own_page import invited_with


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited_page(request: HttpRequest, token: str) -> HttpResponse:
    """Will show what somebody is invited to, and take whether they come."""
    participant = invited_with(token)
    if participant is None:
        return render(request, "appointments/no_longer.html", status=HTTPStatus.NOT_FOUND)
    form = ComingForm(request.POST if request.method == "POST" else None, initial=_said(participant))
    if form.is_valid():
        try:
            people.say(participant=participant, comes=form.cleaned_data["coming"] == "ja", at=timezone.now())
        except booking.NotOpen:
            form.add_error(None, _("Deze afspraak is al afgezegd of geweest. U hoeft niets te doen."))
        else:
            return redirect("invited_page", token)
    return _page(request, participant, form)


def _page(request: HttpRequest, participant: Participant, form: ComingForm) -> HttpResponse:
    one = participant.appointment
    context = {
        "participant": participant, "appointment": one, "form": form, "where": where_of(one),
        "body": one.participation.organisation.authority,
        "ahead": one.state == State.BOOKED and one.ends_at > timezone.now(), "cancelled": one.state == State.CANCELLED,
    }  # fmt: skip
    return render(request, "appointments/invited.html", context, status=400 if form.errors else 200)


def _said(participant: Participant) -> dict[str, str]:
    word = {Standing.ACCEPTED: "ja", Standing.DECLINED: "nee"}.get(Standing(participant.standing), "")
    return {"coming": word}
