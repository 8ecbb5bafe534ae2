"""What whoever makes a questionnaire fills in: one page for each part, without scripts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, Lines, StrictForm
from weerbaar.foundation.ui.strict import Text as Paragraph
from weerbaar.outreach.surveys.questionnaires.checking import about_bounds, about_choices, is_a_key
from weerbaar.outreach.surveys.questionnaires.editing import conditions_from, key_for, pairs_of
from weerbaar.outreach.surveys.questionnaires.parts import (
    MEASURED,
    Choice,
    Days,
    Form,
    Kind,
    Mark,
    Pattern,
    Question,
    Section,
)
from weerbaar.outreach.surveys.questionnaires.reading import LARGEST, SCALE, YES_OR_NO
from weerbaar.public.guidance.texts import Text

KINDS = [
    (Kind.ONE.value, _("Eén keuze")),
    (Kind.MANY.value, _("Meer keuzes")),
    (Kind.YES_NO.value, _("Ja of nee")),
    (Kind.TEXT.value, _("Een regel tekst")),
    (Kind.LONG.value, _("Meer regels tekst")),
    (Kind.NUMBER.value, _("Een getal")),
    (Kind.SCALE.value, _("Een schaal")),
    (Kind.DATE.value, _("Een datum")),
    (Kind.FILE.value, _("Een bestand of link")),
]
MARKS = [
    (Mark.AGGREGATE.value, _("Openbaar alleen opgeteld")),
    (Mark.CONFIDENTIAL.value, _("Vertrouwelijk: alleen het team")),
]
PATTERNS = [
    (Pattern.ANY.value, _("Alles mag")),
    (Pattern.EMAIL.value, _("Een mailadres")),
    (Pattern.WEB.value, _("Een adres van een website")),
    (Pattern.PHONE.value, _("Een telefoonnummer")),
    (Pattern.POSTCODE.value, _("Een postcode")),
]
DAYS = [
    (Days.ANY.value, _("Elke dag mag")),
    (Days.PAST.value, _("Vandaag of eerder")),
    (Days.FUTURE.value, _("Vandaag of later")),
]
TITLE, PARAGRAPH = 200, 2000
ONLY_FOR: dict[str, frozenset[Kind]] = {
    "choices": frozenset({Kind.ONE, Kind.MANY}), "least": MEASURED, "most": MEASURED | {Kind.TEXT, Kind.LONG},
    "pattern": frozenset({Kind.TEXT}), "days": frozenset({Kind.DATE}),
}  # fmt: skip
"""Fields that say something of some kinds of answers only."""


_DOES_NOT_FIT = _("Dit hoort niet bij het soort antwoord dat u koos. Maak dit leeg, of kies een ander soort antwoord.")
_DOES_NOT_FIT_LIST = _(
    "Dit hoort niet bij het soort antwoord dat u koos. Kies hier de eerste, of een ander soort antwoord."
)


class DraftForm(StrictForm):
    """A page that changes a draft, with the state that it was made of."""

    takes = frozenset({"stand"})

    @property
    def state(self) -> str:
        return str(self.data.get("stand", ""))

    @property
    def kept_otherwise(self) -> list[tuple[str, str]]:
        """What is kept now, with its label and in words, of each field that was filled in otherwise."""
        changed = [self[name] for name in self.changed_data] if self.initial else []
        return [(str(one.label), _in_words(one.field, one.initial)) for one in changed]

    @property
    def filled_in(self) -> list[tuple[str, str]]:
        """What was filled in, with its label and in words, to be copied from a page that keeps it no more."""
        told = [(str(one.label), _in_words(one.field, one.value())) for one in self if one.name in self.changed_data]
        return [(label, text) for label, text in told if text]


class NameForm(StrictForm):
    """How a new questionnaire is called."""

    name = Line(label=_("Naam van de vragenlijst"), max_length=90)


class StartForm(DraftForm):
    """What stands around the questions."""

    title = Line(label=_("Titel"), max_length=TITLE)
    title_en = Line(label=_("Titel in het Engels"), max_length=TITLE, required=False)
    intro = Paragraph(label=_("Inleiding"), max_length=PARAGRAPH, required=False)
    intro_en = Paragraph(label=_("Inleiding in het Engels"), max_length=PARAGRAPH, required=False)
    thanks = Paragraph(label=_("Wat u zegt na het versturen"), max_length=PARAGRAPH, required=False)
    thanks_en = Paragraph(label=_("Hetzelfde in het Engels"), max_length=PARAGRAPH, required=False)
    minutes = forms.IntegerField(label=_("Hoeveel minuten het kost"), min_value=1, max_value=60)
    in_english = forms.BooleanField(label=_("Deze vragenlijst is er ook in het Engels"), required=False)

    @classmethod
    def before(cls, form: Form) -> dict[str, Any]:
        """Will return what the page shows first."""
        texts = {name: getattr(form, name) for name in ("title", "intro", "thanks")}
        return _shown(texts) | {"minutes": form.minutes or 5, "in_english": form.in_english}


class SectionForm(DraftForm):
    """One screen: its heading, what it says, and for whom it is."""

    title = Line(label=_("Kop van dit scherm"), max_length=TITLE)
    title_en = Line(label=_("Kop in het Engels"), max_length=TITLE, required=False)
    text = Paragraph(label=_("Uitleg"), max_length=PARAGRAPH, required=False)
    text_en = Paragraph(label=_("Uitleg in het Engels"), max_length=PARAGRAPH, required=False)
    when = forms.MultipleChoiceField(
        label=_("Alleen tonen als"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Van één vraag volstaat één van de antwoorden. Bij meer vragen moeten ze allemaal kloppen."),
    )  # fmt: skip

    def __init__(self, *args: Any, earlier: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if earlier:
            self.set_choices("when", list(earlier))
        else:
            del self.fields["when"]

    def section(self, before: Section | None, taken: set[str]) -> Section:
        """Will return the section as it was filled in, with its questions of before."""
        kept = self.cleaned_data
        return Section(
            key=before.key if before else key_for(kept["title"], taken, usual="blok"),
            title=Text(kept["title"], kept["title_en"]), text=Text(kept["text"], kept["text_en"]),
            questions=before.questions if before else (), when=conditions_from(kept.get("when", [])),
        )  # fmt: skip

    @classmethod
    def before(cls, section: Section) -> dict[str, Any]:
        """Will return what the page shows first."""
        return _shown({"title": section.title, "text": section.text}) | {"when": pairs_of(section.when)}


class QuestionForm(DraftForm):
    """One question with everything about it. What does not fit its kind is said, not lost."""

    title = Line(label=_("Vraag"), max_length=TITLE)
    title_en = Line(label=_("Vraag in het Engels"), max_length=TITLE, required=False)
    hint = Line(label=_("Uitleg onder de vraag"), max_length=400, required=False)
    hint_en = Line(label=_("Uitleg in het Engels"), max_length=400, required=False)
    kind = forms.ChoiceField(label=_("Soort antwoord"), choices=KINDS)
    choices = Lines(
        label=_("Keuzes, bij één keuze of meer keuzes"),
        max_length=4000,
        required=False,
        help_text=_("Eén op elke regel."),
    )
    required = forms.BooleanField(label=_("Moet worden ingevuld"), required=False)
    mark = forms.ChoiceField(
        label=_("Wie het antwoord ziet"), choices=MARKS,
        help_text=_("Ons team ziet elk antwoord. Vertrouwelijk komt nooit in cijfers of in een bestand om te delen."),
    )  # fmt: skip
    least = forms.IntegerField(
        label=_("Kleinste getal"), required=False, min_value=-LARGEST, max_value=LARGEST,
        help_text=_("Bij een getal of een schaal. Een schaal loopt anders van 1 tot en met 5."),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("Grootste getal, of meeste tekens"), required=False, min_value=-LARGEST, max_value=LARGEST,
        help_text=_("Bij een getal, een schaal of tekst."),
    )  # fmt: skip
    pattern = forms.ChoiceField(label=_("Vorm van een regel tekst"), choices=PATTERNS)
    days = forms.ChoiceField(label=_("Welke dagen, bij een datum"), choices=DAYS)
    when = forms.MultipleChoiceField(
        label=_("Alleen vragen als"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Van één vraag volstaat één van de antwoorden. Bij meer vragen moeten ze allemaal kloppen."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, earlier: Sequence[tuple[str, str]], before: Question | None, in_english: bool
    ) -> None:
        self.asked = before
        # In a list that is Dutch only, a stroke is part of a choice: «burgemeester / wethouder».
        self.splits = in_english or bool(before and any(choice.label.en for choice in before.choices))
        super().__init__(data, initial=self._shown_first(before) if before else {})
        hints = [_("Engels erbij? Zet het achter de laatste schuine streep: Ja / Yes.")] if self.splits else []
        if self.initial.get("choices"):
            hints.append(_("Laat staan wat voor het isgelijkteken (=) staat. Dan blijven antwoorden bij hun keuze."))
        self.fields["choices"].help_text = " ".join(map(str, (self.fields["choices"].help_text, *hints)))
        if earlier:
            self.set_choices("when", list(earlier))
        else:
            del self.fields["when"]

    def clean_choices(self) -> tuple[Choice, ...]:
        """Will read the choices, each with a key that stays; raises `ValidationError` for an empty one."""
        read: list[Choice] = []
        for line in self.cleaned_data["choices"].splitlines():
            if not line.strip():
                continue
            named, _sign, rest = line.partition(" = ")
            key, words = (named.strip(), rest) if rest and is_a_key(named.strip()) else ("", line)
            padded = f" {words.strip()} "
            dutch, _stroke, english = padded.rpartition(" / ") if self.splits and " / " in padded else (padded, "", "")
            if not dutch.strip():
                raise ValidationError(_("Een van de keuzes is leeg."))
            taken = [one.key for one in read]
            read.append(Choice(key or key_for(dutch, taken, usual="keuze"), Text(dutch.strip(), english.strip())))
        return tuple(read)

    def clean(self) -> dict[str, Any]:
        """Will see whether all that was filled in fits the kind of answer, and can be counted."""
        kept = self.cleaned_data
        if self.errors:
            return kept
        kind = Kind(kept["kind"])
        for name, kinds in ONLY_FOR.items():
            if kind not in kinds and kept[name] not in (None, (), Pattern.ANY.value, Days.ANY.value):
                self.add_error(name, _DOES_NOT_FIT_LIST if name in {"pattern", "days"} else _DOES_NOT_FIT)
        if not self.errors:
            question = self.question(set())
            self._say("choices", about_choices(question))
            self._say("most", about_bounds(question))
        return kept

    def _say(self, field: str, messages: Iterable[str]) -> None:
        for message in messages:
            self.add_error(field, f"{message[:1].upper()}{message[1:]}.")

    def question(self, taken: set[str]) -> Question:
        """Will return the question as it was filled in; its key stays what it was."""
        kept, kind = self.cleaned_data, Kind(self.cleaned_data["kind"])
        least, most = kept["least"], kept["most"]
        if kind == Kind.SCALE:  # from nought is a scale too: only what is not filled in is as usual
            least, most = SCALE[0] if least is None else least, SCALE[1] if most is None else most
        return Question(
            key=self.asked.key if self.asked else key_for(kept["title"], taken, usual="vraag"), kind=kind,
            title=Text(kept["title"], kept["title_en"]), hint=Text(kept["hint"], kept["hint_en"]), mark=Mark(kept["mark"]),
            required=kept["required"], choices=YES_OR_NO if kind == Kind.YES_NO else kept["choices"],
            when=conditions_from(kept.get("when", [])), least=least, most=most,
            pattern=Pattern(kept["pattern"]), days=Days(kept["days"]),
        )  # fmt: skip

    def _shown_first(self, question: Question) -> dict[str, Any]:
        """What the page shows first; each choice with its key, so that it keeps it."""
        listed = question.choices if question.kind != Kind.YES_NO else ()
        bounds = question.least, question.most
        least, most = (None, None) if question.kind == Kind.SCALE and bounds == SCALE else bounds
        return _shown({"title": question.title, "hint": question.hint}) | {
            "kind": question.kind.value, "choices": "\n".join(map(self._line, listed)), "required": question.required,
            "mark": question.mark.value, "least": least, "most": most,
            "pattern": question.pattern.value, "days": question.days.value, "when": pairs_of(question.when),
        }  # fmt: skip

    def _line(self, choice: Choice) -> str:
        dutch, english = choice.label.nl, choice.label.en
        # Without the stroke at the end, the last one of the Dutch words would be read as the beginning of the English.
        behind = f" / {english}" if english else " /" if self.splits and " / " in f" {dutch} " else ""
        return f"{choice.key} = {dutch}{behind}"


class MoveForm(DraftForm):
    """Moving a part one place."""

    part = Line(max_length=40)
    change = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])


class GoneForm(DraftForm):
    """Taking away what cannot be brought back."""


class PublishForm(DraftForm):
    """Making a draft a version that never changes again."""

    despite_words = forms.BooleanField(label=_("Wij hebben naar de woorden gekeken. Zo blijft het."), required=False)


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("ja") if value else _("nee"))
    words = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    given = value if isinstance(value, list) else [] if value is None else [value]
    return ", ".join(words.get(str(one), str(one)) for one in given)


def _shown(texts: dict[str, Text]) -> dict[str, Any]:
    return {name: text.nl for name, text in texts.items()} | {f"{name}_en": text.en for name, text in texts.items()}
