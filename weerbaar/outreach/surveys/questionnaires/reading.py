"""From plain lists, dictionaries and text to a questionnaire, and back. Files and the database hold the same form."""

from enum import Enum
from typing import Any, TypeVar

from weerbaar.outreach.surveys.questionnaires.parts import (
    MEASURED,
    Choice,
    Condition,
    Days,
    Form,
    Kind,
    Mark,
    Pattern,
    Question,
    Section,
)
from weerbaar.public.guidance.content_files.fields import Fields
from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.texts import Text

Named = TypeVar("Named", bound=Enum)
YES, NO = "yes", "no"
YES_OR_NO = (Choice(YES, Text("Ja", "Yes")), Choice(NO, Text("Nee", "No")))
SCALE = (1, 5)
"""The ends of a scale that says nothing else."""
LARGEST = 10**9


def read_form(given: Any, *, file: str = "") -> tuple[Form, list[Problem]]:
    """Will read a questionnaire, with everything that is wrong with its form; `file` is what the problems name."""
    problems: list[Problem] = []
    fields = Fields(given, file, "", problems)
    form = Form(
        key=fields.word("key"),
        version=fields.number("version"),
        title=fields.text("title"),
        intro=fields.text("intro", optional=True),
        thanks=fields.text("thanks", optional=True),
        minutes=fields.number("minutes"),
        in_english=fields.truth("in_english"),
        sections=tuple(_section(section) for section in fields.records("sections", "blok")),
    )
    fields.done()
    return form, problems


def plain_form(form: Form) -> dict[str, Any]:
    """Will return what `read_form` reads: lists, dictionaries and text only, with nothing that is as usual."""
    return _filled(
        key=form.key, version=str(form.version), title=_plain_text(form.title), intro=_plain_text(form.intro),
        thanks=_plain_text(form.thanks), minutes=str(form.minutes), in_english=_plain_truth(form.in_english),
        sections=[_plain_section(section) for section in form.sections],
    )  # fmt: skip


def _section(fields: Fields) -> Section:
    section = Section(
        key=fields.word("key"),
        title=fields.text("title"),
        text=fields.text("text", optional=True),
        when=tuple(_condition(condition) for condition in fields.records("when", "voorwaarde")),
        questions=tuple(_question(question) for question in fields.records("questions", "vraag")),
    )
    fields.done()
    return section


def _question(fields: Fields) -> Question:
    kind = fields.one_of("kind", Kind)
    choices = tuple(_choice(choice) for choice in fields.records("choices", "keuze"))
    least, most = _whole(fields, "least"), _whole(fields, "most")
    question = Question(
        key=fields.word("key"),
        kind=kind,
        title=fields.text("title"),
        hint=fields.text("hint", optional=True),
        mark=_mark(fields),
        required=fields.truth("required"),
        choices=choices or (YES_OR_NO if kind == Kind.YES_NO else ()),
        when=tuple(_condition(condition) for condition in fields.records("when", "voorwaarde")),
        least=SCALE[0] if kind == Kind.SCALE and least is None else least,
        most=SCALE[1] if kind == Kind.SCALE and most is None else most,
        pattern=_named(fields, "pattern", Pattern, Pattern.ANY),
        days=_named(fields, "days", Days, Days.ANY),
    )
    fields.done()
    return question


def _choice(fields: Fields) -> Choice:
    choice = Choice(fields.word("key"), fields.text("label"))
    fields.done()
    return choice


def _condition(fields: Fields) -> Condition:
    condition = Condition(
        question=fields.word("question"),
        any_of=fields.words("any_of"),
        least=_whole(fields, "least"),
        most=_whole(fields, "most"),
    )
    fields.done()
    return condition


def _named(fields: Fields, name: str, kinds: type[Named], usual: Named) -> Named:
    # `one_of` would call a field that is not there a problem; these have a usual value.
    return fields.one_of(name, kinds) if fields.has(name) else usual


def _mark(fields: Fields) -> Mark:
    # There was a mark "public" that nothing ever showed: what has it is counted like the rest.
    is_of_before = fields.word("mark", optional=True) == "public"
    return Mark.AGGREGATE if is_of_before else _named(fields, "mark", Mark, Mark.AGGREGATE)


def _whole(fields: Fields, name: str) -> int | None:
    word = fields.word(name, optional=True)
    if not word:
        return None
    if (
        word.removeprefix("-").isdecimal()
        and word.isascii()
        and abs(int(word[:12])) <= LARGEST
        and len(word) <= len(str(-LARGEST))
    ):
        return int(word)
    fields.note(f"veld “{name}” hoort een geheel getal te zijn")
    return None


def _plain_section(section: Section) -> dict[str, Any]:
    return _filled(
        key=section.key, title=_plain_text(section.title), text=_plain_text(section.text),
        when=[_plain_condition(condition) for condition in section.when],
        questions=[_plain_question(question) for question in section.questions],
    )  # fmt: skip


def _plain_question(question: Question) -> dict[str, Any]:
    is_usual = question.kind == Kind.SCALE and (question.least, question.most) == SCALE
    return _filled(
        key=question.key, kind=question.kind.value, title=_plain_text(question.title), hint=_plain_text(question.hint),
        mark="" if question.mark == Mark.AGGREGATE else question.mark.value, required=_plain_truth(question.required),
        choices=[{"key": one.key, "label": _plain_text(one.label)} for one in question.choices if question.kind != Kind.YES_NO],
        when=[_plain_condition(condition) for condition in question.when],
        least="" if is_usual else _plain_number(question.least), most="" if is_usual else _plain_number(question.most),
        pattern="" if question.pattern == Pattern.ANY else question.pattern.value,
        days="" if question.days == Days.ANY else question.days.value,
    )  # fmt: skip


def _plain_condition(condition: Condition) -> dict[str, Any]:
    return _filled(
        question=condition.question, any_of=list(condition.any_of),
        least=_plain_number(condition.least), most=_plain_number(condition.most),
    )  # fmt: skip


def _plain_text(text: Text) -> Any:
    return {"nl": text.nl, "en": text.en} if text.en else text.nl


def _plain_number(number: int | None) -> str:
    return "" if number is None else str(number)


def _plain_truth(truth: bool) -> str:  # noqa: FBT001 - one fact
    return "true" if truth else ""


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", [], {})}


def has_bounds(question: Question) -> bool:
    """Will tell whether the question has a least and a most of its own to show."""
    return question.kind in MEASURED and question.least is not None and question.most is not None
