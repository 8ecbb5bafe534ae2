"""The plan and the files that were made, for the client."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from weerbaar.confidential.incidents import nine_steps, papers
from weerbaar.confidential.incidents.queries.plan import plan_of
from weerbaar.confidential.incidents.queries.police_files import files_of
from weerbaar.confidential.incidents.views.arriving import own_case
from weerbaar.foundation.accounts.doors import receipt
from weerbaar.foundation.accounts.requests import ReceiptRequest
from weerbaar.foundation.papers.press import pressed
from weerbaar.foundation.ui.downloads import attachment


@receipt
@require_safe
def own_plan(request: ReceiptRequest) -> HttpResponse:
    """Will show the client the plan in plain words, and which files were made of what they told."""
    case, now = own_case(request.keyring), timezone.now()
    plan = plan_of(request.keyring, case, at=now)
    facts = {
        "plan": plan,
        "reasons": nine_steps.REASONS.get(plan.route, ()) if plan.route else (),
        "sentences": papers.to_say_at_the_desk(),
        "not_checked": nine_steps.NOT_CHECKED,
        "files": files_of(request.keyring, case),
    }
    return render(request, "incidents/own_plan.html", facts)


@receipt
@require_safe
def printed(request: ReceiptRequest) -> HttpResponseBase:
    """Will hand the client their plan on paper."""
    case, now = own_case(request.keyring), timezone.now()
    paper = papers.plan_paper(plan_of(request.keyring, case, at=now), at=now)
    return attachment("stappenplan.pdf", [pressed(paper)])
