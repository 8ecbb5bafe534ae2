"""The form of one screen, made from its questions. It refuses what it did not ask, and keeps what is right."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import EmailValidator, RegexValidator, URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm, Text
from weerbaar.foundation.vault.uploads import Refusal
from weerbaar.outreach.surveys.forms.files import LinkOrFile, file_fields, gone_name
from weerbaar.outreach.surveys.questionnaires.parts import Days, Kind, Pattern, Question

LINE, PARAGRAPH = 200, 4000
"""How long a line and a longer text may be where the question says nothing else."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
PATTERNS: dict[Pattern, Callable[[Any], None]] = {
    Pattern.EMAIL: EmailValidator(_("Dit is geen mailadres, zoals naam@gemeente.nl.")),
    Pattern.WEB: URLValidator(["http", "https"], message=_("Dit is geen adres van een website. Begin met https://")),
    Pattern.PHONE: RegexValidator(r"^\+?[0-9][0-9 ()-]{7,18}$", _("Dit is geen telefoonnummer, zoals 070 000 00 00.")),
    Pattern.POSTCODE: RegexValidator(r"^[1-9][0-9]{3} ?[A-Za-z]{2}$", _("Dit is geen postcode, zoals 1234 AB.")),
}
CHOOSE, FILL_IN = _("Kies een antwoord."), _("Vul dit in.")


class AnswerForm(StrictForm):
    """The questions of a screen. With `must` what is required must be there; without, it may wait."""

    takes = frozenset({"stand", "once", "later", "stop"})

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        on: date,
        answers: Mapping[str, Any] | None = None,
        said: Callable[[str], str] = str,
        must: bool = True,
        refused: Refusal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.must, self.on, self.said, self.refused = tuple(questions), must, on, said, refused
        self._ask(answers or {})

    def _ask(self, answers: Mapping[str, Any]) -> None:
        self.fields = {}
        for question in self.questions:
            if question.kind == Kind.FILE:
                self.fields |= file_fields(question, answers.get(question.key), self.said, self.refused)
            else:
                self.fields[question.key] = self._field(question, answers.get(question.key))

    def _field(self, question: Question, answer: Any) -> forms.Field:
        field = _FIELDS[question.kind](question, self.on)
        field.is_scale = question.kind == Kind.SCALE  # type: ignore[attr-defined] # for the template: in a row
        field.label = self.said(str(question.title))
        field.help_text = " ".join(filter(None, (self.said(str(question.hint)), _limits(question))))
        field.required = question.required and self.must
        field.initial = answer
        field.error_messages["required"] = CHOOSE if question.choices or question.kind == Kind.SCALE else FILL_IN
        return field

    def show_kept(self, answers: Mapping[str, Any]) -> None:
        """Will show the files as they are kept now, on a page that comes back because something beside them is wrong."""
        self._ask(answers)
        self._bound_fields_cache: dict[str, forms.BoundField] = {}
        # What took a file away was done: ticked once more, it would take away the file that came in its place.
        done = {gone_name(question.key) for question in self.questions}
        self.data = {name: value for name, value in self.data.items() if name not in done}

    def clean(self) -> dict[str, Any]:
        """Will see whether what is required came as a file, as a link, or was there already."""
        for question in self.questions:
            must = question.kind == Kind.FILE and question.required and self.must and question.key not in self.errors
            if must and not LinkOrFile.of(self, question.key).is_something(
                before=gone_name(question.key) in self.fields
            ):
                self.add_error(question.key, _("Kies een bestand, of geef de link."))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, Any]:
        """The answers that are right, as they are kept; None for one that was taken away. Files are in `files_given`."""
        kept = getattr(self, "cleaned_data", {})
        plain = [one for one in self.questions if one.kind != Kind.FILE and one.key in kept]
        return {question.key: _kept(kept[question.key]) for question in plain}

    @property
    def files_given(self) -> dict[str, LinkOrFile]:
        """What was given for the questions that ask for a file or link."""
        files = [one.key for one in self.questions if one.kind == Kind.FILE]
        return {key: LinkOrFile.of(self, key) for key in files if key not in self.errors}

    @property
    def state(self) -> str:
        """What the answers were when the page was made."""
        return str(self.data.get("stand", ""))

    @property
    def takes_files(self) -> bool:
        return any(question.kind == Kind.FILE for question in self.questions)


