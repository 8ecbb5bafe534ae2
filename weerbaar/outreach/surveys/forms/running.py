from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.foundation.ui.times import Day
from weerbaar.outreach.surveys.queries.results import Wanted
from weerbaar.outreach.surveys.rules import MOST_REMINDERS
from weerbaar.outreach.surveys.rules.pulse import State

STATES = [
    ("", _("Alle")),
    ("answered", _("antwoordde")),
    ("waiting", _("antwoordde nog niet")),
    ("differing", _("antwoorden verschillen")),
]
PULSES = [
    (State.USED.value, _("protocol in gebruik")),
    (State.FELL_ASLEEP.value, _("in slaap gevallen")),
    (State.ASLEEP.value, _("ligt in de la")),
    (State.NONE.value, _("geen protocol")),
]


class OpenForm(StrictForm):
    """Putting a questionnaire out for the organisations of a round."""

    questionnaire = forms.ChoiceField(label=_("Vragenlijst"))
    round = forms.ChoiceField(label=_("Ronde"))
    closes_on = Day(label=_("Laatste dag"), required=False, help_text=_("Leeg: tot het einde van de ronde."))
    reminders = forms.TypedChoiceField(
        label=_("Herinneringen"), coerce=int, initial=MOST_REMINDERS,
        choices=[(number, str(number)) for number in range(MOST_REMINDERS + 1)],
        help_text=_("Na 14, 28 en 42 dagen. Wie antwoordt, krijgt er geen meer."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, questionnaires: list[tuple[str, str]], rounds: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("questionnaire", questionnaires)
        self.set_choices("round", rounds)


class LastDayForm(StrictForm):
    """Until when a survey takes answers."""

    closes_on = Day(label=_("Laatste dag"), error_messages={"required": _("Vul een dag in.")})


class LookForm(StrictForm):
    """Which organisations to show."""

    takes = frozenset({"pagina"})

    stand = forms.ChoiceField(label=_("Stand"), required=False)
    provincie = forms.ChoiceField(label=_("Provincie"), required=False)
    vraag = forms.ChoiceField(label=_("Beantwoordde"), required=False)

    def __init__(
        self, *args: Any, provinces: list[tuple[str, str]], questions: list[tuple[str, str]], tells_pulse: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.set_choices("vraag", [("", _("Alle vragen")), *questions])
        self.set_choices("stand", [*STATES, *PULSES] if tells_pulse else STATES)
        self.set_choices("provincie", [("", _("Alle")), *provinces])

    @property
    def wanted(self) -> Wanted:
        """What was asked for; nothing when it was asked wrongly."""
        asked = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            state=asked.get("stand", ""), province=asked.get("provincie", ""), question=asked.get("vraag", "")
        )


class MapForm(StrictForm):
    """Which question the map shows."""

    vraag = forms.ChoiceField(label=_("Vraag"), required=False)

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("vraag", questions)


class ActForm(StrictForm):
    """Nothing but the button of a page."""
