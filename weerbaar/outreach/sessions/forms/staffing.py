"""Whom to ask, and what they say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.outreach.sessions.models import Answer, Released
from weerbaar.team.network.models import Skill


class AskForm(StrictForm):
    """Who is asked to do what."""

    facilitator = forms.UUIDField()
    skill = forms.ChoiceField(choices=[(Skill.MODERATE.value, ""), (Skill.TRAIN.value, "")])


class LetGoForm(StrictForm):
    """Why somebody need not come."""

    why = forms.ChoiceField(choices=[(Released.WITHDRAWN.value, ""), (Released.ILL.value, "")])


class AnswerForm(StrictForm):
    """Yes, no, or let us talk about it. No reason is asked for."""

    answer = forms.ChoiceField(
        label=_("Kunt u?"),
        choices=[
            (Answer.YES.value, _("Ja, ik doe het")),
            (Answer.NO.value, _("Nee, ik kan niet")),
            (Answer.OTHER.value, _("Ik wil eerst overleggen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de drie.")},
    )
    remark = Line(label=_("Wilt u er iets bij zeggen?"), max_length=300, required=False)
