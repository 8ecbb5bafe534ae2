"""One act on many organisations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.campaign.forms.days import Day
from weerbaar.outreach.campaign.models import StageKind, StageState
from weerbaar.outreach.campaign.queries.bulk import Act, OwnerAct, PauseAct, StageAct

_KINDS = [
    ("offered", _("Aanbieden")),
    ("wanted", _("Wil dit graag")),
    ("declined", _("Wil dit niet")),
    ("later", _("Later")),
    ("owner", _("Aan een collega geven")),
    ("pause", _("Even niets vragen")),
]
_STATES = {
    "offered": StageState.OFFERED,
    "wanted": StageState.WANTED,
    "declined": StageState.DECLINED,
    "later": StageState.LATER,
}
_ASKS = {
    **dict.fromkeys(("offered", "wanted", "declined"), ("welke", "dag")),
    "later": ("welke", "dag", "tot"),
    "owner": ("wie",),
    "pause": ("tot",),
}


class BulkForm(StrictForm):
    """What is done with the organisations that were chosen. Planning is not among it: each has its own moment."""

    takes = frozenset({"ronde", "o", "alleen", "zoek", "provincie", "stap", "stand", "eigenaar", "druk", "gezien"})

    handeling = forms.ChoiceField(label=_("Wat wilt u doen?"), choices=_KINDS, widget=forms.RadioSelect)
    welke = forms.ChoiceField(label=_("Met welke stap?"), choices=StageKind.choices, required=False)
    dag = Day(label=_("Op welke dag?"), required=False)
    tot = Day(label=_("Tot welke dag?"), required=False)
    wie = forms.ChoiceField(label=_("Aan wie?"), required=False)

    def __init__(self, *args: Any, owners: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in owners}
        self.set_choices("wie", [("", _("Niemand")), *((key, one.name) for key, one in self.people.items())])

    @classmethod
    def told(cls, asked: QueryDict) -> bool:
        """Whether more was told than which act it is: then it can be shown what that act would do."""
        kind = asked.get("handeling", "")
        return "handeling" in asked and (kind not in _ASKS or any(name in asked for name in _ASKS[kind]))

    @property
    def chosen(self) -> str:
        """Which act was chosen; empty while none was."""
        kind = self["handeling"].value() or ""
        return kind if kind in _ASKS else ""

    @property
    def chosen_words(self) -> str:
        """The chosen act in words."""
        return str(dict(_KINDS)[self.chosen])

    @property
    def asked(self) -> list[BoundField]:
        """The fields of the act that was chosen, and of no other."""
        return [self[name] for name in _ASKS[self.chosen]]

    def clean(self) -> dict[str, Any]:
        """Will see to it that each act has what belongs to it."""
        told = super().clean() or {}
        kind = told.get("handeling")
        if kind in _STATES and not told.get("dag"):
            self.add_error("dag", _("Zeg op welke dag dit was."))
        if kind in {"later", "pause"} and not told.get("tot"):
            self.add_error("tot", _("Zeg tot welke dag."))
        return told

    @property
    def act(self) -> Act:
        """What was asked."""
        told = self.cleaned_data
        kind = told["handeling"]
        if kind == "owner":
            return OwnerAct(owner=self.people.get(told["wie"]))
        if kind == "pause":
            return PauseAct(until=told["tot"])
        until = told["tot"] if kind == "later" else None
        stage = StageKind(told["welke"] or StageKind.INTAKE_TALK)
        return StageAct(kind=stage, target=_STATES[kind], on=told["dag"], later_until=until)
