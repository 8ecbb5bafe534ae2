"""What may be answered to a question: said before, and said with what to do after."""

import pytest

from tests.factories.surveys import form_with
from tests.factories.tour import MORNING
from weerbaar.outreach.surveys.forms.answering import AnswerForm


def first_said(answer, kind="number", **question):
    form = form_with({"key": "een", "kind": kind, "title": "Hoeveel?"} | question)
    shown = AnswerForm({"een": answer}, questions=form.questions, on=MORNING.date())
    return shown.fields["een"].help_text, shown.errors.get("een", [""])[0]


@pytest.mark.parametrize(
    ("answer", "question", "hint", "error"),
    [
        (
            "501",
            {"least": "0", "most": "500"},
            "Vul een heel getal in, van 0 tot en met 500.",
            "Dit getal kan hier niet.",
        ),
        ("-1", {"least": "0"}, "Vul een heel getal in: 0 of meer.", "Dit getal kan hier niet."),
        ("zeven", {}, "", "Dit is geen heel getal. Vul een heel getal in, zoals 7."),
        ("abcd", {"kind": "text", "most": "3"}, "Hoogstens 3 tekens.", "Hier passen 3 tekens, dit zijn er 4."),
        ("2026-06-30", {"kind": "date", "days": "past"}, "", "Kies vandaag of een dag die al was."),
        ("2026-01-30", {"kind": "date", "days": "future"}, "", "Kies vandaag of een dag die nog komt."),
        ("0026-01-30", {"kind": "date"}, "", "Dat jaar kan niet kloppen."),
        ("", {"required": "true"}, "", "Vul dit in."),
    ],
)
def test_what_may_be_answered_is_said_before_and_what_to_do_after(answer, question, hint, error):
    shown, said = first_said(answer, **question)

    assert shown == hint
    assert error in said
    assert hint in said or question.get("kind")
