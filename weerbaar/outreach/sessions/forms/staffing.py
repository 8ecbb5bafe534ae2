"""Whom to ask, and whom to let go."""

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.sessions.models import Released
from weerbaar.team.network.models import Skill


class AskForm(StrictForm):
    """Who is asked to do what."""

    facilitator = forms.UUIDField()
    skill = forms.ChoiceField(choices=[(Skill.MODERATE.value, ""), (Skill.TRAIN.value, "")])


class LetGoForm(StrictForm):
    """Why somebody need not come."""

    why = forms.ChoiceField(
        label=_("Waarom komt deze persoon niet?"),
        choices=[
            (Released.ILL.value, _("Is ziek")),
            (Released.DECLINED.value, _("Kan toch niet")),
            (Released.WITHDRAWN.value, _("Is niet meer nodig")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de drie.")},
    )