def _limits(question: Question) -> str:
    """Will say between what bounds an answer must be; empty when nobody would meet them."""
    least, most = question.least, question.most
    if question.kind == Kind.TEXT and most is not None:
        return gettext("Hoogstens %(most)d tekens.") % {"most": most}
    if question.kind != Kind.NUMBER or (least is None and most is None):
        return ""
    if most is None:
        return gettext("Vul een heel getal in: %(least)d of meer.") % {"least": least}
    if least is None:
        return gettext("Vul een heel getal in: hoogstens %(most)d.") % {"most": most}
    return gettext("Vul een heel getal in, van %(least)d tot en met %(most)d.") % {"least": least, "most": most}


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value not in ("", []) else None


def _one(question: Question, _on: date) -> forms.Field:
    choices = [(choice.key, str(choice.label)) for choice in question.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages={"invalid_choice": CHOOSE})


def _many(question: Question, _on: date) -> forms.Field:
    choices = [(choice.key, str(choice.label)) for choice in question.choices]
    return forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple, error_messages={"invalid_choice": CHOOSE}
    )


def _line(question: Question, _on: date) -> forms.Field:
    pattern = PATTERNS.get(question.pattern)
    return Line(max_length=question.most or LINE, validators=[pattern] if pattern else [])


def _paragraph(question: Question, _on: date) -> forms.Field:
    return Text(max_length=question.most or PARAGRAPH)


def _number(question: Question, _on: date) -> forms.Field:
    how = _limits(question) or gettext("Vul een heel getal in, zoals 7.")
    outside = f"{gettext('Dit getal kan hier niet.')} {how}"
    return forms.IntegerField(
        min_value=question.least,
        max_value=question.most,
        error_messages={
            "invalid": f"{gettext('Dit is geen heel getal.')} {how}", "min_value": outside, "max_value": outside,
        },
    )  # fmt: skip


def _scale(question: Question, _on: date) -> forms.Field:
    assert question.least is not None
    assert question.most is not None
    steps = [(step, str(step)) for step in range(question.least, question.most + 1)]
    return forms.TypedChoiceField(
        choices=steps, coerce=int, empty_value=None, widget=forms.RadioSelect(attrs={"class": "scale"}),
        error_messages={"invalid_choice": CHOOSE},
    )  # fmt: skip


class _Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, days: Days, today: date) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d-%m-%Y"],
            error_messages={"invalid": _("Dit is geen datum, zoals 31-12-2025.")},
        )
        self.days, self.today = days, today

    def validate(self, value: Any) -> None:
        """Will see whether the day is one that the question takes; raises `ValidationError`."""
        super().validate(value)
        if value and not FIRST_DAY <= value <= LAST_DAY:
            raise forms.ValidationError(_("Dat jaar kan niet kloppen. Kijk het nog eens na."))
        if value and self.days == Days.FUTURE and value < self.today:
            raise forms.ValidationError(_("Deze dag is al geweest. Kies vandaag of een dag die nog komt."))
        if value and self.days == Days.PAST and value > self.today:
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies vandaag of een dag die al was."))


def _day(question: Question, on: date) -> forms.Field:
    return _Day(question.days, on)


_FIELDS: dict[Kind, Callable[[Question, date], forms.Field]] = {
    Kind.ONE: _one,
    Kind.YES_NO: _one,
    Kind.MANY: _many,
    Kind.TEXT: _line,
    Kind.LONG: _paragraph,
    Kind.NUMBER: _number,
    Kind.SCALE: _scale,
    Kind.DATE: _day,
}
