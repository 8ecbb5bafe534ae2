"""What is written in a case, and to whom it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.message_form import MOST_CHARACTERS, MessageForm
from weerbaar.foundation.ui.strict import StrictForm, Text
from weerbaar.team.network.queries import Colleague


class AnswerForm(MessageForm):
    """What an adviser writes to the client."""

    prefix = "antwoord"


class NoteForm(StrictForm):
    """What a helper writes to colleagues."""

    prefix = "notitie"
    text = Text(
        label=_("Notitie voor collega's"),
        max_length=MOST_CHARACTERS,
        error_messages={"required": _("Schrijf iets voordat u bewaart.")},
    )


class HandOverForm(StrictForm):
    """To whom the case goes, and what they should know."""

    to = forms.ChoiceField(
        label=_("Aan wie"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies aan wie u de zaak overdraagt.")},
    )
    note = Text(label=_("Wat moet diegene weten?"), max_length=MOST_CHARACTERS, required=False)

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(found.account_id), f"{found.name}, {found.association}") for found in colleagues]
        self.fields["to"].choices = [("circle", _("Terug naar wie dienst heeft")), *people]  # type: ignore[attr-defined]
