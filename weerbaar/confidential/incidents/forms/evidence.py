"""What shows it: bringing evidence, hanging it on an incident, and picking messages from an archive."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.incidents import phrases
from weerbaar.confidential.incidents.forms.days import Day
from weerbaar.confidential.incidents.queries import Asked
from weerbaar.foundation.ui.message_form import MOST_CHARACTERS, FilesField, MessageForm
from weerbaar.foundation.ui.strict import Line, StrictForm, Text

_MOST_NUMBERS = 200


class EvidenceForm(MessageForm):
    """Files that show something, or a link with the text that stood there."""

    message = Text(
        label=_("Of plak een link met de tekst die erbij stond"),
        max_length=MOST_CHARACTERS,
        required=False,
        help_text=_("Wij openen de link niet: dan zou de afzender dat kunnen merken."),
    )
    files = FilesField(
        label=_("Bestanden"),
        required=False,
        help_text=_(
            "Hoogstens tien, elk tot 25 MB. Een mail als .eml of .msg, een foto, een geluid, een chat die u exporteerde: "
            "alles mag. Het origineel blijft zoals het is."
        ),
    )
    field_order = ("files", "message")

    def clean(self) -> dict[str, Any]:
        """Will ask for something to keep."""
        facts = super().clean() or {}
        if not self.errors and not facts.get("files") and not facts.get("message"):
            self.add_error("files", phrases.NO_FILE)
        return facts


class LinkForm(StrictForm):
    """To which incident a piece of evidence belongs."""

    incident = forms.ChoiceField(
        label=_("Bij welke gebeurtenis hoort dit?"), error_messages={"required": _("Kies een gebeurtenis.")}
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("incident", choices)


class _Numbers(forms.CharField):
    """Places of messages, with commas; what is no number is refused."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            numbers = [int(one) for one in str(value or "").split(",") if one]
        except ValueError:
            raise ValidationError(_("Deze keuze kwam niet goed aan. Laad de pagina opnieuw.")) from None
        if len(numbers) > _MOST_NUMBERS or any(number < 0 for number in numbers):
            raise ValidationError(_("Deze keuze kwam niet goed aan. Laad de pagina opnieuw."))
        return numbers


class PickForm(StrictForm):
    """Which messages somebody wants to see, and which of those that were shown matter."""

    takes = frozenset({"pick", "act"})

    sender = Line(label=_("Van wie"), max_length=300, required=False, widget=forms.Select)
    first = Day(label=_("Vanaf"), required=False)
    last = Day(label=_("Tot en met"), required=False)
    words = Line(label=_("Met deze woorden"), max_length=200, required=False)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    shown = _Numbers(required=False)

    def offer(self, senders: list[tuple[str, int]]) -> None:
        """Will let one of these senders be chosen, each with how many messages came from them."""
        named = [(name, f"{name} ({count})") for name, count in senders[:_MOST_NUMBERS] if name]
        self.fields["sender"].widget.choices = [("", _("Iedereen")), *named]

    def asked(self, *, start: int) -> Asked:
        """Will return what somebody wants to see, from the message at `start` on."""
        facts = self.cleaned_data
        return Asked(
            sender=facts["sender"], first=facts["first"], last=facts["last"], words=facts["words"], start=start
        )

    def chosen(self) -> list[int]:
        """Will return the messages that were ticked; what is no number was never on the page."""
        ticked = self.data.getlist("pick") if hasattr(self.data, "getlist") else []
        return [int(one) for one in ticked if one.isascii() and one.isdigit() and len(one) < 10]  # noqa: PLR2004 - more digits than any archive has messages
