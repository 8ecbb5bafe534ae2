"""What whoever makes a questionnaire sees: the list, the draft, and what is still wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from weerbaar.outreach.surveys.models import Questionnaire, Version
from weerbaar.outreach.surveys.queries.questionnaires import built_in_keys, form_of
from weerbaar.outreach.surveys.questionnaires.checking import problems_in, wording_in
from weerbaar.outreach.surveys.questionnaires.editing import changed_kinds
from weerbaar.outreach.surveys.questionnaires.parts import Condition, Form, Kind, Question, Section
from weerbaar.outreach.surveys.questionnaires.reading import read_form
from weerbaar.public.guidance.content_files.problems import Problem

_KEY_IN_A_MESSAGE = re.compile("“([a-z][a-z0-9_]*)”")
_AROUND = {"titel": _lazy("de titel"), "inleiding": _lazy("de inleiding"), "dank": _lazy("wat u zegt na het versturen")}


@dataclass(frozen=True)
class Remark:
    """What the checker says of a draft, in the words of whoever makes it, with the part where it can be mended."""

    where: str
    message: str
    section: str = ""
    question: str = ""
    is_around: bool = False


def made_here() -> QuerySet[Questionnaire]:
    """Will give the questionnaires that were made here with their versions, in order of name."""
    versions = Prefetch("versions", Version.objects.order_by("-number"))
    return Questionnaire.objects.exclude(pk__in=built_in_keys()).prefetch_related(versions).order_by("name", "pk")


def taken_keys(*, made_here: bool = False) -> set[str]:
    """Will give the keys of questionnaires that there are; only of those made here, or of all."""
    ours = set(Questionnaire.objects.exclude(pk__in=built_in_keys()).values_list("pk", flat=True))
    return ours if made_here else ours | set(built_in_keys())


def draft_of(key: str) -> Version | None:
    """Will give the draft of a questionnaire that was made here; None when there is none."""
    drafts = Version.objects.filter(questionnaire=key, published_at=None).exclude(questionnaire__in=built_in_keys())
    return drafts.select_related("questionnaire").first()


def versions_of(key: str) -> QuerySet[Version]:
    """Will give the versions of a questionnaire that were published, the newest first."""
    return Version.objects.filter(questionnaire=key, published_at__isnull=False).order_by("-number")


def questionnaire_with(key: str) -> Questionnaire | None:
    """Will give a questionnaire that was made here; None when there is none."""
    return made_here().filter(pk=key).first()


def problems_before_publishing(version: Version) -> list[Problem]:
    """Will name what makes a draft impossible to fill in, to count, or to compare with the version before it."""
    form, problems = read_form(version.content)
    before = versions_of(version.questionnaire_id).first()
    compared = changed_kinds(form_of(before), form) if before else []
    return sorted({*problems, *problems_in(form), *compared})


def words_to_look_at(version: Version) -> list[Problem]:
    """Will name what is not plain Dutch at level B1 in a draft."""
    return wording_in(form_of(version))


def version_with(key: str, number: int) -> Version | None:
    """Will give a version of a questionnaire that was made here; None when there is none."""
    return Version.objects.filter(questionnaire=key, number=number).exclude(questionnaire__in=built_in_keys()).first()


def remarks(form: Form, problems: Sequence[Problem]) -> list[Remark]:
    """Will say what the checker found with titles instead of keys, each with its part."""
    return [_remark(form, one) for one in problems]


def _remark(form: Form, problem: Problem) -> Remark:
    def titled(found: re.Match[str]) -> str:
        part = part_of(form, found[1])
        return f"“{part.title}”" if part else found[0].replace("_", " ")

    message = _KEY_IN_A_MESSAGE.sub(titled, problem.message)
    what, _sign, key = problem.where.partition(" ")
    if what == "blok" and (section := form.section(key)):
        return Remark(_("Scherm “%(title)s”") % {"title": section.title}, message, section.key)
    if what == "vraag" and (place := place_of(form, key)):
        return Remark(_("Vraag “%(title)s”") % {"title": place[1].title}, message, place[0].key, key)
    where = str(_AROUND.get(problem.where, problem.where))
    return Remark(where[:1].upper() + where[1:], message, is_around=problem.where in _AROUND)


def in_words(form: Form, conditions: Sequence[Condition]) -> str:
    """Will say conditions as people do: each question with the answers that will do."""
    return "; ".join(_asked(form, one.question) + _(" of ").join(_chosen(form, one)) for one in conditions)


def repeatable(form: Form, section: str) -> list[tuple[str, str]]:
    """Will give the questions before this screen whose answer fits in a sentence: what to type, and the question."""
    asked = [one for each in _before(form, section) for one in each.questions if one.kind not in {Kind.LONG, Kind.FILE}]
    return [(f"{{{one.key}}}", str(one.title)) for one in asked]


def place_of(form: Form, key: str) -> tuple[Section, Question] | None:
    """Will give a question with its section; None when there is none with that key."""
    return next(((section, one) for section in form.sections for one in section.questions if one.key == key), None)


def part_of(form: Form, key: str) -> Section | Question | None:
    """Will give the screen or question with that key; None when there is none."""
    return form.section(key) or form.question(key)


def asks_about(form: Form, part: Section | Question) -> list[str]:
    """Will name the other screens and questions that are shown only after an answer that is given here."""
    here = {one.key for one in part.questions} | {part.key} if isinstance(part, Section) else {part.key}
    parts: list[Section | Question] = [*form.sections, *form.questions]
    others = [one for one in parts if one.key not in here]
    return [str(one.title) for one in others if any(condition.question in here for condition in one.when)]


def earlier_answers(form: Form, section: str, *, kept: Sequence[Condition] = ()) -> Sequence[tuple[str, str]]:
    """Will give what a condition of this section may ask: each choice on an earlier screen, in words; all for a new one.

    What the condition of now (`kept`) asks and may not ask here comes last, so that it goes only when somebody takes it away.
    """
    asked = [one for each in _before(form, section) for one in each.questions]
    offered = {
        f"{one.key}={choice.key}": f"{_asked(form, one.key)}{choice.label}" for one in asked for choice in one.choices
    }
    broken = [
        (f"{one.question}={key}", _("Werkt hier niet: %(answer)s") % {"answer": _asked(form, one.question) + words})
        for one in kept
        for key, words in zip(one.any_of, _chosen(form, one), strict=True)
        if f"{one.question}={key}" not in offered
    ]
    return [*offered.items(), *broken]


def _before(form: Form, section: str) -> tuple[Section, ...]:
    keys = [one.key for one in form.sections]
    return form.sections[: keys.index(section)] if section in keys else form.sections


def _asked(form: Form, key: str) -> str:
    """The question as it stands before an answer."""
    asked = form.question(key)
    title = str(asked.title) if asked else _("een vraag die weg is")
    return f"{title} " if title.endswith(("?", "!", ".", ":")) else f"{title}: "


def _chosen(form: Form, condition: Condition) -> list[str]:
    asked = form.question(condition.question)
    found = [asked.choice(key) if asked else None for key in condition.any_of]
    return [str(choice.label) if choice else _("een keuze die weg is") for choice in found]
