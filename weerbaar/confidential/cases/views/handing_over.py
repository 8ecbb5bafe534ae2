"""Giving a case to a colleague, or back to who has the duty."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.forms import HandOverForm
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import DangerFirst, IllegalMove
from weerbaar.confidential.cases.views.shelf import case_of
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


def _handed_over(request: StaffRequest, found: Case, form: HandOverForm) -> bool:
    """Whether the case went; a refusal becomes an error in the form."""
    chosen = form.cleaned_data["to"]
    to = None if chosen == "circle" else accounts.working_account(UUID(chosen))
    if chosen != "circle" and to is None:
        form.add_error("to", _("Deze collega werkt hier niet meer. Kies iemand anders."))
        return False
    try:
        actions.hand_over(
            case=found,
            by=request.user,
            to=to,
            keyring=request.keyring,
            note=form.cleaned_data["note"],
            at=timezone.now(),
        )
    except actions.HasLeft:
        form.add_error("to", _("Deze collega werkt hier niet meer. Kies iemand anders."))  # closed just now
    except actions.NotYours:
        form.add_error(None, _("Alleen wie het bericht oppakte, kan het overdragen."))
    except IllegalMove:
        form.add_error("to", _("De zaak is afgesloten. Geef haar aan een collega, of heropen haar eerst."))
    except DangerFirst:
        form.add_error(None, _("Er is direct gevaar gemeld. Kijk eerst opnieuw, en leg vast aan wie u het doorgaf."))
    except actions.MayNotRead:
        form.add_error("to", _("Dat kan niet: de cliënt wil niet dat deze collega meeleest. Kies iemand anders."))
    return form.is_valid()
