"""Going on leave and coming back: every case goes to a colleague in one act, and back again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction

from weerbaar.confidential.cases import rules
from weerbaar.confidential.cases.actions.answering import hand_over
from weerbaar.confidential.cases.actions.steps import HasLeft, MayNotRead, NotYours
from weerbaar.confidential.cases.models import Case, StandIn
from weerbaar.confidential.cases.queries import leave
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.keyring import Keyring


@dataclass
class HandedOver:
    """How many cases went, and which stayed: in danger that nobody told the police of, or none of them may read it."""

    went: int = 0
    stayed: list[Case] = field(default_factory=list)


def go_on_leave(*, by: Account, to: Sequence[Account], keyring: Keyring, note: str, at: datetime) -> HandedOver:
    """Will hand over each of the own cases to the next of `to` who may read it, and remember for whom they stand in.

    Each case is its own transaction: stopped half-way, what is done is done, and doing it again does the rest.
    """
    give = partial(hand_over, by=by, keyring=keyring, note=note, at=at)
    outcome, turn = HandedOver(), [one for one in to if one != by and rules.can_still_answer(one)]
    for case in leave.living_cases_of(by):
        colleague = next((one for one in turn if _went(give, case, one, for_whom=by, at=at)), None)
        if colleague is None:
            outcome.stayed.append(case)
            continue
        outcome.went += 1
        turn.remove(colleague)
        turn.append(colleague)
    return outcome


def give_back(*, by: Account, to: Account, keyring: Keyring, note: str, at: datetime) -> HandedOver:
    """Will give the cases in which `by` stands in for `to` back to them; a case in danger stays until someone looked."""
    give = partial(hand_over, by=by, keyring=keyring, note=note, at=at)
    outcome, is_back = HandedOver(), rules.can_still_answer(to)
    for case in leave.living_cases_of(by).filter(stand_in__away=to):
        if is_back and _went(give, case, to, for_whom=to, at=at):
            outcome.went += 1
        else:
            outcome.stayed.append(case)
    return outcome


def _went(give: Callable[..., Case], case: Case, to: Account, *, for_whom: Account, at: datetime) -> bool:
    """Whether the case went to `to`. Who stood in already hands on for whom: in the end it goes back to the first."""
    try:
        with transaction.atomic():
            give(case=case, to=to)
            row, _made = StandIn.objects.get_or_create(case=case, defaults={"away": for_whom, "since": at})
            if row.away_id == to.pk:
                row.delete()
    except (HasLeft, MayNotRead, NotYours, NotGranted, rules.DangerFirst):
        return False
    return True
