"""Closing with an outcome, opening again, and keeping what the law says must be kept. Nobody loses a key by any of it."""

from datetime import datetime

from django.db import transaction

from weerbaar.confidential.cases import queries, rules
from weerbaar.confidential.cases.actions.moving import reopened, stir
from weerbaar.confidential.cases.actions.steps import (
    NotYours,
    locked,
    open_to_write,
    part_of,
    record_as,
    record_by,
    touch,
)
from weerbaar.confidential.cases.actions.storing import seal_entry, store_note
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.keyring import Keyring


@transaction.atomic
def close(
    *,
    case: Case,
    by: Account,
    keyring: Keyring,
    outcome: Case.Outcome,
    note: str = "",
    message: str = "",
    at: datetime,
) -> None:
    """Will end the help, with how it ended, a last note to the team and a last message to the client.

    Client and helper can still read all of it. Raises `NotYours` when `by` did not take it up, and `IllegalMove`.
    """
    case = locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    case.state = rules.check_move(case, "case.closed")
    open_to_write(case, keyring, "thread", "team")
    if message:
        key = keyring.key_for(part_of(case.thread_id))
        seal_entry(case=case, key=key, author=by, text=message, incoming=(), at=at).store()
    if note:
        store_note(case, keyring, by, note, at)
    case.outcome, case.closed_at, case.closed_by, case.waiting_since = outcome, at, by, None
    touch(case, at)
    case.save()
    # How it ended goes when the case is erased; the trail stays, so it does not say it.
    record_by(by, "case.closed", case, at)


@transaction.atomic
def reopen(*, case: Case, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will open a closed case again; raises `NotYours` when `by` did not answer in it, and `IllegalMove`."""
    case = locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    reopened(case)
    touch(case, at)
    case.save()
    record_by(by, "case.reopened", case, at)


@transaction.atomic
def reopen_as_client(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will open a closed case again for its client, and let whoever answers know; raises `IllegalMove`."""
    case = locked(case, keyring)
    rules.check_move(case, "case.reopened")
    stir(case, keyring, at)
    case.save()
    ask_to_tell(queries.holders_who_answer(case), at)


@transaction.atomic
def hold(*, case: Case, by: Account, keyring: Keyring, reason: str, at: datetime) -> None:
    """Will keep a case from being erased, by its term and by its client, until the hold is lifted.

    The reason goes to the team as a note. A second hold changes nothing but adds its reason. Source: AVG art. 17 lid 3
    under b and e. Raises `NotYours` when `by` did not take it up.
    """
    case = locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    open_to_write(case, keyring, "team")
    store_note(case, keyring, by, reason, at)
    if case.held_at is None:
        case.held_at, case.held_by = at, by
    touch(case, at)
    case.save()
    record_by(by, "case.held", case, at)


@transaction.atomic
def lift_hold(*, case: Case, by: Account, keyring: Keyring, reason: str, at: datetime) -> None:
    """Will let the case be erased again; the reason goes to the team as a note. Raises `NotYours`."""
    case = locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    if case.held_at is None:
        return  # a second click: it was lifted already
    open_to_write(case, keyring, "team")
    store_note(case, keyring, by, reason, at)
    case.held_at = case.held_by = None
    touch(case, at)
    case.save()
    record_by(by, "case.hold_lifted", case, at)


@transaction.atomic
def refuse_erasure(*, case: Case, keyring: Keyring, at: datetime, act: str = queries.ALL_ASKED) -> None:
    """Will record that the client asked to erase what is held, and let whoever answers know that something waits.

    `act` says whether it was about all of it or about one thing in it.
    """
    case = locked(case, keyring)
    if case.held_at is None:
        return  # lifted just now: the client can ask again
    stir(case, keyring, at)
    case.save()
    ask_to_tell(queries.holders_who_answer(case), at)
    record_as(keyring, act, case, at)
