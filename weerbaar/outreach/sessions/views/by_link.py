"""The pages of who came by a link and has no account: whoever was asked to lead, and whoever answers a quotation.

Looking changes nothing, whichever program of a mailbox looks: only a form does.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.actions.used_forms import SentBefore
from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.accounts.once import form_of, once
from weerbaar.foundation.papers.press import MEDIA_TYPE, pressed
from weerbaar.outreach.campaign.models import PersonalLink
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import quotations as quoting
from weerbaar.outreach.sessions.actions import staffing as asking
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.forms.answering import AnswerForm, AnswerQuotationForm
from weerbaar.outreach.sessions.models import Answer, Ask, Quotation
from weerbaar.outreach.sessions.papers import quotation_paper
from weerbaar.outreach.sessions.queries import quotations as queries
from weerbaar.outreach.sessions.queries.gatherings import gathering_by, name_of
from weerbaar.outreach.sessions.queries.hall import programme_of
from weerbaar.outreach.sessions.queries.moments import moment_of, place_of
from weerbaar.outreach.sessions.queries.reports import may_report, report_of
from weerbaar.outreach.sessions.queries.staffing import ask_by
from weerbaar.team.network.actions.engagements import AlreadyEngaged
from weerbaar.team.network.models import Skill


@public
@require_http_methods(["GET", "POST"])
@once
def asked_to_lead(request: HttpRequest, token: str) -> HttpResponse:
    """Will show whoever was asked what it is about, and take their answer. Looking changes nothing."""
    asked = ask_by(token)
    if asked is None:
        return render(request, "sessions/public/unknown.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _said(form, asked):
        return redirect("asked_to_lead", token)
    return _ask_page(request, asked, form, token)


def _said(form: AnswerForm, asked: Ask) -> bool:
    told = form.cleaned_data
    try:
        with phrases.in_dutch():
            asking.answer(asked=asked, answer=Answer(told["answer"]), remark=told["remark"], at=timezone.now())
    except (asking.NotAsked, NotNow):
        form.add_error(None, _("Deze vraag staat niet meer open. U hoeft niets te doen."))
    except asking.AlreadyFilled:
        form.add_error(None, _("Iemand anders was net eerder. Dank dat u wilde. U hoeft niets te doen."))
    except AlreadyEngaged as refused:
        message = _("Dit past niet bij wat u al voor ons doet: u %(why)s. Zeg nee, of overleg met ons.")
        form.add_error("answer", message % {"why": _engaged(refused)})
    return not form.errors


def _engaged(refused: AlreadyEngaged) -> str:
    # In the words of who reads it: "u gaat dan al ...", "u komt niet op tijd ...".
    return str(refused.obstacle.label)


def _ask_page(request: HttpRequest, asked: Ask, form: AnswerForm, token: str) -> HttpResponse:
    one = gathering_by(asked.gathering_id)
    assert one is not None
    stands = not asked.released and asked.answer in {Answer.OPEN, Answer.OTHER} and asked.expires_at > timezone.now()
    context = {
        "asked": asked, "form": form, "stands": stands, "what": one.get_kind_display(), "whom": name_of(one),
        "when": moment_of(one), "where": place_of(one), "programme": programme_of(one),
        "skill": Skill(asked.skill).label, "token": token,
        "may_report": may_report(asked, one, report_of(asked), at=timezone.now()),
    }  # fmt: skip
    return render(request, "sessions/public/asked.html", context, status=400 if form.errors else 200)


@public
@require_safe
def quotation(request: HttpRequest, token: str) -> HttpResponse:
    """Will show what was offered to an organisation: the one quotation, or a list of them."""
    link = _link(token)
    if link is None:
        return render(request, "sessions/public/unknown.html", status=404)
    offered = queries.quotations_for(link)
    if len(offered) == 1:
        return redirect("one_quotation", token, offered[0].number)
    if not offered and queries.is_renewed(link):
        return render(request, "sessions/public/renewed.html")
    return render(request, "sessions/public/quotations.html", {"offered": offered, "token": token})


@public
@require_http_methods(["GET", "POST"])
def one_quotation(request: HttpRequest, token: str, number: str) -> HttpResponse:
    """Will show one quotation and take the answer. Looking changes nothing."""
    link = _link(token)
    offered = queries.quotation_for(link, number) if link else None
    if link is not None and offered is None and queries.is_renewed(link, number):
        return render(request, "sessions/public/renewed.html", status=400 if request.method == "POST" else 200)
    if link is None or offered is None:
        return render(request, "sessions/public/unknown.html", status=404)
    form = AnswerQuotationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(form, offered, link, request):
        return redirect("one_quotation", token, number)
    expired = queries.is_expired(offered, timezone.localdate())
    context = {
        "quotation": offered, "content": offered.content, "token": token, "form": form, "expired": expired,
        "open": not expired and offered.accepted_at is None and offered.declined_at is None,
        "called_off": offered.gathering.cancelled_at is not None,
    }  # fmt: skip
    return render(request, "sessions/public/quotation.html", context, status=400 if form.errors else 200)


def _answered(form: AnswerQuotationForm, offered: Quotation, link: PersonalLink, request: HttpRequest) -> bool:
    told = form.cleaned_data
    if request.POST.get("digest", "") != offered.digest:
        form.add_error(None, _("Er is intussen een nieuwe versie. Lees die eerst; hij staat hieronder."))
        return False
    try:
        with phrases.in_dutch():
            quoting.answer_quotation(
                quotation=offered, link=link, accepts=told["answer"] == "yes", name=told["name"],
                function=told["function"], reason=told["reason"], at=timezone.now(), form=form_of(request),
            )  # fmt: skip
    except SentBefore:
        return True
    except (quoting.NotOpen, quoting.NotAsItWas):
        form.add_error(None, _("Deze offerte staat niet meer open. Er is niets veranderd. Bel ons gerust."))
    return not form.errors


@public
@require_safe
def own_quotation_pdf(request: HttpRequest, token: str, number: str) -> HttpResponse:
    """Will give an organisation its quotation as PDF."""
    link = _link(token)
    offered = queries.quotation_for(link, number) if link else None
    return paper(offered) if offered else render(request, "sessions/public/unknown.html", status=404)


def _link(token: str) -> PersonalLink | None:
    return queries.link_to_answer(token, on=timezone.localdate())


def paper(quotation: Quotation) -> HttpResponse:
    with phrases.in_dutch():
        pdf = pressed(quotation_paper(quotation.content))
    response = HttpResponse(pdf, content_type=MEDIA_TYPE)
    name = f"offerte-{quotation.number}-v{quotation.version}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
