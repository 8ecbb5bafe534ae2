"""The next step of a stage, and what was agreed about it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import StrictForm, Text
from weerbaar.outreach.campaign.actions.stages import Step
from weerbaar.outreach.campaign.forms.days import Clock, Day, moment
from weerbaar.outreach.campaign.models import Payer, Stage, StageState
from weerbaar.outreach.campaign.rules import moves_from


class StepForm(StrictForm):
    """Which step, the day it is true of, and what belongs to it."""

    stap = forms.ChoiceField(label=_("Wat gebeurde er?"), widget=forms.RadioSelect)
    dag = Day(label=_("Op welke dag was dat?"))
    gepland_op = Day(label=_("Voor welke dag is het gepland?"), required=False)
    gepland_om = Clock(label=_("Hoe laat begint het?"), required=False)
    later_vanaf = Day(label=_("Vanaf welke dag mogen we het weer vragen?"), required=False)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("stap", [(move.target.value, move.label) for move in moves_from(stage.state)])

    def clean(self) -> dict[str, Any]:
        """Will see to it that what is planned has a moment, and what is later a day."""
        told = super().clean() or {}
        if told.get("stap") == StageState.PLANNED:
            self._needs("gepland_op", "gepland_om")
        if told.get("stap") == StageState.LATER:
            self._needs("later_vanaf")
        if told.get("gepland_op") and told.get("gepland_om"):
            try:
                told["moment"] = moment(told["gepland_op"], told["gepland_om"])
            except ValidationError as error:
                self.add_error("gepland_om", error)
        return told

    def _needs(self, *names: str) -> None:
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Vul dit in bij deze stap."))

    @property
    def step(self) -> Step:
        """What was told, as a step; a moment or day that does not belong to it is left out."""
        told = self.cleaned_data
        target = StageState(told["stap"])
        return Step(
            target=target, on=told["dag"],
            planned_for=told.get("moment") if target == StageState.PLANNED else None,
            later_until=told["later_vanaf"] if target == StageState.LATER else None,
        )  # fmt: skip


class WishesForm(StrictForm):
    """What the organisation wants with a stage, and who pays."""

    wensen = Text(
        label=_("Wensen"), max_length=4000, required=False,
        help_text=_("Dit kan openbaar worden. Schrijf niets over personen, en geen privénummers."),
    )  # fmt: skip
    betaalt = forms.ChoiceField(label=_("Wie betaalt?"), choices=Payer.choices)


def first_step(stage: Stage, on: dt.date) -> dict[str, Any]:
    """Will return what the form starts with: the step that follows most often, today."""
    order = [StageState.HELD, StageState.PLANNED, StageState.OFFERED, StageState.WANTED]
    targets = [move.target for move in moves_from(stage.state)]
    if stage.state in {StageState.OPEN, StageState.LATER, StageState.DECLINED}:
        order = [StageState.OFFERED]
    return {"stap": next((one for one in order if one in targets), ""), "dag": on}
