"""What every page here begins with: the case and the piece that the address names, or nothing is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils import timezone

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.forms import EvidenceForm
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.keyring import Keyring


def own_case(keyring: Keyring) -> Case:
    """Will return the case of the client with this keyring; raises `Http404` when it is not there any more."""
    found = cases.readable(keyring).select_related("claimed_by", "association").first()
    if found is None:
        raise Http404
    return found


def incident_of(keyring: Keyring, case: Case, incident_id: UUID) -> queries.Whole:
    """Will return an incident of the case; raises `Http404`."""
    found = queries.incident_for(keyring, case, incident_id)
    if found is None:
        raise Http404
    return found


@contextmanager
def or_not_there() -> Iterator[None]:
    """Will answer that there is no such page when what somebody acts on was taken back meanwhile."""
    try:
        yield
    except actions.NotThere:
        raise Http404 from None


def wanted(query: QueryDict, name: str) -> UUID | None:
    """Will return the id that stands in the address under this name; what is none is none."""
    try:
        return UUID(query.get(name, ""))
    except ValueError:
        return None


def keep(case: Case, by: Account | None, keyring: Keyring, form: EvidenceForm, incident_id: UUID | None) -> list[UUID]:
    """Will keep what a valid form brought, and return the ids of the evidence; without `by` it is the client's."""
    files, text, now = form.cleaned_data["files"], form.cleaned_data["message"], timezone.now()
    kept = []
    if files:
        kept += actions.keep_evidence(
            case=case, by=by, keyring=keyring, incoming=files, incident_id=incident_id, at=now
        )
    if text:
        kept.append(actions.keep_pasted(case=case, by=by, keyring=keyring, text=text, incident_id=incident_id, at=now))
    return kept
