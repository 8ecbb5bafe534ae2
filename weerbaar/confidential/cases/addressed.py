"""The case that an address names, alike on every page about it: it is there, it went into another, or it never was."""

from django.http import Http404
from django.urls import reverse

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.ui.errors import LeadsOn
from weerbaar.foundation.vault.keyring import Keyring


def case_of(keyring: Keyring, number: str) -> Case:
    """Will return the case with this number.

    Raises `LeadsOn` to the page of the case that it went into, when this keyring opens that one, and else `Http404`:
    to who holds no key it is as if the number never was.
    """
    found = queries.case_for(keyring, number)
    if found is not None:
        return found
    survivor = queries.case_gone_into(keyring, number)
    if survivor is None:
        raise Http404
    page = reverse("case", args=[survivor.number])
    raise LeadsOn(page + "?opgegaan")
