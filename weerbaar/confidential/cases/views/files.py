"""The files of a case: handed out inert, or looked at as a copy drawn anew."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.views.shelf import case_of
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.downloads import attachment, picture
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.uploads import path_of


@staff(Permission.OPEN_CASE)
@require_safe
def download(request: StaffRequest, number: str, file_id: UUID) -> HttpResponseBase:
    """Will hand out an original, inert."""
    file, key = _file(request, number, file_id)
    return attachment(file.name, read_file(path_of(file.id), file_id=file.id, key=key, size=file.size))


@staff(Permission.OPEN_CASE)
@require_safe
def show(request: StaffRequest, number: str, file_id: UUID) -> HttpResponse:
    """Will show a picture in a page with a way back."""
    file, _key = _file(request, number, file_id)
    if not file.can_be_shown:
        raise Http404
    return render(request, "cases/file.html", {"number": number, "file": file})


@staff(Permission.OPEN_CASE)
@require_safe
def look(request: StaffRequest, number: str, file_id: UUID) -> HttpResponse:
    """Will hand out the viewing copy of a picture, drawn anew and without metadata."""
    file, key = _file(request, number, file_id)
    if not viewing.has_viewing_copy(file.media_type):
        raise Http404
    try:
        copy = viewing.viewing_copy(read_file(path_of(file.id), file_id=file.id, key=key, size=file.size))
    except viewing.CannotBeShown:
        raise Http404 from None
    return picture(copy, viewing.MEDIA_TYPE)


def _file(request: StaffRequest, number: str, file_id: UUID) -> tuple[queries.FileLine, bytes]:
    file = queries.file_for(request.keyring, case_of(request, number), file_id)
    if file is None:
        raise Http404
    return file
