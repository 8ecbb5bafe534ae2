"""Letters to begin with: chosen, changed and printed, and kept nowhere."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.confidential.cases.addressed import case_of
from weerbaar.confidential.incidents import letters, papers
from weerbaar.confidential.incidents.forms import LetterForm
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.press import pressed
from weerbaar.foundation.ui.downloads import attachment


@staff(Permission.OPEN_CASE)
@require_safe
def overview(request: StaffRequest, number: str) -> HttpResponseBase:
    """Will show which letters there are, those of the ladder of measures in its order."""
    case = case_of(request.keyring, number)
    facts = {
        "case": case,
        "ladder": [draft for draft in letters.DRAFTS if draft.is_to_offender],
        "others": [draft for draft in letters.DRAFTS if not draft.is_to_offender],
        "check": letters.CHECK,
    }
    return render(request, "incidents/letters.html", facts)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: StaffRequest, number: str, key: str) -> HttpResponseBase:
    """Will show a draft to change, and hand it out on paper."""
    case, draft = case_of(request.keyring, number), letters.draft_at(key)
    if draft is None:
        raise Http404
    form = LetterForm(request.POST or None, initial=_begun(draft) | drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid():
        return attachment(f"{draft.key}.pdf", [pressed(papers.letter_paper(draft, **form.cleaned_data))])
    facts = {"case": case, "draft": draft, "form": form, "check": letters.CHECK}
    return render(request, "incidents/letter.html", facts, status=400 if form.errors else 200)


@override("nl")  # a letter is in Dutch, whatever the switch of who writes it says
def _begun(draft: letters.Draft) -> dict[str, str]:
    return {
        "sender": _("[naam en adres van de organisatie]"),
        "to": str(draft.to),
        "on": format_date(timezone.localdate(), "j F Y"),
        "subject": str(draft.subject),
        "body": str(draft.body),
    }
