"""The state of a case: what who answers makes of it, and what follows when the client stirs."""

from datetime import datetime

from django.db import transaction

from weerbaar.confidential.cases import rules
from weerbaar.confidential.cases.actions.answering import return_to_circle
from weerbaar.confidential.cases.actions.steps import NotYours, locked, record_as, record_by, touch
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import State
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.keyring import Keyring


@transaction.atomic
def move(*, case: Case, by: Account, keyring: Keyring, act: str, at: datetime) -> None:
    """Will make one of `rules.STEPS`; a case that waits for the client waits for no answer any more.

    Raises `NotYours` when `by` did not take it up, and `IllegalMove` for what the table has not from here.
    """
    if act not in rules.STEPS:
        raise rules.IllegalMove
    case = locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    case.state = rules.check_move(case, act)
    if case.state == State.CLIENT:
        case.waiting_since = None
    touch(case, at)
    case.save()
    record_by(by, act, case, at)


def stir(case: Case, keyring: Keyring, at: datetime) -> None:
    """Will bring a case to where someone answers, because its client did something: it now waits for us.

    What waited for the client goes on, what was closed is open again with the same helper, and what is with a helper who
    left the team or the role goes back to the circle: the client's key opens what the helper's no longer does.
    """
    if case.state == State.CLOSED:
        reopened(case)
        record_as(keyring, "case.reopened", case, at)
    elif case.state == State.CLIENT:
        case.state = rules.check_move(case, "case.resumed")
        record_as(keyring, "case.resumed", case, at)
    if case.claimed_by and not rules.can_still_answer(case.claimed_by):
        return_to_circle(case, keyring, at)
        record_as(keyring, "case.returned", case, at)
    case.waiting_since = case.waiting_since or at
    touch(case, at)


def reopened(case: Case) -> None:
    """Will make a closed case an open one, unsaved; raises `IllegalMove` when it is not closed."""
    case.state = rules.check_move(case, "case.reopened")
    case.closed_at, case.closed_by, case.outcome = None, None, ""
