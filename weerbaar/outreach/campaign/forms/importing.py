"""A list of contacts, and which of its columns is what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.message_form import FilesField
from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.campaign.contact_lists.columns import Field, Mapping, missing
from weerbaar.outreach.campaign.contact_lists.sheets import MOST_ROWS, Refused

REFUSED = {
    Refused.EMPTY: _("In dit bestand staat niets. Er is niets ingelezen."),
    Refused.TOO_LARGE: _("Dit bestand is groter dan 15 MB. Er is niets ingelezen."),
    Refused.TOO_MANY_ROWS: _("Deze lijst heeft meer dan %(most)s rijen. Knip haar in stukken. Er is niets ingelezen.") % {"most": f"{MOST_ROWS:,}".replace(",", ".")},
    Refused.TOO_MANY_COLUMNS: _("Deze lijst heeft meer dan 60 kolommen. Laat weg wat niet nodig is. Er is niets ingelezen."),
    Refused.NOT_A_LIST: _("Dit is geen CSV en geen XLSX die we kunnen lezen. Er is niets ingelezen."),
}  # fmt: skip
WORDS = {
    Field.ORGANISATION: _("Organisatie (naam of code)"), Field.OFFICE: _("Functie"), Field.FORM: _("Aanspreekvorm"),
    Field.INITIALS: _("Voorletters"), Field.FIRST_NAME: _("Voornaam"), Field.INFIX: _("Tussenvoegsel"),
    Field.SURNAME: _("Achternaam"), Field.FULL_NAME: _("Hele naam"), Field.EMAIL: _("Mailadres"), Field.PHONE: _("Telefoon"),
    Field.FROM: _("In functie sinds"), Field.UNTIL: _("Vertrokken op"),
}  # fmt: skip


class ListForm(StrictForm):
    """One file with contacts."""

    lijst = FilesField(
        label=_("Lijst met contactpersonen"),
        help_text=_("Een CSV of XLSX met kopjes boven de kolommen. Er verandert niets voordat u dat bevestigt."),
    )

    def clean_lijst(self) -> Any:
        """Will see to it that it is one file."""
        files = self.cleaned_data["lijst"]
        if len(files) != 1:
            raise forms.ValidationError(_("Kies een bestand."))
        return files[0]


class MappingForm(StrictForm):
    """Which column is what; each field has a list of the columns."""

    def __init__(self, *args: Any, head: tuple[str, ...], mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [
            ("", _("staat er niet in")),
            *((str(place), name or f"kolom {place + 1}") for place, name in enumerate(head)),
        ]
        for one in Field:
            first = str(mapping[one]) if one in mapping else ""
            self.fields[one.value] = forms.ChoiceField(label=WORDS[one], required=False, choices=columns, initial=first)

    def clean(self) -> dict[str, Any]:
        """Will see to it that there is an organisation and a name, and that a column is one thing."""
        told = super().clean() or {}
        for one in missing(self._told(told)):
            self.add_error(one.value, _("Zonder deze kolom kunnen we niets inlezen."))
        places = [place for place in told.values() if place]
        if len(places) != len(set(places)):
            self.add_error(None, _("Een kolom kan maar één ding zijn."))
        return told

    @property
    def mapping(self) -> Mapping:
        """What was chosen."""
        return self._told(self.cleaned_data)

    def _told(self, told: dict[str, Any]) -> Mapping:
        return {one.value: int(told[one.value]) for one in Field if told.get(one.value)}
