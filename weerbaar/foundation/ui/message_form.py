"""A form with a message and files, as the public and staff pages share it."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import StrictForm, Text, without_turning
from weerbaar.foundation.vault.inspection import Harmful, Inspected, inspect_upload
from weerbaar.foundation.vault.uploads import Refusal, SealedUpload

MOST_CHARACTERS = 20_000

_REFUSED = {
    Refusal.FILE_TOO_LARGE: _("Een bestand is groter dan 25 MB. Stuur een kleiner bestand, of stuur het in delen."),
    Refusal.TOO_MANY_FILES: _("U kunt tien bestanden tegelijk sturen. Stuur de andere met een volgend bericht."),
    Refusal.REQUEST_TOO_LARGE: _("De bestanden zijn samen te groot. Stuur er een paar met een volgend bericht."),
    Refusal.CUT_OFF: _("Een bestand kwam niet helemaal aan. Kies het opnieuw."),
    Refusal.NO_ROOM: _("Wij kunnen uw bestand nu niet bewaren. Stuur uw bericht zonder bestand, of bel ons."),
}
_STATUS = {
    Refusal.FILE_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.TOO_MANY_FILES: HTTPStatus.BAD_REQUEST,
    Refusal.REQUEST_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.CUT_OFF: HTTPStatus.BAD_REQUEST,
    Refusal.NO_ROOM: HTTPStatus.SERVICE_UNAVAILABLE,
}


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to ten files, each looked at. Cleans to a tuple of `Inspected`."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        """Will return what was uploaded and inspected; raises `ValidationError` naming a harmful file."""
        uploads: Iterable[SealedUpload] = data if isinstance(data, list | tuple) else [data] if data else []
        return tuple(self._inspected(upload) for upload in uploads)

    def _inspected(self, upload: SealedUpload) -> Inspected:
        if any(character in (upload.name or "") for character in "\x00\r\n\ufffd"):
            raise ValidationError(_("De naam van een bestand is onleesbaar. Geef het een andere naam."))
        upload.name = without_turning(upload.name or "")
        try:
            return inspect_upload(upload)
        except Harmful as error:
            message = _("Wij nemen «%(name)s» niet aan: het bestand is zo gemaakt dat het schade kan doen.")
            raise ValidationError(message, params={"name": upload.name}) from error


class MessageForm(StrictForm):
    """A message, and files if there are any."""

    message = Text(
        label=_("Uw bericht"),
        max_length=MOST_CHARACTERS,
        error_messages={
            "required": _("Schrijf iets voordat u verstuurt. Een enkele zin is genoeg."),
            "max_length": _("Uw bericht is langer dan 20.000 tekens. Stuur de rest met een volgend bericht."),
        },
    )
    files = FilesField(  # type: ignore[assignment] # the field's name; Django takes it out of the class
        label=_("Bestanden"),
        required=False,
        help_text=_("Hoogstens tien, elk tot 25 MB. Foto's, mails, spraakberichten: alles mag."),
    )

    def __init__(self, *args: Any, refused: Refusal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused = refused

    @classmethod
    def of(cls, request: HttpRequest, **kwargs: Any) -> Self:
        """Will return the form as it was posted."""
        refused = getattr(request, "upload_refused", None)
        return cls(request.POST, request.FILES, refused=refused, **kwargs)

    def _clean_form(self) -> None:
        if self.refused:
            self.add_error("files", _REFUSED[self.refused])
        super()._clean_form()

    @property
    def status(self) -> int:
        """The HTTP status that an answer with this form has."""
        if self.refused:
            return _STATUS[self.refused]
        return HTTPStatus.BAD_REQUEST if self.errors else HTTPStatus.OK

    @property
    def lost_files(self) -> bool:
        """Whether files were sent along that must be chosen again."""
        return bool(self.is_bound and self.errors and (self.refused or self.files))
