"""What client and helpers write to each other, and what helpers write among themselves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from weerbaar.confidential.cases import queries, rules
from weerbaar.confidential.cases.actions.danger import Answer, ask
from weerbaar.confidential.cases.actions.moving import stir
from weerbaar.confidential.cases.actions.steps import (
    NotYours,
    locked,
    open_to_write,
    part_of,
    record_by,
    record_client,
    touch,
)
from weerbaar.confidential.cases.actions.storing import seal_entry, store_note
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.files import kept
from weerbaar.confidential.cases.models import Case, Note
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring


def answer(
    *,
    case: Case,
    by: Account,
    keyring: Keyring,
    text: str,
    incoming: Iterable[Inspected] = (),
    danger: Answer = Answer.UNKNOWN,
    at: datetime,
) -> None:
    """Will write to the client, and put down whether there is danger now; raises `NotYours` when `by` did not take the case up, `IllegalMove` when it is closed."""
    incoming = tuple(incoming)
    with kept(incoming), transaction.atomic():
        case = locked(case, keyring)
        if not rules.is_claimed_by(by, case):
            raise NotYours
        rules.check_can_answer(case)
        open_to_write(case, keyring, "thread")
        key = keyring.key_for(part_of(case.thread_id))
        seal_entry(case=case, key=key, author=by, text=text, incoming=incoming, at=at).store()
        ask(case, danger, by=by, at=at)
        case.waiting_since = None
        touch(case, at)
        case.save(update_fields=["danger", "waiting_since", "last_activity_at", "erase_on"])
        record_by(by, "case.answered", case, at)


def write_as_client(
    *,
    case: Case,
    keyring: Keyring,
    text: str,
    incoming: Iterable[Inspected] = (),
    danger: Answer = Answer.UNKNOWN,
    at: datetime,
) -> None:
    """Will add what the client writes, and let whoever answers know; the case waits from the first unanswered message.

    A case that was closed or waited for the client is in hand again, and one whose helper left is back with the circle.
    """
    incoming = tuple(incoming)
    with kept(incoming), transaction.atomic():
        case = locked(case, keyring)
        stir(case, keyring, at)
        ask(case, danger, by=None, at=at)
        open_to_write(case, keyring, "thread", "identity")
        key = keyring.key_for(part_of(case.thread_id))
        seal_entry(case=case, key=key, author=None, text=text, incoming=incoming, at=at).store()
        case.save()
        ask_to_tell(queries.holders_who_answer(case), at)
        record_client(keyring.holder_id, "case.client_wrote", case, at)


@transaction.atomic
def note(*, case: Case, by: Account, keyring: Keyring, text: str, danger: Answer | None = None, at: datetime) -> Note:
    """Will write to colleagues only, and after a talk with the client put down whether there is danger now.

    `danger` is None when nobody was spoken to. Raises `NotGranted` when `by` holds no key to the team's compartment.
    """
    case = locked(case, keyring)
    open_to_write(case, keyring, "team")
    written = store_note(case, keyring, by, text, at)
    if danger is not None:
        ask(case, danger, by=by, at=at)
    touch(case, at)
    case.save(update_fields=["danger", "last_activity_at", "erase_on"])
    record_by(by, "case.noted", case, at)
    return written
