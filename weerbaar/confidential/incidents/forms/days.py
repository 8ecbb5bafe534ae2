"""How a day is asked for: once for what happened, once for what is planned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.incidents import phrases

_FIRST_YEAR, _LAST_YEAR = 1980, 2199


class Day(forms.DateField):
    """A day, as a browser sends it or as people write it."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **options)
        self.error_messages["invalid"] = _("Schrijf de datum zo: 27-11-2026.")


class CountedDay(Day):
    """A day of a year that we count with."""

    def clean(self, value: Any) -> Any:
        """Will return the day; raises `ValidationError` for a year that we do not count with."""
        day = super().clean(value)
        if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise forms.ValidationError(phrases.TOO_LONG_AGO)
        return day
