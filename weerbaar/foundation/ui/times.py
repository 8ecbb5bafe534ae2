"""Asking for a day, a time of the clock, and for both together as a moment in Amsterdam."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 2000, 2199


class Day(forms.DateField):
    """A day, as a browser sends it or as people write it."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **options)
        self.error_messages["invalid"] = _("Schrijf de datum zo: 27-11-2026.")

    def clean(self, value: Any) -> Any:
        """Will return the day; raises `ValidationError` for what is none, or for a year that we do not count with."""
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Kijk het jaar nog eens na."))
        return day


class Clock(forms.TimeField):
    """A time of the clock in Amsterdam, as a browser sends it or as people write it."""

    widget = forms.TimeInput({"type": "time"}, format="%H:%M")

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **options)
        self.error_messages["invalid"] = _("Schrijf de tijd zo: 19:30.")


def moment(day: date, clock: time) -> datetime:
    """Will return what the clock in Amsterdam says on that day, as a moment. Of an hour that comes twice, the first."""
    return datetime.combine(day, clock, AMSTERDAM)
