"""A file or a link as an answer: looked at before it is kept, and never more than 10 MB."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, without_turning
from weerbaar.foundation.vault.inspection import Harmful, Inspected, inspect_upload
from weerbaar.foundation.vault.uploads import Refusal, SealedUpload
from weerbaar.outreach.surveys.actions.files import name_of
from weerbaar.outreach.surveys.questionnaires.parts import Question
from weerbaar.outreach.surveys.rules import MOST_BYTES

LINK = 500
TOO_LARGE = _("Dit bestand is groter dan 10 MB. Kies een kleiner bestand, of geef de link.")
REFUSED = {
    Refusal.FILE_TOO_LARGE: TOO_LARGE,
    Refusal.REQUEST_TOO_LARGE: TOO_LARGE,
    Refusal.TOO_MANY_FILES: _("Kies één bestand."),
    Refusal.CUT_OFF: _("Het bestand kwam niet helemaal aan. Kies het opnieuw."),
    Refusal.NO_ROOM: _("Wij kunnen het bestand nu niet bewaren. Geef de link, of probeer het morgen."),
}


class OneFile(forms.FileField):
    """One file, looked at. Cleans to an `Inspected`, or None."""

    refused: Refusal | None = None

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        """Will return what was uploaded and inspected; raises `ValidationError` for what we do not take."""
        if self.refused:
            raise ValidationError(REFUSED[self.refused])
        if not data:
            return None
        upload: SealedUpload = data
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        if not upload.size:
            raise ValidationError(_("Dit bestand is leeg."))
        return _inspected(upload)


def _inspected(upload: SealedUpload) -> Inspected:
    name = without_turning(upload.name or "")
    if any(character in name for character in "\x00\r\n\ufffd"):
        raise ValidationError(_("De naam van het bestand is onleesbaar. Geef het een andere naam."))
    upload.name = name
    try:
        return inspect_upload(upload)
    except Harmful as error:
        message = _("Wij nemen dit bestand niet aan: het is zo gemaakt dat het schade kan doen. Geef de link.")
        raise ValidationError(message) from error


@dataclass(frozen=True)
class LinkOrFile:
    """What came in for one question: a link, a new file, or that the file of before must go.

    Without a link that is right (None) the one of before stays.
    """

    link: str | None = ""
    file: Inspected | None = None
    without_file: bool = False

    def is_something(self, *, before: bool) -> bool:
        """Whether there is an answer after this; `before` tells that there was a file."""
        return bool(self.link or self.file or (before and not self.without_file))

    def answer(self, before: Any) -> dict[str, str] | None:
        """Will return the answer that this makes of the one before; None when nothing is left of it."""
        there = before if isinstance(before, dict) else {}
        kept = {} if self.without_file else there
        if self.file is not None:
            kept = {"upload": str(self.file.upload.file_id), "name": name_of(self.file)}
        link = there.get("link", "") if self.link is None else self.link
        answer = {"link": link, "upload": kept.get("upload", ""), "name": kept.get("name", "")}
        return {part: value for part, value in answer.items() if value} or None

    @classmethod
    def of(cls, form: forms.Form, key: str) -> "LinkOrFile":
        """Will read the fields of one question from a form that was validated."""
        kept = form.cleaned_data
        return cls(kept.get(f"{key}__link"), kept.get(key), bool(kept.get(gone_name(key))))


def file_fields(
    question: Question, given: Any, said: Callable[[str], str], refused: Refusal | None
) -> dict[str, forms.Field]:
    """Will return the fields of a question that asks for a file or link; `given` is the answer of before."""
    before = given if isinstance(given, dict) else {}
    file = OneFile(
        label=said(str(question.title)), help_text=" ".join(filter(None, (said(str(question.hint)), gettext("Hoogstens 10 MB.")))),
        required=False, widget=forms.FileInput,
    )  # fmt: skip
    file.refused = refused
    link = Line(
        label=_("Of de link"), required=False, max_length=LINK, initial=before.get("link", ""),
        help_text=_("Begin met https://"),
        validators=[URLValidator(["https", "http"], message=_("Dit is geen adres van een website. Begin met https://"))],
    )  # fmt: skip
    fields: dict[str, forms.Field] = {question.key: file}
    if before.get("upload"):
        name = before.get("name", "")
        fields[gone_name(question.key)] = forms.BooleanField(
            label=_("Haal «%(name)s» weg") % {"name": name}, required=False
        )
    return fields | {f"{question.key}__link": link}


def gone_name(key: str) -> str:
    """Will return the name of the field that takes the file of a question away."""
    return f"{key}__gone"
