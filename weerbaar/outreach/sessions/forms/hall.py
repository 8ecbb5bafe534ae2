"""The programme, the hall and who is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, Lines, Phone, StrictForm
from weerbaar.foundation.ui.times import Day
from weerbaar.outreach.campaign.models import Payer
from weerbaar.outreach.sessions.catalogue import Block, blocks_for
from weerbaar.outreach.sessions.models import Group, Side

MOST_PEOPLE = 2000
MOST_PARTS = 99
MOST_MINUTES = 240


class ProgrammeForm(StrictForm):
    """Every block with its place in the order and its minutes; without a place it is not in."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = blocks_for(kind)
        for block in self.blocks:
            place, minutes = {"name": block.name, "most": MOST_PARTS}, {"name": block.name, "most": MOST_MINUTES}
            self.fields[f"place_{block.key}"] = self._number(
                _("plaats van %(name)s") % place,
                _("«%(name)s»: de plaats is een getal van 1 tot en met %(most)d.") % place,
                most=MOST_PARTS,
            )
            self.fields[f"minutes_{block.key}"] = self._number(
                _("minuten voor %(name)s") % minutes,
                _("«%(name)s»: vul 1 tot en met %(most)d minuten in.") % minutes,
                most=MOST_MINUTES,
            )

    def _number(self, label: str, wrong: str, *, most: int) -> forms.IntegerField:
        """A number of one block; what is wrong with it says of which block, since there are many alike."""
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, error_messages=messages)

    @property
    def rows(self) -> list[tuple[Block, Any, Any]]:
        """Each block with its two fields, what is in the programme first and in its order."""
        rows = [(block, self[f"place_{block.key}"], self[f"minutes_{block.key}"]) for block in self.blocks]
        return sorted(rows, key=lambda row: int(row[1].value() or 100) if str(row[1].value() or 100).isdigit() else 100)

    @property
    def chosen(self) -> list[tuple[Block, int]]:
        """The blocks in their order, each with its minutes: its own unless others were given."""
        told = self.cleaned_data
        ordered = sorted(
            (block for block in self.blocks if told.get(f"place_{block.key}")),
            key=lambda block: int(told[f"place_{block.key}"]),
        )
        return [(block, told.get(f"minutes_{block.key}") or block.minutes) for block in ordered]


def programme_fields(chosen: list[tuple[str, int]]) -> dict[str, int]:
    """Will return what the form shows of blocks in their order, each with its minutes."""
    shown: dict[str, int] = {}
    for place, (key, minutes) in enumerate(chosen, start=1):
        shown |= {f"place_{key}": place, f"minutes_{key}": minutes}
    return shown


class MaterialForm(StrictForm):
    """Something that has to be there."""

    name = Line(label=_("Wat moet er zijn?"), max_length=120)
    side = forms.ChoiceField(label=_("Wie brengt het mee?"), choices=Side.choices)


class DayContactForm(StrictForm):
    """Whom to call on the day itself."""

    name = Line(label=_("Naam"), max_length=120, required=False)
    phone = Phone(
        label=_("Nummer"), max_length=30, required=False, help_text=_("Liefst een nummer van de organisatie zelf.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Something that has to be there has a name too, on the same page.
        super().__init__(*args, **{"auto_id": "contact_%s", **kwargs})


class NumbersForm(StrictForm):
    """How many of each group."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in Group:
            self.fields[group.value] = forms.IntegerField(
                label=group.label, min_value=0, max_value=MOST_PEOPLE, required=False, initial=0
            )

    @property
    def numbers(self) -> dict[str, int]:
        """Each group with its number; nothing filled in is nobody."""
        return {group: self.cleaned_data.get(group) or 0 for group in Group.values}


class GuestsForm(StrictForm):
    """Participants by name, one a line."""

    names = Lines(label=_("Namen, een per regel"), max_length=10_000, widget=forms.Textarea({"rows": 5}))
    group = forms.ChoiceField(label=_("Groep"), choices=Group.choices)

    def clean_names(self) -> list[str]:
        """Will return the names; raises `ValidationError` for one that is too long."""
        names = [" ".join(line.split()) for line in str(self.cleaned_data["names"]).splitlines() if line.strip()]
        if any(len(name) > 120 for name in names):  # noqa: PLR2004 - the width of the column
            raise forms.ValidationError(_("Een naam is hoogstens 120 tekens. Zet elke naam op een eigen regel."))
        return names


class EvaluationForm(StrictForm):
    """What is asked in the hall."""

    questionnaire = forms.ChoiceField(label=_("Welke vragen?"), required=False)

    def __init__(self, *args: Any, questionnaires: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("questionnaire", questionnaires)
        self._usual = questionnaires[0][0]

    @property
    def chosen(self) -> str:
        """The questionnaire that was chosen; without a choice the first."""
        return self.cleaned_data["questionnaire"] or self._usual


class PromiseForm(StrictForm):
    """What somebody promised in the hall."""

    text = Line(label=_("Wat is toegezegd?"), max_length=300)
    side = forms.ChoiceField(label=_("Door wie?"), choices=Payer.choices, widget=forms.RadioSelect)
    due_on = Day(label=_("Voor wanneer?"), required=False)
    whom = forms.ChoiceField(label=_("Bij welke organisatie?"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("whom", organisations)
