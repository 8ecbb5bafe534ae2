from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.surveys.forms.answering import AnswerForm
from weerbaar.outreach.surveys.questionnaires.parts import Form, Kind

ONCE = range(20, 41)


class OpenForm(AnswerForm):
    """All questions of a survey about a subject on one page. What a condition hides is not required, and does not count."""

    def __init__(self, *args: Any, asked: Form, on: date, **kwargs: Any) -> None:
        questions = [one for one in asked.questions if one.kind != Kind.FILE]
        super().__init__(*args, questions=questions, on=on, **kwargs)
        for _section, question, conditions in asked.conditions():
            if conditions and question.key in self.fields:
                self.fields[question.key].required = False

    def clean(self) -> dict[str, Any]:
        """Will see whether the page's own mark came along, by which it is taken once; raises `ValidationError`."""
        if len(self.once) not in ONCE:
            raise ValidationError(_("Deze pagina kwam niet goed aan. Open de link nog eens. Er is niets opgeslagen."))
        return super().clean()

    @property
    def once(self) -> str:
        """The mark of the page that was filled in."""
        return str(self.data.get("once", ""))
