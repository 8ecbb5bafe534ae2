"""What the team fills in about appointments."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.foundation.ui.times import Clock, Day, moment
from weerbaar.outreach.appointments.actions.booking import Where
from weerbaar.outreach.appointments.forms.personal import ColleaguesForm, MailAddress
from weerbaar.outreach.appointments.models import Form, State
from weerbaar.team.network.models import Facilitator


class FindForm(StrictForm):
    """What to look for in the list."""

    takes = frozenset({"pagina"})

    zoek = Line(label=_("Naam"), required=False, max_length=100)
    stand = forms.ChoiceField(label=_("Stand"), required=False, choices=[("", _("Alle")), *State.choices])


class WhenForm(StrictForm):
    """A day and a clock, as they are said by phone."""

    day = Day(label=_("Dag"))
    clock = Clock(label=_("Tijd"))

    @property
    def moment(self) -> datetime:
        """The moment by the clock of Amsterdam."""
        return moment(self.cleaned_data["day"], self.cleaned_data["clock"])


class PlanForm(WhenForm):
    """A moment to come, and who goes."""

    facilitator = forms.ChoiceField(label=_("Wie gaat"))

    def __init__(self, *args: Any, people: list[Facilitator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("facilitator", [(str(one.pk), one.name) for one in people])

    def clean(self) -> dict[str, Any]:
        """Will see whether the moment is still to come; raises `ValidationError` for one that passed."""
        told = super().clean() or {}
        if {"day", "clock"} <= told.keys() and self.moment <= timezone.now():
            self.add_error("day", _("Dat moment is al geweest."))
        return told


class StaffWhereForm(StrictForm):
    """How and where, with the link of a video talk."""

    form = forms.ChoiceField(label=_("Hoe"), choices=Form.choices, initial=Form.VISIT)
    place = Line(label=_("Waar"), required=False, max_length=200)
    video_link = forms.URLField(label=_("Link voor video"), required=False, assume_scheme="https", max_length=200)

    @property
    def where(self) -> Where:
        """What was filled in."""
        told = self.cleaned_data
        return Where(form=Form(told["form"]), place=told["place"], video_link=told["video_link"])


class PhoneForm(PlanForm, StaffWhereForm, ColleaguesForm):
    """What was agreed by phone, for them."""

    field_order = ("day", "clock", "facilitator", "name", "email", "form", "place", "video_link", "colleagues")

    name = Line(label=_("Naam"), max_length=120)
    email = MailAddress(label=_("E-mailadres"))


class HeldForm(WhenForm):
    """When it really was, and who says so."""

    source = Line(label=_("Van wie weet u dat?"), max_length=200, initial=_("de begeleider"))


class ReasonForm(StrictForm):
    """Why it does not take place."""

    reason = Line(label=_("Reden"), required=False, max_length=300)
