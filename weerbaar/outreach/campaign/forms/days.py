"""Days and moments, as people in Amsterdam mean them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


class Day(forms.DateField):
    """A day of this century, from a calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Kies een dag, of schrijf hem als 2026-11-27.")}

    def clean(self, value: Any) -> dt.date | None:
        """Will return the day; raises `ValidationError` for one that nobody means."""
        day: dt.date | None = super().clean(value)
        if day is not None and not FIRST <= day <= LAST:
            raise ValidationError(_("Kies een dag van deze eeuw."), code="invalid")
        return day


class Clock(forms.TimeField):
    """A time of the day."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    default_error_messages = {"invalid": _("Schrijf de tijd als 13:30.")}


def moment(day: dt.date, clock: dt.time) -> dt.datetime:
    """Will return the moment that the clock in Amsterdam shows this; raises `ValidationError` in the hour it skips."""
    local = dt.datetime.combine(day, clock, AMSTERDAM)
    if local.astimezone(dt.UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(_("Deze tijd bestaat niet: in die nacht gaat de klok een uur vooruit."), code="skipped")
    return local.astimezone(dt.UTC)
