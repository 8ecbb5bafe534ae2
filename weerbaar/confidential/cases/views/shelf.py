"""What every page of a case begins with."""

from django.http import Http404

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.requests import StaffRequest


def case_of(request: StaffRequest, number: str) -> Case:
    """Will return the case with this number; to who holds no key to it, it is not there."""
    found = queries.case_for(request.keyring, number)
    if found is None:
        raise Http404
    return found
