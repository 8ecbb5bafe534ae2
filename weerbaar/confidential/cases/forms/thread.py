"""What is written in a case, and to whom it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.actions.danger import Answer
from weerbaar.foundation.ui.message_form import MOST_CHARACTERS, MessageForm
from weerbaar.foundation.ui.strict import StrictForm, Text
from weerbaar.team.network.queries import Colleague


class AnswerForm(MessageForm):
    """What an adviser writes to the client, and whether there is danger now as far as they know."""

    prefix = "antwoord"
    danger = forms.ChoiceField(
        label=_("Is er nu direct gevaar?"),
        choices=[("no", _("Nee")), ("yes", _("Ja")), ("unknown", _("Weet ik niet"))],
        initial="unknown",
        required=False,
        widget=forms.RadioSelect,
    )

    field_order = ("danger", "message")

    def clean_danger(self) -> Answer:
        """Will return the answer; none is «unknown»."""
        return Answer(self.cleaned_data["danger"] or Answer.UNKNOWN)


class NoteForm(StrictForm):
    """What a helper writes to colleagues."""

    prefix = "notitie"
    text = Text(
        label=_("Notitie voor collega's"),
        max_length=MOST_CHARACTERS,
        error_messages={"required": _("Schrijf iets voordat u bewaart.")},
    )
    danger = forms.ChoiceField(
        label=_("Sprak u de cliënt?"),
        choices=[
            ("", _("Nee, dit is alleen een notitie")),
            ("no", _("Ja, en er is nu geen direct gevaar")),
            ("yes", _("Ja, en er is nu direct gevaar")),
            ("unknown", _("Ja, en over gevaar weet ik niets")),
        ],
        required=False,
    )

    def clean_danger(self) -> Answer | None:
        """Will return the answer, or None when nobody was spoken to."""
        return Answer(self.cleaned_data["danger"]) if self.cleaned_data["danger"] else None


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
        self.set_choices("to", [("circle", _("Terug naar wie dienst heeft")), *people])
