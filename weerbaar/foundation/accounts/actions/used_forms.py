"""A form is taken once: whoever sends the very same page again finds what came of it the first time."""

from datetime import datetime

from django.db import IntegrityError

from weerbaar.foundation.accounts.models import UsedForm
from weerbaar.foundation.accounts.queries import address_context, digest_of_form
from weerbaar.foundation.vault import application_box


class SentBefore(Exception):
    """The very same form was sent before."""


def use_form(form: str, *, at: datetime) -> UsedForm:
    """Will note that a form is taken, inside the caller's transaction: nothing of it stays when that fails.

    `form` is what tells one page from another: its token, or all that it sent. Raises `SentBefore`; of two at once one
    waits here for the other.
    """
    used = UsedForm(digest=digest_of_form(form), used_at=at)
    try:
        # The caller's transaction ends with this refusal, so it needs no way back to here.
        used.save(force_insert=True)
    except IntegrityError:
        raise SentBefore from None
    return used


def note_where_it_led(used: UsedForm, address: str) -> None:
    """Will keep where somebody was led after their form was taken, inside the caller's transaction.

    Sealed, because the address of a page behind a personal link opens that page.
    """
    sealed = application_box.seal(address, context=address_context(bytes(used.digest)))
    UsedForm.objects.filter(pk=used.pk).update(leads_to=sealed)


def take_back_use(used: UsedForm) -> None:
    """Will forget that a form was sent, inside the caller's transaction: nothing came of it, so it can be sent again."""
    UsedForm.objects.filter(pk=used.pk).delete()
