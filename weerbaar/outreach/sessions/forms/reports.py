"""What leading it took somebody: hours as people write them, and costs."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.outreach.sessions.forms.costs import Euros
from weerbaar.outreach.sessions.models import WorkReport

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_DECIMAL = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?")
MOST_MINUTES = 40 * 60


class Hours(Line):
    """Hours as people write them, as whole minutes: "3,5" and "3:30" are 210."""

    def to_python(self, value: Any) -> Any:
        """Will return the minutes; raises `ValidationError` for what is no time."""
        text = super().to_python(value)
        if not text:
            return text
        if clock := _CLOCK.fullmatch(text):
            minutes = int(clock[1]) * 60 + int(clock[2])
        elif number := _DECIMAL.fullmatch(text):
            minutes = int(number[1]) * 60 + round(int((number[2] or "0").ljust(2, "0")) * 60 / 100)
        else:
            minutes = MOST_MINUTES + 1
        if minutes > MOST_MINUTES:
            raise forms.ValidationError(_("Schrijf de uren zo: 3,5 of 3:30. Hoogstens veertig."))
        return minutes


class ReportForm(StrictForm):
    """Hours and costs of one evening. What is left empty is nothing."""

    minutes = Hours(
        label=_("Hoeveel uur?"), required=False,
        help_text=_("Met voorbereiden en reizen, bijvoorbeeld 3,5 of 3:30."),
    )  # fmt: skip
    travel_cents = Euros(label=_("Reiskosten in euro"), required=False, help_text=_("Bijvoorbeeld 27,60."))
    other_cents = Euros(label=_("Andere kosten in euro"), required=False)
    remark = Line(
        label=_("Wilt u er iets bij zeggen?"), max_length=300, required=False,
        help_text=_("Bijvoorbeeld waarvoor de andere kosten zijn."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Will return whole numbers; raises `ValidationError` when all of them are nothing."""
        told = super().clean() or {}
        amounts = {name: told.get(name) or 0 for name in ("minutes", "travel_cents", "other_cents")}
        if not self.errors and not any(amounts.values()):
            raise forms.ValidationError(_("Vul uren of kosten in."))
        return told | amounts


class AgreeForm(StrictForm):
    """Which version of a report was on the page."""

    seen = forms.CharField(max_length=40)


def report_fields(report: WorkReport | None) -> dict[str, str]:
    """Will return what the form shows of what was told before."""
    if report is None:
        return {}
    hours, rest = divmod(report.minutes, 60)
    return {
        "minutes": f"{hours}:{rest:02d}", "travel_cents": _amount(report.travel_cents),
        "other_cents": _amount(report.other_cents), "remark": report.remark,
    }  # fmt: skip


def _amount(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}" if cents else ""
