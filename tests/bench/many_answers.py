"""`python -m tests.bench.many_answers`: the pages of the Uitvraag with answers of every organisation in three rounds.

It runs in the surroundings of the house and prints, in milliseconds, for the page with results, the comparison of two rounds
and the map, each asked of its own view thirty times: the 95th percentile of making it, and the median of processor time.
"""

import sys
import time
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles

import django

django.setup()

from django.db import transaction
from django.test import RequestFactory

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.session_store import SessionStore
from weerbaar.outreach.campaign.actions.rounds import open_round
from weerbaar.outreach.campaign.queries.progress import taking_part
from weerbaar.outreach.campaign.queries.rounds import rounds
from weerbaar.outreach.surveys.actions.openly import open_for_round
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.views import results

TOUR, TIMES = "toon@overleg.invalid", 30
MIX = (
    {"protocol": "none", "code_of_conduct": "none", "wishes": ["draft_protocol"]},
    {"protocol": "used", "for_whom": ["council"], "exercised": "yes", "exercised_on": "2024-02-01", "code_of_conduct": "used"},
    {"protocol": "asleep", "for_whom": ["council", "clerk"], "exercised": "no", "code_of_conduct": "asleep"},
)  # fmt: skip


def answered_by_all() -> Survey:
    """Will have the clerk of every organisation answer in each of three rounds, and every fourth mayor differently."""
    if rounds().count() < 3:
        open_round(code="eerder", name="Ronde van eerder", starts_on=date(2018, 6, 1), ends_on=date(2022, 5, 1), at=NOW)
    for place, one in enumerate(rounds()):
        at = datetime.combine(one.starts_on, datetime.min.time(), UTC) + timedelta(days=60)
        survey = open_for_round(round=one, at=at)
        rows = [
            Response(
                survey=survey, participation=there, office=office, number=1, started_at=at, changed_at=at, sent_at=at,
                revision=1, sent_revision=1, sent=MIX[(number + place + (office == "mayor")) % len(MIX)],
            )
            for number, there in enumerate(taking_part(one))
            for office in ("clerk", "mayor")[: 2 if number % 4 == 0 else 1]
        ]  # fmt: skip
        Response.objects.filter(survey=survey).delete()
        Response.objects.bulk_create(rows)
    newest = rounds()[0]
    return Survey.objects.select_related("round").get(round=newest)


def measured(view, survey: Survey, viewer: Account) -> tuple[float, float]:
    request = RequestFactory().get("/")
    request.user, request.session = viewer, SessionStore()
    view(request, survey.pk)  # the first of a process reads its templates: as in the other measures it warms up
    taken, spent = [], []
    for _ in range(TIMES):
        begun, before = time.perf_counter(), time.process_time()
        assert view(request, survey.pk).status_code == 200
        taken.append((time.perf_counter() - begun) * 1000)
        spent.append((time.process_time() - before) * 1000)
    return quantiles(taken, n=20)[-1], median(spent)


NOW = datetime.now(UTC)
with transaction.atomic():
    survey = answered_by_all()
viewer = Account.objects.get(email=TOUR)
pages = (results.survey_results, results.survey_compared, results.survey_map)
sys.stdout.write(" ".join(str(number) for view in pages for number in measured(view, survey, viewer)))
