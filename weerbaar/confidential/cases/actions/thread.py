"""What client and helpers write to each other, and what helpers write among themselves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from weerbaar.confidential.cases import queries, rules
from weerbaar.confidential.cases.actions.answering import return_to_circle
from weerbaar.confidential.cases.actions.steps import NotYours, locked, open_to_write, part_of, record_by, record_client
from weerbaar.confidential.cases.actions.storing import seal_entry, store_note
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.files import kept
from weerbaar.confidential.cases.models import Case, Note
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring


def answer(
    *, case: Case, by: Account, keyring: Keyring, text: str, incoming: Iterable[Inspected] = (), at: datetime
) -> None:
    """Will write to the client; raises `NotYours` when `by` did not take the case up."""
    incoming = tuple(incoming)
    with kept(incoming), transaction.atomic():
        case = locked(case, keyring)
        if not rules.is_claimed_by(by, case):
            raise NotYours
        open_to_write(case, keyring, "thread")
        key = keyring.key_for(part_of(case.thread_id))
        seal_entry(case=case, key=key, author=by, text=text, incoming=incoming, at=at).store()
        case.waiting_since, case.last_activity_at = None, at
        case.save(update_fields=["waiting_since", "last_activity_at"])
        record_by(by, "case.answered", case, at)


def write_as_client(
    *, case: Case, keyring: Keyring, text: str, incoming: Iterable[Inspected] = (), at: datetime
) -> None:
    """Will add what the client writes, and let whoever answers know; the case waits from the first unanswered message.

    A case whose helper left the team or the role goes back to the circle first: the client's key opens what the helper's no longer does.
    """
    incoming = tuple(incoming)
    with kept(incoming), transaction.atomic():
        case = locked(case, keyring)
        if case.claimed_by and not rules.can_still_answer(case.claimed_by):
            return_to_circle(case, keyring, at)
        open_to_write(case, keyring, "thread", "identity")
        key = keyring.key_for(part_of(case.thread_id))
        seal_entry(case=case, key=key, author=None, text=text, incoming=incoming, at=at).store()
        case.waiting_since, case.last_activity_at = case.waiting_since or at, at
        case.save()
        ask_to_tell(queries.holders_who_answer(case), at)
        record_client(keyring.holder_id, "case.client_wrote", case, at)


@transaction.atomic
def note(*, case: Case, by: Account, keyring: Keyring, text: str, at: datetime) -> Note:
    """Will write to colleagues only; raises `NotGranted` when `by` holds no key to the team's compartment."""
    case = locked(case, keyring)
    open_to_write(case, keyring, "team")
    written = store_note(case, keyring, by, text, at)
    Case.objects.filter(pk=case.pk).update(last_activity_at=at)
    record_by(by, "case.noted", case, at)
    return written
