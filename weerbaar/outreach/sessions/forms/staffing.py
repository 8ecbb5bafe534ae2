"""Whom to ask, and whom to let go."""

from django import forms

from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.sessions.models import Released
from weerbaar.team.network.models import Skill


class AskForm(StrictForm):
    """Who is asked to do what."""

    facilitator = forms.UUIDField()
    skill = forms.ChoiceField(choices=[(Skill.MODERATE.value, ""), (Skill.TRAIN.value, "")])


class LetGoForm(StrictForm):
    """Why somebody need not come."""

    why = forms.ChoiceField(choices=[(Released.WITHDRAWN.value, ""), (Released.ILL.value, "")])
