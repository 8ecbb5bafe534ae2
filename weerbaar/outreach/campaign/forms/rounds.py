"""A round, and the order in which it goes through the provinces."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.outreach.campaign.actions.rounds import Turn
from weerbaar.outreach.campaign.forms.days import Day
from weerbaar.outreach.campaign.queries.provinces import ProvinceLine

MOST = 99


class RoundForm(StrictForm):
    """A new time around the country."""

    code = forms.SlugField(label=_("Korte naam"), max_length=20, help_text=_("Bijvoorbeeld 2026. Staat in adressen."))
    naam = Line(label=_("Naam"), max_length=80)
    begin = Day(label=_("Eerste dag"))
    eind = Day(label=_("Laatste dag"))

    def clean(self) -> dict[str, Any]:
        """Will see to it that a round starts before it ends."""
        told = super().clean() or {}
        if told.get("begin") and told.get("eind") and told["eind"] <= told["begin"]:
            self.add_error("eind", ValidationError(_("De laatste dag ligt niet na de eerste.")))
        return told


class EndRoundForm(StrictForm):
    """Another last day."""

    eind = Day(label=_("Laatste dag van deze ronde"), help_text=_("Persoonlijke links werken tot en met deze dag."))


class TurnsForm(StrictForm):
    """Per province its place in the order and its dates; three fields each, named after its code."""

    def __init__(self, *args: Any, provinces: list[ProvinceLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces = provinces
        for line in provinces:
            place = forms.IntegerField(min_value=1, max_value=MOST, required=False, initial=line.position)
            place.widget.attrs["aria-label"] = _("Plaats van %(name)s") % {"name": line.name}
            starts, target = Day(required=False, initial=line.starts_on), Day(required=False, initial=line.target_on)
            starts.widget.attrs["aria-label"] = _("Begin van %(name)s") % {"name": line.name}
            target.widget.attrs["aria-label"] = _("Streefdatum van %(name)s") % {"name": line.name}
            for name, field in {"plaats": place, "begin": starts, "klaar": target}.items():
                field.widget.attrs["class"] = "field__input"
                self.fields[f"{name}_{line.code}"] = field

    def clean(self) -> dict[str, Any]:
        """Will see to it that dates have a place, and that nothing is done before it began."""
        told = super().clean() or {}
        for line in self.provinces:
            place, starts, target = (told.get(f"{name}_{line.code}") for name in ("plaats", "begin", "klaar"))
            if place is None and (starts or target):
                self.add_error(f"plaats_{line.code}", _("Geef %(name)s ook een plaats.") % {"name": line.name})
            if starts and target and target < starts:
                self.add_error(f"klaar_{line.code}", _("De streefdatum ligt voor het begin."))
        return told

    @property
    def turns(self) -> list[Turn]:
        """What was told."""
        told = self.cleaned_data
        names = ("plaats", "begin", "klaar")
        return [Turn(line.code, *(told[f"{name}_{line.code}"] for name in names)) for line in self.provinces]

    def rows(self) -> list[tuple[ProvinceLine, list[forms.BoundField]]]:
        """Will give each province with its fields, for a table."""
        return [
            (line, [self[f"{name}_{line.code}"] for name in ("plaats", "begin", "klaar")]) for line in self.provinces
        ]
