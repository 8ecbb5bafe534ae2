"""Forms that take what they asked for and nothing else.

An unknown field, a field that comes twice, a NUL byte, text in a wrong encoding or a line break in a single line is
refused with a clear message.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

Choices: TypeAlias = "Iterable[tuple[str, Any]] | Callable[[], Iterable[tuple[str, Any]]]"

_MACHINERY = frozenset({"csrfmiddlewaretoken"})
# Unicode's control characters (category Cc); the second set lets tabs and line breaks through.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Marks that turn the direction of text: in a name they make one thing look like another.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What is left of text in a wrong encoding: the replacement character, or half of a pair (category Cs).
_WRONG_ENCODING = re.compile("[\ufffd\ud800-\udfff]")


class StrictForm(forms.Form):
    """A form that refuses what it did not ask for. `takes` names posted fields that the view itself reads."""

    takes: ClassVar[frozenset[str]] = frozenset()

    def set_choices(self, field: str, choices: Choices) -> None:
        """Will set what can be chosen in a field; a function is asked only when that is shown or checked."""
        self.fields[field].choices = choices  # type: ignore[attr-defined] # a field says nothing of choices; these have them

    def _clean_form(self) -> None:
        known = _MACHINERY | self.takes | {self.add_prefix(name) for name in self.fields}
        for_files = {self.add_prefix(name) for name, field in self.fields.items() if isinstance(field, forms.FileField)}
        if not known.issuperset(self.data) or not for_files.issuperset(self.files):
            self.add_error(None, _("Dit formulier kent een van de ingestuurde velden niet. Er is niets opgeslagen."))
        if any(self._comes_twice(name) for name in self.fields):
            # One of the two would be lost without a word.
            self.add_error(None, _("Een van de velden kwam dubbel aan. Er is niets opgeslagen."))
        super()._clean_form()  # type: ignore[misc]

    def _comes_twice(self, name: str) -> bool:
        takes_many = getattr(self.fields[name].widget, "allow_multiple_selected", False)
        return isinstance(self.data, QueryDict) and not takes_many and len(self.data.getlist(self.add_prefix(name))) > 1


def without_turning(text: str) -> str:
    """Will return the text without the marks that turn its direction."""
    return _TURNING.sub("", text)


class _Typed(forms.CharField):
    """Text that somebody types. What is wrong with it is said in our words: what to do, not what a field is."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Vul dit in."),
        "max_length": _("Hier passen %(limit_value)d tekens, dit zijn er %(show_value)d. Maak het korter."),
    }


class Line(_Typed):
    """One line of text: no line breaks, no other control characters, nothing in a wrong encoding."""

    def to_python(self, value: Any) -> str:
        """Will return the line without spaces around it; raises `ValidationError` naming what is wrong."""
        text = without_turning(str(super().to_python(value)))
        _refuse_wrong_encoding(text)
        if _CONTROL.search(text):
            raise ValidationError(_("Zet dit op een regel, zonder bijzondere tekens."), code="control")
        return text


_OF_A_NUMBER = re.compile(r"[0-9+\-./() ]*")
_LEAST_DIGITS = 3


def is_phone_number(text: str) -> bool:
    """Whether a text can be called as it stands: digits, and what people write between them."""
    return bool(_OF_A_NUMBER.fullmatch(text)) and sum(sign.isdigit() for sign in text) >= _LEAST_DIGITS


class Phone(Line):
    """A number to call."""

    widget = forms.TextInput({"type": "tel"})

    def clean(self, value: Any) -> str:
        """Will return the number; raises `ValidationError` for what cannot be called."""
        number = str(super().clean(value))
        if number and not is_phone_number(number):
            raise ValidationError(_("Een telefoonnummer heeft alleen cijfers, zoals 0475 123 456."), code="phone")
        return number


class Text(_Typed):
    """Several lines of text. A line break counts as one character, whatever the browser sends."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Will return the text with plain line breaks; raises `ValidationError` naming what is wrong."""
        text = str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
        _refuse_wrong_encoding(text)
        if _CONTROL_IN_TEXT.search(text):
            raise ValidationError(_("In de tekst staan tekens die niemand kan lezen. Haal ze weg."), code="control")
        return text


class Lines(Text):
    """A list, one thing a line: names, addresses. Nobody counts its words or characters."""


def _refuse_wrong_encoding(text: str) -> None:
    if _WRONG_ENCODING.search(text):
        message = _("De tekst kwam onleesbaar aan. Plak haar als gewone tekst en probeer het opnieuw.")
        raise ValidationError(message, code="encoding")
