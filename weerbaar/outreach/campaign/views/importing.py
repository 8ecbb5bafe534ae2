"""A list of contacts comes in: upload, put the columns right, look at every row, confirm."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import led_before, once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.vault.uploads import SealedUpload
from weerbaar.outreach.campaign.actions import importing as acts
from weerbaar.outreach.campaign.actions.taking_back import TakenBack, Undone, take_back_import
from weerbaar.outreach.campaign.contact_lists import columns
from weerbaar.outreach.campaign.contact_lists.sheets import CannotRead, Sheet, read_sheet
from weerbaar.outreach.campaign.forms.importing import REFUSED, ListForm, MappingForm
from weerbaar.outreach.campaign.models import ContactFile
from weerbaar.outreach.campaign.queries import documents, importing
from weerbaar.outreach.campaign.views.shelf import hand_of, status_of

PER_PAGE = 50
IMPORTS_SHOWN = 20


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    """Will ask for a list, read it once, and keep it sealed until somebody looked at what it changes."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_bound and getattr(request, "upload_refused", None):
        form.add_error("lijst", _("Het bestand is te groot of kwam niet aan. Er is niets bewaard."))
    if form.is_bound and form.is_valid():
        one = form.cleaned_data["lijst"].upload
        try:
            sheet = read_sheet(b"".join(one.plain_chunks()))
        except CannotRead as refused:
            form.add_error("lijst", str(REFUSED[refused.reason]))
        else:
            return _keep(request, one, sheet)
    context = {"form": form, "imports": importing.imports()[:IMPORTS_SHOWN]}
    return render(request, "campaign/import.html", context, status=status_of(form))


@once
def _keep(request: StaffRequest, upload: SealedUpload, sheet: Sheet) -> HttpResponse:
    """Apart from the view, as below: however long a list is, it is read before anybody else has to wait."""
    kept = acts.keep_list(upload=upload, mapping=columns.guess(sheet.head), **hand_of(request))
    return redirect("contact_list", kept.pk)


@staff(Permission.CHANGE_TOUR)
@require_safe
def contact_list(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Will say of every row what it would change, fifty at a time, and ask for the columns when one is missing."""
    file, sheet = _list(file_id)
    shown = request.GET.get("soort", "")
    found = (
        importing.preview(sheet, file.mapping, on=timezone.localdate()) if not columns.missing(file.mapping) else None
    )
    rows = Paginator(found.of(shown) if found else [], PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "file": file, "sheet": sheet, "preview": found, "rows": rows, "shown": shown,
        "form": MappingForm(head=sheet.head, mapping=file.mapping),
    }  # fmt: skip
    return render(request, "campaign/contact_list.html", context)


@staff(Permission.CHANGE_TOUR)
@require_POST
def map_columns(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Will note which column is what, and show the rows again."""
    file, sheet = _list(file_id)
    form = MappingForm(request.POST, head=sheet.head, mapping=file.mapping)
    if not form.is_valid():
        context = {"file": file, "sheet": sheet, "form": form}
        return render(request, "campaign/contact_list.html", context, status=400)
    acts.map_list(file=file, mapping=form.mapping, **hand_of(request))
    return redirect("contact_list", file.pk)


@staff(Permission.CHANGE_TOUR)
@require_POST
def do(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Will import the list, all of it or nothing, and let the file go. What came in can be taken back."""
    if led := led_before(request):
        return led
    file, sheet = _list(file_id)
    if columns.missing(file.mapping):
        return redirect("contact_list", file.pk)
    return _import(request, file, sheet)


@once
def _import(request: StaffRequest, file: ContactFile, sheet: Sheet) -> HttpResponse:
    done = acts.import_contacts(sheet=sheet, mapping=file.mapping, source=file.name, **hand_of(request))
    acts.drop_list(file=file, **hand_of(request))
    if done.came_in is not None:
        return redirect("contact_import", done.came_in.pk)
    return render(request, "campaign/imported.html", {"counts": done.counts})


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def drop(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Will let a list go without importing it."""
    file, _sheet = _list(file_id)
    acts.drop_list(file=file, **hand_of(request))
    return redirect("import_contacts")


@staff(Permission.SEE_TOUR)
@require_safe
def came_in(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """Will show what a list did when it came in."""
    return _came_in(request, import_id)


@staff(Permission.CHANGE_TOUR)
@require_POST
def take_back(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """Will take back what a list did, and name who stays because somebody worked with them since."""
    found = importing.import_by_id(import_id)
    if found is None:
        raise Http404
    try:
        undone = take_back_import(source=found, **hand_of(request))
    except TakenBack:
        return redirect("contact_import", found.pk)
    return _came_in(request, import_id, undone=undone)


def _came_in(request: StaffRequest, import_id: UUID, **outcome: Undone) -> HttpResponse:
    found = importing.import_by_id(import_id)
    if found is None:
        raise Http404
    may_change = request.user.may(Permission.CHANGE_TOUR)
    context = {"came_in": found, "counts": found.counts, "may_change": may_change, **outcome}
    return render(request, "campaign/imported.html", context)


def _list(file_id: UUID) -> tuple[ContactFile, Sheet]:
    found = documents.contact_file(file_id)
    if found is None:
        raise Http404
    return found, read_sheet(_whole(documents.chunks_of(found)))


def _whole(chunks: Iterable[bytes]) -> bytes:
    return b"".join(chunks)
