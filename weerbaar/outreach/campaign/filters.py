"""What may be asked of the pages that show how far a round is."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.campaign.maps import Asked
from weerbaar.outreach.campaign.models import Round, StageKind
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind


class ProgressFilter(StrictForm):
    """Which round, stage and province to look at; the current round and the first stage unless something else is asked."""

    ronde = forms.ChoiceField(label=_("Ronde"))
    stap = forms.ChoiceField(label=_("Stap"), choices=StageKind.choices)
    provincie = forms.ChoiceField(label=_("Provincie"), required=False)

    def __init__(self, asked: QueryDict, *, rounds: list[Round], current: Round, on: date) -> None:
        told = asked.copy()
        told.setdefault("ronde", current.pk)
        told.setdefault("stap", StageKind.INTAKE_TALK.value)
        super().__init__(told)
        provinces = authorities.authorities_on(on, Kind.PROVINCE).values_list("pk", "name")
        self.set_choices("ronde", [(one.pk, one.name) for one in rounds])
        self.set_choices("provincie", [("", _("Alle")), *provinces])
        self._rounds, self._current = {one.pk: one for one in rounds}, current

    @property
    def asked(self) -> Asked:
        """What was asked for; as if nothing was asked when it was asked wrongly."""
        if not self.is_valid():
            return Asked(round=self._current)
        told = self.cleaned_data
        return Asked(
            round=self._rounds[told["ronde"]], kind=StageKind(told["stap"]), province=told.get("provincie", "")
        )


class WeekMailForm(StrictForm):
    """Whether somebody wants the overview of the week."""

    wil = forms.ChoiceField(choices=[("ja", _("Ja")), ("nee", _("Nee"))])
