"""Small questionnaires, and answers by invented people."""

from tests.factories.tour import MORNING
from weerbaar.outreach.surveys.actions.openly import answer_openly
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
