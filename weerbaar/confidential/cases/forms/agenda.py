from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.ui.strict import Line, StrictForm

END_OF_DAY = time(23, 59)


class _WhoAndWhen(StrictForm):
    owner = forms.ChoiceField(label=_("Wie doet het?"))
    day = forms.DateField(
        label=_("Op welke dag?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Deze dag kennen wij niet. Kies er een uit de kalender.")},
    )
    clock = forms.TimeField(
        label=_("Hoe laat?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Schrijf de tijd zo: 14:30.")},
    )

    def __init__(self, *args: Any, people: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("owner", [(str(one.pk), one.name) for one in people])

    def clean(self) -> dict[str, Any]:
        """Will return what was filled in, with the moment that day and clock make together."""
        facts = self.cleaned_data
        day, clock = facts.get("day"), facts.get("clock")
        if clock and not day and "day" not in self.errors:
            self.add_error("day", _("Kies ook een dag."))
        facts["due_at"] = None
        if day:
            try:
                facts["due_at"] = from_current_timezone(datetime.combine(day, clock or END_OF_DAY))
            except forms.ValidationError:
                self.add_error("clock", _("Deze tijd bestaat niet, of komt twee keer: de klok gaat dan een uur om."))
        return facts

    @property
    def owner_id(self) -> UUID:
        """Who was chosen."""
        return UUID(self.cleaned_data["owner"])


class AddTaskForm(_WhoAndWhen):
    """What someone will do, who, and by when."""

    title = Line(
        label=_("Wat moet er gebeuren?"),
        max_length=200,
        error_messages={"required": _("Schrijf in een paar woorden wat er moet gebeuren.")},
    )

    field_order = ("title", "owner", "day", "clock")


class ChangeTaskForm(_WhoAndWhen):
    """Who does it, and by when, anew."""
