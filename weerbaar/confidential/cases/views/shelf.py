"""What every page of a case begins with, and where it leads back to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypedDict

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from weerbaar.confidential.cases import addressed
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.keyring import Keyring


class Hand(TypedDict):
    """Who does it, with which keys, and when."""

    by: Account
    keyring: Keyring
    at: datetime


def hand_of(request: StaffRequest) -> Hand:
    """Will return what every act of this viewer says of who does it."""
    return {"by": request.user, "keyring": request.keyring, "at": timezone.now()}


def case_of(request: StaffRequest, number: str) -> Case:
    """Will return the case with this number, or refuse as `addressed.case_of` does."""
    return addressed.case_of(request.keyring, number)


@contextmanager
def or_not_there() -> Iterator[None]:
    """Will answer that there is no such page when what is asked for is gone, or its key is."""
    try:
        yield
    except (ObjectDoesNotExist, NotGranted):
        raise Http404 from None


def back_to_case(number: str, done: str, place: str = "") -> HttpResponse:
    """Will lead back to the page of a case, which says what was `done`."""
    return redirect(f"{reverse('case', args=[number])}?{done}{place}")
