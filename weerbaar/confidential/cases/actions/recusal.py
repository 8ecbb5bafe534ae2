"""Stepping back from a case because one knows the person: the own key goes, and never comes back."""

import json
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from weerbaar.confidential.cases import queries, rules
from weerbaar.confidential.cases.actions.answering import regrant
from weerbaar.confidential.cases.actions.steps import (
    NotYours,
    end_stand_in,
    locked,
    open_to_write,
    part_of,
    record_by,
    touch,
)
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.models import Case, Identity
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Holder
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred


class NobodyElse(Exception):
    """Without this adviser nobody could read it: the client would be left alone."""


@transaction.atomic
def recuse(*, case: Case, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will keep `by` out of the case for good, whoever gets it later, and give it to the others who may read it.

    Who stepped back stands, sealed, among those whom the client keeps out. The case waits for the others of the
    association, each separately, because a circle cannot be half closed; or for another association when nobody is left.
    Danger is no reason to stay: the case waits at the top, with its alarm. Raises `NotYours` when a colleague took it up,
    `NobodyElse`, `IllegalMove` for a case that is closed.
    """
    case = locked(case, keyring)
    if case.claimed_by_id not in {None, by.pk}:
        raise NotYours
    if case.state != rules.State.NEW:
        case.state = rules.check_move(case, "case.returned")
    open_to_write(case, keyring)
    barred = queries.person_of(keyring, case).barred.without(by)
    holders = _others(case, barred)
    bar(case, keyring, barred)
    case.claimed_by, case.claimed_at = None, None
    case.glanced_at = case.glanced_by = None
    case.waiting_since = case.waiting_since or at
    touch(case, at)
    case.save()
    end_stand_in(case)
    regrant(case, holders, keyring, at)
    ask_to_tell([holder.pk for holder in holders], at)
    record_by(by, "case.recused", case, at)


def bar(case: Case, keyring: Keyring, barred: Barred) -> None:
    """Will put down, sealed, who may not read the case. The caller holds the case."""
    known = Identity.objects.get(case=case)
    seal_into(known, keyring.key_for(part_of(case.identity_id)), barred=json.dumps(asdict(barred)) if barred else "")
    known.save(update_fields=["barred"])


def _others(case: Case, barred: Barred) -> list[Holder]:
    """Who may read it now; the case goes along when they are of another association."""
    holders = network.circle_holders(case.association, barred)
    if holders:
        return holders
    try:
        readers = network.first_readers(chosen="", barred=barred)
    except network.NobodyMayRead:
        raise NobodyElse from None
    case.association = readers.association
    return readers.holders
