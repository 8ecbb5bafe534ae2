"""What leaves the house on paper: letters, and files for the police."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.incidents.masking import Masked
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.ui.strict import Line, Lines, StrictForm, Text

_LONG = 4000
_MOST_OWN_WORDS = 100


class LetterForm(StrictForm):
    """A letter before it is printed."""

    sender = Text(label=_("Van"), max_length=500, required=False, help_text=_("Gebruik het adres van de organisatie."))
    to = Text(label=_("Aan"), max_length=500)
    on = Line(label=_("Datum"), max_length=60)
    subject = Line(label=_("Onderwerp"), max_length=200)
    body = Text(label=_("De brief"), max_length=20_000)


class FileForm(StrictForm):
    """What goes into a file, for whom and why, and what must not be read in it."""

    for_whom = Line(
        label=_("Voor wie is het dossier?"),
        max_length=200,
        error_messages={"required": _("Schrijf op wie het krijgt, zoals «politie Voorbeeldstad».")},
    )
    why = Line(
        label=_("Waarvoor?"),
        max_length=200,
        error_messages={"required": _("Schrijf op waarvoor het is. De cliënt ziet dit.")},
    )
    office = Line(label=_("Welk ambt heeft de cliënt?"), max_length=120, required=False)
    work_address = Line(
        label=_("Adres van het werk"),
        max_length=200,
        required=False,
        help_text=_("Dit staat in het dossier, niet het huisadres."),
    )
    motive = Text(label=_("Waarom gebeurde het, denkt de cliënt?"), max_length=_LONG, required=False)
    under_number = forms.BooleanField(label=_("Er komt aangifte onder nummer"), required=False)
    incidents = forms.MultipleChoiceField(
        label=_("Welke gebeurtenissen gaan mee?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.MultipleChoiceField(
        label=_("Welk bewijs staat erin?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tekst komt als tekst mee. Een afbeelding gaat er helemaal in of helemaal niet."),
    )
    masked = forms.MultipleChoiceField(
        label=_("Wat maken wij onleesbaar?"),
        choices=[choice for choice in Masked.choices if choice[0] != Masked.OWN],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "In tekst. Wat in een afbeelding staat, blijft leesbaar. Straten zonder huisnummer herkennen wij niet."
        ),
    )
    own_words = Lines(
        label=_("Welke woorden of zinnen nog meer?"), max_length=_LONG, required=False, help_text=_("Een per regel.")
    )
    as_package = forms.BooleanField(
        label=_("Maak een pakket (zip) met originelen en een controlelijst"), required=False
    )
    originals = forms.MultipleChoiceField(
        label=_("Welke originelen gaan mee in het pakket?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    whole_is_fine = forms.BooleanField(
        label=_("Ik weet dat in afbeeldingen en originelen alles leesbaar blijft"), required=False
    )

    def __init__(
        self,
        *args: Any,
        incidents: list[tuple[str, str]],
        pieces: list[tuple[str, str]],
        pictures: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("incidents", incidents)
        self.set_choices("evidence", pieces)
        self.set_choices("originals", pieces)
        self.pictures = pictures

    def clean_own_words(self) -> tuple[str, ...]:
        """Will return the words, one a line; raises `ValidationError` for too many."""
        words = tuple(line.strip() for line in self.cleaned_data["own_words"].splitlines() if line.strip())
        if len(words) > _MOST_OWN_WORDS:
            raise forms.ValidationError(_("Hoogstens honderd woorden of zinnen."))
        return words

    def clean(self) -> dict[str, Any]:
        """Will ask for a package when originals go along, and whether it is known that these are not masked."""
        facts = super().clean() or {}
        originals, shown = facts.get("originals", []), self.pictures.intersection(facts.get("evidence", []))
        if originals and not facts.get("as_package"):
            self.add_error("as_package", _("Originelen passen alleen in een pakket. Zet het vinkje, of haal ze weg."))
        masks = facts.get("masked") or facts.get("own_words")
        if masks and (originals or shown) and not facts.get("whole_is_fine"):
            self.add_error(
                "whole_is_fine",
                _("U maakt iets onleesbaar, maar geeft ook afbeeldingen of originelen mee. Daarin staat alles nog."),
            )
        return facts

    def wish(self) -> Wish:
        """Will return what was asked for."""
        facts: dict[str, Any] = self.cleaned_data
        many: dict[str, Any] = {
            name: frozenset(map(UUID, facts[name])) for name in ("incidents", "evidence", "originals")
        }
        plain = ("for_whom", "why", "office", "work_address", "motive", "under_number", "own_words", "as_package")
        return Wish(**many, masked=frozenset(map(Masked, facts["masked"])), **{name: facts[name] for name in plain})
