"""The nine steps: whose a step is and what shows that it was done, and what the client chooses."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.incidents.forms.days import CountedDay
from weerbaar.confidential.incidents.nine_steps import Route
from weerbaar.confidential.incidents.paperwork import StepFacts
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM
from weerbaar.foundation.ui.strict import StrictForm, Text

CLIENT, NOBODY = "client", ""
END_OF_DAY = dt.time(23, 59)
_LONG = 4000


class StepForm(StrictForm):
    """Whose a step is, by when, and what shows that it was done."""

    owner = forms.ChoiceField(label=_("Wie doet het?"), required=False)
    day = CountedDay(label=_("Voor welke dag?"), required=False)
    proof = Text(label=_("Wat laat zien dat het is gedaan?"), max_length=_LONG, required=False)
    evidence = forms.ChoiceField(label=_("Hoort er bewijs bij?"), required=False)
    is_done = forms.BooleanField(label=_("Deze stap is gedaan"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], pieces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = [(NOBODY, _("Nog niemand")), (CLIENT, _("De cliënt zelf")), *people]
        self.set_choices("owner", owners)
        self.set_choices("evidence", [("", _("Geen bewijs")), *pieces])

    @property
    def owner_id(self) -> UUID | None:
        """Which colleague was chosen; nothing when it is the client or nobody."""
        chosen = self.cleaned_data["owner"]
        return None if chosen in {CLIENT, NOBODY} else UUID(chosen)

    @property
    def due_at(self) -> dt.datetime | None:
        """The end of the day that was chosen."""
        day = self.cleaned_data["day"]
        return dt.datetime.combine(day, END_OF_DAY, AMSTERDAM) if day else None

    def told(self) -> StepFacts:
        """Will return what goes into the sealed facts."""
        facts = self.cleaned_data
        return StepFacts(by_client=facts["owner"] == CLIENT, proof=facts["proof"], evidence=facts["evidence"])


class RouteForm(StrictForm):
    """What the client chooses, and why."""

    route = forms.ChoiceField(
        label=_("Wat kiest de cliënt?"),
        choices=Route.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat de cliënt wil. Twijfelt die nog? Dan kan het later.")},
    )
    reason = Text(
        label=_("Waarom, in de woorden van de cliënt?"),
        max_length=_LONG,
        required=False,
        help_text=_("De cliënt leest dit terug."),
    )
