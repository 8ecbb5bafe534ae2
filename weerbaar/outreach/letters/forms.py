from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm, Text
from weerbaar.foundation.ui.times import Day
from weerbaar.outreach.campaign.models import PersonalLink, Round, Segment, StageKind, StageState
from weerbaar.outreach.campaign.queries import post
from weerbaar.outreach.letters import wording
from weerbaar.outreach.letters.models import Channel, DispatchState, LetterTemplate
from weerbaar.outreach.letters.queries.recipients import Reader, Wish

ANY = ("", _("Alle"))
MOST_CODES = 400
SHOWN_AT_MOST = 5
SHOWN_SIGNS = 120


class CheckedLine(Line):
    """A line with fields in braces."""

    def clean(self, value: Any) -> Any:
        """Will return the line; raises `ValidationError` naming a field that does not exist."""
        return _checked(super().clean(value))


class CheckedText(Text):
    """Paragraphs with fields in braces."""

    def clean(self, value: Any) -> Any:
        """Will return the text; raises `ValidationError` naming a field that does not exist."""
        return _checked(super().clean(value))


def _checked(text: Any) -> Any:
    try:
        wording.check(text)
    except wording.WrongField as wrong:
        raise ValidationError(wrong.message, code="field") from wrong
    return text


class WordsForm(StrictForm):
    """The words of a template, and for whom to show an example."""

    takes = frozenset({"actie"})

    onderwerp = CheckedLine(label=_("Onderwerp"), max_length=120)
    tekst = CheckedText(
        label=_("Tekst"), max_length=8000,
        help_text=_("Een lege regel begint een alinea. Begin een regel met - of 1. voor een lijst, met ~ voor kleine letters."),
    )  # fmt: skip
    voorbeeld = forms.ChoiceField(label=_("Voorbeeld voor"), required=False)
    lezer = forms.ChoiceField(label=_("Aan"), required=False, choices=Reader.choices, initial=Reader.HEAD)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("voorbeeld", organisations)


class TemplateForm(WordsForm):
    """A new template."""

    naam = Line(
        label=_("Naam"), max_length=80, help_text=_("Zo kiest u de brief later. De ontvanger ziet deze naam niet.")
    )
    doel = forms.ChoiceField(label=_("Wat opent de link?"), choices=PersonalLink.Purpose.choices)
    stap = forms.ChoiceField(
        label=_("Wat biedt de brief aan?"), required=False, choices=[("", _("Niets")), *StageKind.choices]
    )
    field_order = ("naam", "doel", "stap", "onderwerp", "tekst", "voorbeeld", "lezer")


