"""Asking the custodians, going on leave, and making one case of two."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.models import Recovery
from weerbaar.foundation.ui.message_form import MOST_CHARACTERS
from weerbaar.foundation.ui.strict import StrictForm, Text
from weerbaar.team.network.queries import Colleague


class AskCustodiansForm(StrictForm):
    """For whom a case is opened again, and why."""

    to = forms.ChoiceField(label=_("Wie gaat helpen?"), error_messages={"required": _("Kies wie gaat helpen.")})
    reason = forms.ChoiceField(
        label=_("Waarom is dit nodig?"),
        choices=Recovery.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarom dit nodig is.")},
    )

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {str(found.account_id): f"{found.name}, {found.association}" for found in colleagues}
        self.set_choices("to", [("", _("Kies een collega")), *people.items()])


class CaseNumberForm(StrictForm):
    """A number that a colleague gave; it stands in the address, as that of every case does."""

    zaak = forms.CharField(label=_("Zaaknummer"), max_length=12)


class LeaveForm(StrictForm):
    """Who stands in, and what they should know."""

    to = forms.MultipleChoiceField(
        label=_("Wie neemt waar?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies een of meer collega's.")},
    )
    note = Text(label=_("Wat moeten zij weten?"), max_length=MOST_CHARACTERS, required=False)

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {str(found.account_id): f"{found.name}, {found.association}" for found in colleagues}
        self.set_choices("to", list(people.items()))


class MergeForm(StrictForm):
    """Which of two cases says who the client is."""

    name = forms.ChoiceField(label=_("Welke naam klopt?"), widget=forms.RadioSelect, required=False)
    reach = forms.ChoiceField(label=_("Hoe is de cliënt te bereiken?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, names: tuple[str, str], reaches: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, (ours, theirs) in (("name", names), ("reach", reaches)):
            if ours and theirs and ours != theirs:
                self.set_choices(field, [("ours", ours), ("theirs", theirs)])
                self.fields[field].initial = "ours"
            else:
                del self.fields[field]
