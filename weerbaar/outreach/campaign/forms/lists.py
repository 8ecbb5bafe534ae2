"""What to look for in the list of organisations, and keeping that under a name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.outreach.campaign.models import StageKind, StageState
from weerbaar.outreach.campaign.queries.organisations import NOBODY, Wanted

URGENCIES = [
    ("", _("Alles")),
    ("late", _("Vast")),
    ("soon", _("Deze week")),
    ("to_do", _("Te doen")),
    ("waiting", _("Wacht op hen")),
    ("paused", _("Even niet")),
    ("done", _("Klaar")),
]


class FilterForm(StrictForm):
    """What to look for in the list of organisations."""

    takes = frozenset({"pagina", "ronde", "o", "handeling", "melding"})

    zoek = Line(label=_("Naam"), required=False, max_length=100)
    provincie = forms.ChoiceField(label=_("Provincie"), required=False)
    stap = forms.ChoiceField(label=_("Stap"), required=False, choices=[("", _("Alle")), *StageKind.choices])
    stand = forms.ChoiceField(label=_("Stand"), required=False, choices=[("", _("Alle")), *StageState.choices])
    eigenaar = forms.ChoiceField(label=_("Van wie"), required=False)
    druk = forms.ChoiceField(label=_("Hoe het staat"), required=False, choices=URGENCIES)

    def __init__(
        self, *args: Any, provinces: list[tuple[str, str]], owners: Iterable[Account] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("provincie", [("", _("Alle")), *provinces])
        people = [(str(account.pk), account.name) for account in owners]
        self.set_choices("eigenaar", [("", _("Iedereen")), (NOBODY, _("Nog niemand")), *people])

    @property
    def asked(self) -> dict[str, str]:
        """What the filters say, by their names in an address; nothing when it was asked wrongly."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    @property
    def wanted(self) -> Wanted:
        """What was asked for, and which organisations were ticked."""
        asked = self.asked
        ticked = self.data.getlist("o") if hasattr(self.data, "getlist") else []
        return Wanted(
            text=asked.get("zoek", ""), province=asked.get("provincie", ""), stage=asked.get("stap", ""),
            state=asked.get("stand", ""), owner=asked.get("eigenaar", ""), urgency=asked.get("druk", ""),
            codes=tuple(ticked),
        )  # fmt: skip


class SegmentForm(StrictForm):
    """A name for what the filters say now."""

    takes = frozenset({"zoek", "provincie", "stap", "stand", "eigenaar", "druk"})

    naam = Line(label=_("Naam van deze zoekopdracht"), max_length=60)
    gedeeld = forms.BooleanField(label=_("Ook voor collega's"), required=False)
