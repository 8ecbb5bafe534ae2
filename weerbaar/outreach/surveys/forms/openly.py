from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.surveys.forms.answering import CHOOSE, FILL_IN, AnswerForm
from weerbaar.outreach.surveys.questionnaires.parts import Form, Kind
from weerbaar.outreach.surveys.questionnaires.showing import missing

ONCE = range(20, 41)


class OpenForm(AnswerForm):
    """All questions of a survey about a subject on one page. What a condition hides is not required, and does not count."""

    def __init__(self, *args: Any, asked: Form, on: date, **kwargs: Any) -> None:
        questions = [one for one in asked.questions if one.kind != Kind.FILE]
        super().__init__(*args, questions=questions, on=on, **kwargs)
        self.asked = asked
        for _section, question, conditions in asked.conditions():
            if conditions and question.key in self.fields:
                self.fields[question.key].required = False

    def clean(self) -> dict[str, Any]:
        """Will see whether the page's own mark came along, by which it is taken once; raises `ValidationError`."""
        if len(self.once) not in ONCE:
            raise ValidationError(_("Deze pagina kwam niet goed aan. Open de link nog eens. Er is niets opgeslagen."))
        told = super().clean()
        # What a condition led to is required after all: which that is shows when the answers are there.
        for question in missing(self.asked, self.given):
            if question.key in self.fields and question.key not in self.errors:
                self.add_error(question.key, CHOOSE if question.choices or question.kind == Kind.SCALE else FILL_IN)
        return told

    @property
    def once(self) -> str:
        """The mark of the page that was filled in."""
        return str(self.data.get("once", ""))