class WishForm(StrictForm):
    """What to send to whom. Asked for a dry run, and once more when it is set ready."""

    takes = frozenset({"gezien"})

    sjabloon = forms.ChoiceField(label=_("Welke brief?"))
    ronde = forms.ChoiceField(label=_("Ronde"))
    aan = forms.MultipleChoiceField(
        label=_("Aan wie?"), choices=Reader.choices, widget=forms.CheckboxSelectMultiple, initial=[Reader.HEAD]
    )
    weg = forms.MultipleChoiceField(
        label=_("Hoe?"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple, initial=[Channel.LETTER]
    )
    keuze = forms.ChoiceField(label=_("Bewaarde zoekopdracht"), required=False)
    provincie = forms.ChoiceField(label=_("Provincie"), required=False)
    stap = forms.ChoiceField(label=_("Stap"), required=False, choices=[ANY, *StageKind.choices])
    stand = forms.ChoiceField(label=_("Stand van die stap"), required=False, choices=[ANY, *StageState.choices])
    alleen = Line(
        label=_("Alleen deze organisaties"), required=False, max_length=4000,
        help_text=_("Codes met een komma ertussen, zoals GM0402, PV31."),
    )  # fmt: skip
    zonder = Line(label=_("Zonder deze organisaties"), required=False, max_length=4000)
    datum = Day(label=_("Datum in de brief"))

    def __init__(
        self,
        *args: Any,
        templates: list[LetterTemplate],
        rounds: list[Round],
        provinces: list[tuple[str, str]],
        segments: list[Segment],
        codes: set[str],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._codes_known = codes
        self._on, self._segments = on, {str(one.pk): one for one in segments}
        self.set_choices("keuze", [ANY, *((key, one.name) for key, one in self._segments.items())])
        self._templates = {str(one.pk): one for one in templates}
        self._rounds = {one.pk: one for one in rounds}
        self.set_choices("sjabloon", [(key, one.name) for key, one in self._templates.items()])
        self.set_choices("ronde", [(key, one.name) for key, one in self._rounds.items()])
        self.set_choices("provincie", [ANY, *provinces])

    def clean(self) -> dict[str, Any]:
        """Will refuse half a stage, and more codes than there are organisations."""
        facts = super().clean() or {}
        if bool(facts.get("stap")) != bool(facts.get("stand")):
            self.add_error("stand", _("Kies een stap en een stand, of geen van beide."))
        for name in ("alleen", "zonder"):
            facts[name] = [code.strip().upper() for code in facts.get(name, "").split(",") if code.strip()]
            if len(facts[name]) > MOST_CODES:
                self.add_error(name, _("Dit zijn meer codes dan er organisaties zijn."))
            elif unknown := sorted(set(facts[name]) - self._codes_known):
                says = _("Deze codes kennen wij niet: %(codes)s. Schrijf een code zoals GM0402.")
                self.add_error(name, says % {"codes": ", ".join(unknown[:SHOWN_AT_MOST])[:SHOWN_SIGNS]})
        return facts

    @property
    def names_some(self) -> bool:
        """Whether organisations are named: whoever looks must see which."""
        return bool(self["alleen"].value() or self["zonder"].value())

    @property
    def wish(self) -> Wish:
        """What was asked, once it is valid."""
        facts = self.cleaned_data
        return Wish(
            template=self._templates[facts["sjabloon"]], round=self._rounds[facts["ronde"]],
            readers=tuple(facts["aan"]), channels=tuple(facts["weg"]), province=facts["provincie"],
            stage=facts["stap"], state=facts["stand"], codes=self._codes(), without=frozenset(facts["zonder"]),
        )  # fmt: skip

    def _codes(self) -> tuple[str, ...] | None:
        """The organisations that were named, those that a kept search finds, or those that are in both."""
        facts = self.cleaned_data
        named, segment = facts["alleen"], self._segments.get(facts["keuze"])
        if segment is None:
            return tuple(named) or None
        found = post.codes_in(segment, self._rounds[facts["ronde"]], on=self._on)
        return tuple(code for code in found if not named or code in named)


class OutboxForm(StrictForm):
    """Which part of a mailing to look at."""

    takes = frozenset({"pagina"})

    provincie = forms.ChoiceField(label=_("Provincie"), required=False)
    stand = forms.ChoiceField(label=_("Stand"), required=False, choices=[ANY, *DispatchState.choices])

    def __init__(self, *args: Any, provinces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("provincie", [ANY, *provinces])


class ReleaseForm(StrictForm):
    """Which provinces go now. Where the letter says what it should not, somebody says that they saw it."""

    provincies = forms.MultipleChoiceField(
        label=_("Welke provincies?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens een provincie.")},
    )  # fmt: skip
    gezien = forms.BooleanField(label=_("Ik heb gezien wat er beter niet in kan staan."), required=False)

    def __init__(self, *args: Any, provinces: list[tuple[str, str]], must_see: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("provincies", provinces)
        self.fields["gezien"].required = must_see
        self.fields["gezien"].error_messages["required"] = _("Kijk eerst na wat er beter niet in kan staan.")


class PostedForm(StrictForm):
    """Of which province the printed letters went to the post, and when."""

    provincie = forms.ChoiceField(label=_("Provincie"))
    op = Day(label=_("Op de post op"))

    def __init__(self, *args: Any, provinces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("provincie", provinces)


class ReturnedForm(StrictForm):
    """Why a letter came back."""

    waarom = Line(label=_("Waarom kwam hij terug?"), max_length=200, help_text=_("Wat er op de envelop staat."))


class AnsweredForm(StrictForm):
    """What somebody answered by post or telephone."""

    op = Day(label=_("Wanneer?"))
    wat = Text(label=_("Wat was het antwoord?"), max_length=2000)
