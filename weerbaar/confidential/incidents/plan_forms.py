"""Forms of the plan, of reports, of letters and of files that leave the house."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.incidents import phrases
from weerbaar.confidential.incidents.masking import Masked
from weerbaar.confidential.incidents.nine_steps import Route
from weerbaar.confidential.incidents.paperwork import ReportFacts, StepFacts
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.ui.strict import Line, StrictForm, Text

CLIENT, NOBODY = "client", ""
END_OF_DAY = dt.time(23, 59)
_LONG = 4000
_FIRST_YEAR, _LAST_YEAR = 1980, 2199
_MOST_OWN_WORDS = 100


class _Day(forms.DateField):
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **options)
        self.error_messages["invalid"] = _("Schrijf de datum zo: 27-11-2026.")

    def clean(self, value: Any) -> Any:
        """Will return the day; raises `ValidationError` for a year that we do not count with."""
        day = super().clean(value)
        if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise forms.ValidationError(phrases.TOO_LONG_AGO)
        return day


class StepForm(StrictForm):
    """Whose a step is, by when, and what shows that it was done."""

    owner = forms.ChoiceField(label=_("Wie doet het?"), required=False)
    day = _Day(label=_("Voor welke dag?"), required=False)
    proof = Text(label=_("Wat laat zien dat het is gedaan?"), max_length=_LONG, required=False)
    evidence = forms.ChoiceField(label=_("Hoort er bewijs bij?"), required=False)
    is_done = forms.BooleanField(label=_("Deze stap is gedaan"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], pieces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = [(NOBODY, _("Nog niemand")), (CLIENT, _("De cliënt zelf")), *people]
        self.set_choices("owner", owners)
        self.set_choices("evidence", [("", _("Geen bewijs")), *pieces])

    @property
    def owner_id(self) -> UUID | None:
        """Which colleague was chosen; nothing when it is the client or nobody."""
        chosen = self.cleaned_data["owner"]
        return None if chosen in {CLIENT, NOBODY} else UUID(chosen)

    @property
    def due_at(self) -> dt.datetime | None:
        """The end of the day that was chosen."""
        day = self.cleaned_data["day"]
        return dt.datetime.combine(day, END_OF_DAY, AMSTERDAM) if day else None

    def told(self) -> StepFacts:
        """Will return what goes into the sealed facts."""
        facts = self.cleaned_data
        return StepFacts(by_client=facts["owner"] == CLIENT, proof=facts["proof"], evidence=facts["evidence"])


class RouteForm(StrictForm):
    """What the client chooses, and why."""

    route = forms.ChoiceField(
        label=_("Wat kiest de cliënt?"),
        choices=Route.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat de cliënt wil. Twijfelt die nog? Dan kan het later.")},
    )
    reason = Text(
        label=_("Waarom, in de woorden van de cliënt?"),
        max_length=_LONG,
        required=False,
        help_text=_("De cliënt leest dit terug."),
    )


class ReportForm(StrictForm):
    """A notification or criminal report that was made."""

    route = forms.ChoiceField(
        label=_("Wat is er gedaan?"),
        choices=[choice for choice in Route.choices if choice[0] != Route.OTHER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies melding of aangifte.")},
    )
    day = _Day(label=_("Op welke dag?"), error_messages={"required": _("Vul de dag in waarop het is gedaan.")})
    station = Line(label=_("Bij welk bureau, of online?"), max_length=200, required=False)
    number = Line(label=_("Onder welk nummer?"), max_length=100, required=False)
    contact = Line(
        label=_("Wie is de contactpersoon?"),
        max_length=200,
        required=False,
        help_text=_("Naam en nummer, zoals de politie ze gaf."),
    )
    with_code = forms.BooleanField(label=_("De VPT-code staat erop"), required=False)
    under_number = forms.BooleanField(label=_("Het is aangifte onder nummer"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> dt.date:
        """Will return the day; raises `ValidationError` for one that is still to come."""
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(phrases.STILL_TO_COME)
        return day

    @property
    def made_at(self) -> dt.datetime:
        """The noon of the day on which it was made: nobody remembers the minute."""
        return dt.datetime.combine(self.cleaned_data["day"], dt.time(12), AMSTERDAM)

    def told(self) -> ReportFacts:
        """Will return what goes into the sealed facts."""
        names = ("route", "station", "number", "contact", "with_code", "under_number")
        return ReportFacts(**{name: self.cleaned_data[name] for name in names})


class AskedForm(StrictForm):
    """Whom somebody asked what became of a report, and what they said."""

    prefix = "gevraagd"
    of = Line(label=_("Aan wie is het gevraagd?"), max_length=200, required=False)
    heard = Text(
        label=_("Wat zeiden ze?"),
        max_length=_LONG,
        help_text=_("Ook «niets» is een antwoord om te bewaren."),
        error_messages={"required": _("Schrijf op wat ze zeiden. «Nog niets» is genoeg.")},
    )


class AnsweredForm(StrictForm):
    """What the police answered, which ends the asking."""

    prefix = "antwoord"
    answer = Text(
        label=_("Wat is het antwoord?"),
        max_length=_LONG,
        error_messages={"required": _("Schrijf op wat het antwoord is.")},
    )


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
    own_words = Text(
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
