"""Giving a case to a colleague, or back to who has the duty."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.forms import HandOverForm
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import DangerFirst, IllegalMove
from weerbaar.confidential.cases.views.shelf import case_of, hand_of
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.team.network import queries as network


@staff(Permission.HAND_OVER_CASE, step_up=True)
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask to whom the case goes, and give it to them."""
    found = case_of(request, number)
    request.keyring.open([found.identity_id] if found.identity_id else [], purpose="hand_over")
    barred = queries.person_of(request.keyring, found).barred
    colleagues = network.colleagues(request.user, barred=barred)
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, colleagues=colleagues, initial=drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid() and _handed_over(request, found, form):
        return redirect(f"{reverse('duty_desk')}?overgedragen")
    return render(request, "cases/hand_over.html", {"case": found, "form": form}, status=400 if form.errors else 200)


_LEFT = _("Deze collega werkt hier niet meer. Kies iemand anders.")
_REFUSED: dict[type[Exception], tuple[str | None, Any]] = {
    actions.HasLeft: ("to", _LEFT),
    actions.MayNotRead: ("to", _("Dat kan niet: de cliënt wil niet dat deze collega meeleest. Kies iemand anders.")),
    actions.NotYours: (None, _("Alleen wie het bericht oppakte, kan het overdragen.")),
    DangerFirst: (None, _("Er is direct gevaar gemeld. Kijk eerst opnieuw, en leg vast aan wie u het doorgaf.")),
    IllegalMove: ("to", _("De zaak is afgesloten. Geef haar aan een collega, of heropen haar eerst.")),
}


def _handed_over(request: StaffRequest, found: Case, form: HandOverForm) -> bool:
    """Whether the case went; a refusal becomes an error in the form."""
    chosen, hand = form.cleaned_data["to"], hand_of(request)
    to = None if chosen == "circle" else accounts.working_account(UUID(chosen))
    if chosen != "circle" and to is None:
        form.add_error("to", _LEFT)
        return False
    try:
        actions.hand_over(case=found, to=to, note=form.cleaned_data["note"], **hand)
    except tuple(_REFUSED) as refused:
        form.add_error(*_REFUSED[type(refused)])
    return form.is_valid()
