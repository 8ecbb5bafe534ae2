"""Making one case of two contacts of one person."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.forms import MergeForm
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import DangerFirst, IllegalMove
from weerbaar.confidential.cases.views.shelf import back_to_case, case_of, hand_of, or_not_there
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.HAND_OVER_CASE, step_up=True)
@require_http_methods(["GET", "POST"])
def merge(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask which other case of the viewer is of the same person, show both, and make them one."""
    found, other = _own(request, number), request.GET.get("met", "")
    if not other:
        others = queries.others_of(request.user, request.keyring, found)
        return render(request, "cases/merge_which.html", {"case": found, "others": others})
    gone = _own(request, other)
    pair = queries.pair_of(request.keyring, found, gone)
    data = request.POST if request.method == "POST" else None
    form = MergeForm(data, names=pair.names, reaches=pair.reaches)
    if form.is_bound and form.is_valid() and _merged(request, found, gone, form):
        return back_to_case(number, "samengevoegd")
    facts = {"case": found, "gone": gone, "pair": pair, "form": form}
    return render(request, "cases/merge.html", facts, status=400 if form.errors else 200)


def _own(request: StaffRequest, number: str) -> Case:
    found = case_of(request, number)
    if found.claimed_by_id != request.user.pk:
        raise Http404
    return found


def _merged(request: StaffRequest, found: Case, gone: Case, form: MergeForm) -> bool:
    chosen = form.cleaned_data
    facts = actions.Facts(chosen.get("name") == "theirs", chosen.get("reach") == "theirs")
    try:
        with or_not_there():
            actions.merge(case=found, gone=gone, facts=facts, **hand_of(request))
    except (actions.TheSame, actions.NotYours, IllegalMove):
        form.add_error(None, _("Dat kan niet: u moet in beide zaken de helper zijn, en beide moeten open zijn."))
    except DangerFirst:
        form.add_error(None, _("In de zaak die opgaat in de andere is direct gevaar gemeld. Kijk daar eerst opnieuw."))
    return form.is_valid()
