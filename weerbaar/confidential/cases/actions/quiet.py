"""Keeping the Tour away for a while. Nothing of it is written in or beside the case: see team/quiet."""

from datetime import datetime

from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.team.quiet import actions as quiet
from weerbaar.team.quiet.actions import NeverAsked

__all__ = ["NeverAsked", "let_the_tour_wait"]


def let_the_tour_wait(*, authority_code: str, by: Account, at: datetime) -> None:
    """Will have nothing asked of a body for a while; raises `NeverAsked` when it is never asked anything.

    No case is given: what is not known here can be stored nowhere.
    """
    on = timezone.localdate(at)
    quiet.ask_for_quiet(authority_code=authority_code, on=on, at=at, bearer=by.bearer, role=by.main_role)
