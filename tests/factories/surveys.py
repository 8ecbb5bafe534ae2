"""Small questionnaires, and answers by invented people."""

from tests.factories.tour import LEUDAL, MORNING, make_round, participation_of
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Office, PersonalLink, Round
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.surveys.actions.answering import begin, keep_step, send
from weerbaar.outreach.surveys.actions.openly import answer_openly, open_for_round
from weerbaar.outreach.surveys.models import Response
from weerbaar.outreach.surveys.queries.answering import filling_of
from weerbaar.outreach.surveys.questionnaires.parts import Form
from weerbaar.outreach.surveys.questionnaires.reading import read_form

FITTING = {"useful": 4, "safe": 5, "knows_whom": "yes", "would_report": "same", "wishes": ["online"]}


def form_with(*questions, key="proef", **facts) -> Form:
    """Will read a questionnaire with one section for each question, as a file would hold it."""
    sections = [
        {"key": f"deel_{place}", "title": f"Deel {place}", "questions": [question]}
        for place, question in enumerate(questions, start=1)
    ]
    given = {"key": key, "version": "1", "title": "Proef", "minutes": "1", "sections": sections} | facts
    form, problems = read_form(given)
    assert problems == []
    return form


def one(key, *choices, **facts):
    """Will return a question with one choice out of these."""
    return {
        "key": key, "kind": "one", "title": f"Vraag {key}",
        "choices": [{"key": choice, "label": f"Keuze {choice}"} for choice in choices],
    } | facts  # fmt: skip


def when(question, *choices, **bounds):
    return {"when": [{"question": question, "any_of": list(choices)} | bounds]}


def answer_many(survey, number, *, at=MORNING, **answers):
    """Will answer a survey without names so many times."""
    for place in range(number):
        answer_openly(survey=survey, answers=FITTING | answers, once=f"pagina-{place}-" + "x" * 20, whom="hal", at=at)


def open_uitvraag(round=None, *, at=MORNING, **facts):  # noqa: A002 - the noun of the field
    """Will open the Uitvraag in a round, which is opened when there is none."""
    return open_for_round(round=round or Round.objects.first() or make_round(), at=at, **facts)


def link_to(code=LEUDAL, *, office=Office.CLERK, round=None, at=MORNING):  # noqa: A002 - the noun of the field
    """Will return the personal link for the Uitvraag of an office, and its token."""
    participation = participation_of(code, round=round)
    link = link_for(participation=participation, purpose=PersonalLink.Purpose.SURVEY, office=office, at=at)
    return link, opener_of(link).token


NONE = {"protocol": "none", "code_of_conduct": "none", "wishes": ["draft_protocol"]}
USED = {
    "protocol": "used", "for_whom": ["council", "clerk"], "adopted_on": "2024-03-01", "exercised": "yes",
    "exercised_on": "2026-03-01", "code_of_conduct": "used", "code_adopted_on": "2023-01-01",
}  # fmt: skip
ASLEEP = {"protocol": "asleep", "for_whom": ["council"], "exercised": "no", "code_of_conduct": "asleep"}


def keep(response, answers, *, at=MORNING, skip=()):
    """Will fill in the screens that these answers lead to, one after another."""
    filling = filling_of(Response.objects.select_related("survey__version", "participation").get(pk=response.pk))
    for section in filling.form.sections:
        screen = filling.screen(section.key)
        if screen is None or section.key in skip:
            continue
        given = {one.key: answers.get(one.key) for one in screen.questions if one.kind != "file"}
        filling = keep_step(
            response=response, section=section.key, given=given, files={}, state=filling.state_of(section), at=at
        )
    return filling


def answered(survey, code=LEUDAL, answers=NONE, *, office=Office.CLERK, at=MORNING, sent=True):
    """Will fill in a survey for an organisation, and send it."""
    link, _token = link_to(code, office=office, round=survey.round, at=at)
    response = begin(link=link, survey=survey, office=office, at=at)
    keep(response, answers, at=at)
    if sent:
        send(response=response, at=at)
    return Response.objects.get(pk=response.pk)
