"""Putting surveys out, and the mails that go with them: what would go out is shown before it does."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.queries import rounds
from weerbaar.outreach.campaign.subjects import subjects_of
from weerbaar.outreach.surveys.actions import mailing as post
from weerbaar.outreach.surveys.actions.openly import SurveyClosed, close_survey, open_for_round, set_last_day
from weerbaar.outreach.surveys.forms.running import ActForm, LastDayForm, OpenForm
from weerbaar.outreach.surveys.queries import mailing, results
from weerbaar.outreach.surveys.queries.answering import not_sent_in
from weerbaar.outreach.surveys.queries.questionnaires import choosable
from weerbaar.outreach.surveys.rules import is_open
from weerbaar.outreach.surveys.rules.mailing import DAYS_BETWEEN, Reason
from weerbaar.outreach.surveys.views.results import survey_or_404

MOST_SHOWN = 50


@staff(Permission.SEE_TOUR)
@require_safe
def surveys(request: StaffRequest) -> HttpResponse:
    """Will show every survey with how many answered, the newest first; one about a subject leads to what it is about."""
    page = results.page_of(results.surveys_with_counts(), request.GET.get("pagina"))
    about = {name: one.outcome for name, one in subjects_of(one.subject for one in page).items()}
    rows = [
        (one, reverse("survey_results", args=[one.pk]) if one.round_id else about.get(one.subject, "")) for one in page
    ]
    facts = {
        "paged": page, "rows": rows, "today": timezone.localdate(),
        "may_open": request.user.may(Permission.MANAGE_SURVEYS),
    }  # fmt: skip
    return render(request, "surveys/surveys.html", facts)


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def open_a_survey(request: StaffRequest) -> HttpResponse:
    """Will put a questionnaire out for a round, the one that somebody came from chosen. Nobody is written to yet."""
    known = {one.pk: one for one in rounds.rounds()}
    choices = {"questionnaires": choosable(), "rounds": [(code, one.name) for code, one in known.items()]}
    chosen = {"questionnaire": request.GET.get("vragenlijst", "")}
    form = OpenForm(request.POST if request.method == "POST" else None, initial=chosen, **choices)
    there = None
    if form.is_valid():
        asked, at = form.cleaned_data, timezone.now()
        try:
            survey = open_for_round(
                round=known[asked["round"]], questionnaire=asked["questionnaire"], closes_on=asked["closes_on"],
                reminders=asked["reminders"], at=at, by=request.user,
            )  # fmt: skip
        except ValueError:
            form.add_error(
                "closes_on", _("Kies een dag vanaf vandaag, binnen de ronde. Of kies een ronde die nog loopt.")
            )
        else:
            if survey.opened_at == at:
                return redirect("survey_results", survey.pk)
            there = survey
    facts = {"form": form, "there": there, "is_open": there is not None and is_open(there, timezone.localdate())}
    return render(request, "surveys/open.html", facts, status=400 if form.errors or there else 200)


@staff(Permission.SEE_TOUR)
@require_safe
def survey_post(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will show what would go out now, to whom, and who gets nothing and why. Nothing is sent by looking."""
    survey, on = survey_or_404(key), timezone.localdate()
    invitations, reminders = mailing.invitations(survey, on=on), mailing.reminders(survey, on=on)
    facts = {
        "survey": survey, "is_open": is_open(survey, on), "sent": mailing.mails_of(survey),
        "invitations": invitations, "reminders": reminders,
        "first": invitations.items[:MOST_SHOWN], "next": reminders.items[:MOST_SHOWN],
        "without": invitations.without, "paused": invitations.left(Reason.PAUSED),
        "lately": mailing.mailed_lately(invitations.items, about_other_than=survey, on=on), "days_between": DAYS_BETWEEN,
        "example": post.preview(survey, invitations.items[0]) if invitations.items else None,
        "may_send": request.user.may(Permission.SEND_TOUR_POST), "went": "verstuurd" in request.GET and mailing.were_just_invited(survey, timezone.now()),
    }  # fmt: skip
    return render(request, "surveys/post.html", facts)


@staff(Permission.SEND_TOUR_POST, step_up=True)
@require_POST
def send_invitations(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will send the invitations that are due now; who sends the form again sends none twice."""
    survey = survey_or_404(key)
    if not ActForm(request.POST).is_valid():
        return redirect("survey_post", key)
    try:
        sent = post.invite(survey=survey, at=timezone.now(), by=request.user)
    except SurveyClosed:
        return redirect("survey_post", key)
    answer = redirect("survey_post", key)
    answer["Location"] += f"?verstuurd={sent}"
    return answer


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_last_day(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will set until when a survey takes answers; one that was closed takes them again."""
    survey, now = survey_or_404(key), timezone.now()
    form = LastDayForm(request.POST if request.method == "POST" else None, initial={"closes_on": survey.closes_on})
    if form.is_valid():
        try:
            set_last_day(survey=survey, closes_on=form.cleaned_data["closes_on"], at=now, by=request.user)
        except ValueError:
            form.add_error("closes_on", _("Kies een dag vanaf vandaag, tot en met de laatste dag van de ronde."))
        else:
            return redirect("survey_results", key)
    facts = {"form": form, "survey": survey, "is_open": is_open(survey, timezone.localdate(now))}
    return render(request, "surveys/last_day.html", facts, status=400 if form.errors else 200)


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def end_survey(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will ask first, and then take no more answers."""
    survey = survey_or_404(key)
    form = ActForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        close_survey(survey=survey, at=timezone.now(), by=request.user)
        return redirect("survey_results", key)
    if not is_open(survey, timezone.localdate()):
        return redirect("survey_results", key)
    facts = {"form": form, "survey": survey, "half_way": not_sent_in(survey)}
    return render(request, "surveys/end.html", facts, status=400 if form.errors else 200)
