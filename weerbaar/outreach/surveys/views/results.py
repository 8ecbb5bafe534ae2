"""What was answered in a survey of a round, for the team."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.outreach.campaign.queries.rounds import participation_of
from weerbaar.outreach.surveys import figures as counts
from weerbaar.outreach.surveys.forms.running import LookForm, MapForm
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries import comparing, mailing, results
from weerbaar.outreach.surveys.queries.files import chunks_of, upload_with
from weerbaar.outreach.surveys.queries.map import answers_map, questions_on_map
from weerbaar.outreach.surveys.queries.standing import Standings, standings, survey_with
from weerbaar.outreach.surveys.questionnaires.parts import Mark
from weerbaar.outreach.surveys.rules import is_open
from weerbaar.outreach.surveys.rules.offers import offers_for
from weerbaar.outreach.surveys.sheets import CSV, MEDIA_TYPES, Rows, written

ROWS, PEOPLE, FIGURES = "regels", "personen", "cijfers"


def survey_or_404(key: UUID) -> Survey:
    """Will give the survey that a page is about."""
    found = survey_with(key)
    if found is None:
        raise Http404
    return found


@staff(Permission.SEE_TOUR)
@require_safe
def survey_results(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will show how many answered, how it is with protocols, where people differ, and each question counted."""
    survey, on = survey_or_404(key), timezone.localdate()
    found = standings(survey)
    facts = {
        "survey": survey, "found": found, "counted": results.counted(found), "pulses": results.pulses(found, on),
        "differing": [(row, row.differences(found.form)) for row in found.differing[:results.PER_PAGE]],
        "sent": mailing.mails_of(survey), "is_open": is_open(survey, on), "may_open": request.user.may(Permission.MANAGE_SURVEYS),
    }  # fmt: skip
    return render(request, "surveys/results.html", facts)


@staff(Permission.SEE_TOUR)
@require_safe
def survey_organisations(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will show the organisations of a survey with how it is there, fifty at a time."""
    survey, on = survey_or_404(key), timezone.localdate()
    found = standings(survey)
    questions = [(one.key, str(one.title)) for one in found.form.questions if one.mark != Mark.CONFIDENTIAL]
    form = LookForm(request.GET, provinces=_provinces(found), questions=questions, tells_pulse=found.tells_pulse)
    page = results.listed(found, form.wanted, request.GET.get("pagina"), on)
    rows = [(row, row.pulse(on) if found.tells_pulse else None, row.differences(found.form)) for row in page]
    facts = {"survey": survey, "form": form, "paged": page, "rows": rows, "tells_pulse": found.tells_pulse}
    return render(request, "surveys/organisations.html", facts, status=400 if form.errors else 200)


def _provinces(found: Standings) -> list[tuple[str, str]]:
    return sorted({(row.province, row.province_name) for row in found.rows}, key=lambda pair: pair[1])


@staff(Permission.SEE_TOUR)
@require_safe
def survey_organisation(request: StaffRequest, key: UUID, code: str) -> HttpResponse:
    """Will show what everybody in one organisation answered, side by side, and what it leads to."""
    survey, on = survey_or_404(key), timezone.localdate()
    assert survey.round is not None
    participation = participation_of(code, round=survey.round)
    if participation is None:
        raise Http404
    found = standings(survey)
    standing = found.by_code.get(code)
    responses = results.sent_by(survey, participation)
    tells = standing is not None and found.tells_pulse
    offers = dict.fromkeys(offer for one in responses for offer in offers_for(one.sent)) if tells else {}
    facts = {
        "survey": survey, "participation": participation, "standing": standing, "offers": list(offers),
        "pulse": standing.pulse(on) if standing and tells else None, "responses": standing.answerers if standing else (),
        "rows": results.side_by_side(found.form, responses),
    }  # fmt: skip
    return render(request, "surveys/organisation.html", facts)


@staff(Permission.SEE_TOUR)
@require_safe
def survey_compared(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will show what changed since the round before, and what came in between."""
    survey = survey_or_404(key)
    facts = {"survey": survey, "earlier": comparing.before(survey), "comparisons": comparing.comparisons(survey)}
    return render(request, "surveys/compared.html", facts)


@staff(Permission.SEE_TOUR)
@require_safe
def survey_map(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will show the answers to one question on the map of tiles, with the same as a table."""
    survey = survey_or_404(key)
    found = standings(survey)
    questions = questions_on_map(found)
    form = MapForm(request.GET, questions=questions)
    chosen = (form.is_valid() and form.cleaned_data["vraag"]) or questions[0][0]
    drawn = answers_map(found, chosen, on=timezone.localdate())
    facts = {"survey": survey, "form": form, "map": drawn.map, "rows": drawn.rows}
    return render(request, "surveys/map.html", facts, status=400 if form.errors else 200)


@staff(Permission.SEE_TOUR_PROGRESS)
@require_safe
def survey_figures(request: StaffRequest, key: UUID) -> HttpResponse:
    """Will show figures that may be shared: what could point at a handful of organisations is withheld."""
    survey = survey_or_404(key)
    figures, tables = counts.figures_of(survey)
    may_see = request.user.may(Permission.SEE_TOUR)
    facts = {"survey": survey, "figures": figures, "tables": tables, "may_see": may_see}
    return render(request, "surveys/figures.html", facts)


@staff(Permission.SEE_TOUR_PROGRESS)
@require_safe
def export_figures(_request: StaffRequest, key: UUID, kind: str) -> HttpResponse:
    """Will hand out the figures that may be shared."""
    survey = survey_or_404(key)
    return _table(survey, FIGURES, counts.as_rows(survey), kind)


@staff(Permission.SEE_TOUR, step_up=True, hands_out=True)
@require_safe
def export_rows(_request: StaffRequest, key: UUID, kind: str) -> HttpResponse:
    """Will hand out the answers by organisation for the team, without the confidential ones."""
    survey, on = survey_or_404(key), timezone.localdate()
    found = standings(survey)
    return _table(survey, ROWS, results.as_rows(found, on), kind, {PEOPLE: results.as_rows_of_people(found)})


@staff(Permission.SEE_TOUR, step_up=True, hands_out=True)
@require_safe
def export_people(_request: StaffRequest, key: UUID) -> HttpResponse:
    """Will hand out what each answered where several did, for programs that know no second sheet."""
    survey = survey_or_404(key)
    return _table(survey, PEOPLE, results.as_rows_of_people(standings(survey)), CSV)


def _table(survey: Survey, title: str, rows: Rows, kind: str, more: Mapping[str, Rows] | None = None) -> HttpResponse:
    if kind not in MEDIA_TYPES:
        raise Http404
    answer = HttpResponse(written(rows, kind, title=title, more=more), content_type=MEDIA_TYPES[kind])
    name = f"{title}-{slugify(survey.name)}-{survey.round_id}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}")
    return answer


@staff(Permission.SEE_TOUR)
@require_safe
def survey_file(_request: StaffRequest, key: UUID) -> HttpResponseBase:
    """Will hand out a file that came with an answer, as bytes to save."""
    upload = upload_with(key)
    if upload is None:
        raise Http404
    return attachment(upload.name, chunks_of(upload))
