"""The file for the police: chosen, made after a second factor, and handed out."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases.addressed import case_of
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import queries
from weerbaar.confidential.incidents.actions.police_files import Ready, TooLarge, make_file
from weerbaar.confidential.incidents.facts import Headline
from weerbaar.confidential.incidents.forms import FileForm
from weerbaar.confidential.incidents.queries.police_files import files_of
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.press import CannotBeSet, TooMuch
from weerbaar.foundation.ui.downloads import attachment


@staff(Permission.WRITE_IN_CASE, step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: StaffRequest, number: str) -> HttpResponseBase:
    """Will ask what goes in and what must not be read, and hand out the file; that it left is shown to the client."""
    case = case_of(request.keyring, number)
    form = _form(request, case)
    ready = _made(request, case, form) if form.is_bound and form.is_valid() else None
    if ready:
        return attachment(ready.name, [ready.content])
    facts = {"case": case, "form": form, "files": files_of(request.keyring, case)}
    return render(request, "incidents/police_file.html", facts, status=400 if form.errors else 200)


def _form(request: StaffRequest, case: Case) -> FileForm:
    lines = sorted(queries.timeline(request.keyring, case), key=lambda line: line.headline.moment)
    pieces = queries.all_evidence(request.keyring, case)
    begun: dict[str, Any] = {
        "incidents": [str(line.id) for line in lines],
        "evidence": [str(piece.id) for piece in pieces],
    }
    return FileForm(
        request.POST or None,
        incidents=[(str(line.id), _line(line.headline)) for line in lines],
        pieces=[(str(piece.id), piece.name) for piece in pieces],
        pictures=frozenset(str(piece.id) for piece in pieces if piece.can_be_shown),
        initial=begun | drafts.take_draft(request, request.path),
    )


def _line(headline: Headline) -> str:
    return f"{format_date(headline.day, 'j F Y')}, {headline.form_name}: {headline.words}"


def _made(request: StaffRequest, case: Case, form: FileForm) -> Ready | None:
    """The file, or nothing when it was refused: then the form says why."""
    try:
        return make_file(case=case, by=request.user, keyring=request.keyring, wish=form.wish(), at=timezone.now())
    except TooLarge:
        form.add_error("originals", _("Samen zijn deze originelen te groot. Kies er minder en maak twee pakketten."))
    except TooMuch:
        form.add_error("evidence", _("Dit is te veel voor een dossier. Kies minder en maak er twee."))
    except CannotBeSet:
        form.add_error(
            None,
            _("Het dossier kon niet worden gemaakt. Er is niets het huis uit gegaan. Probeer het zonder afbeeldingen."),
        )
    return None
