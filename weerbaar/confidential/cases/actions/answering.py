"""Who answers: taking a case up, handing it over, giving it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases import queries, rules
from weerbaar.confidential.cases.actions.agenda import pass_on
from weerbaar.confidential.cases.actions.danger import refuse_unless_told
from weerbaar.confidential.cases.actions.steps import (
    MayNotRead,
    NotYours,
    end_stand_in,
    hold_who_gets_it,
    locked,
    open_to_write,
    record_by,
    touch,
)
from weerbaar.confidential.cases.actions.storing import store_note
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.compartments import new_compartment, rotate_all, store_compartments
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Compartment, Grant, Holder
from weerbaar.team.network import queries as network


@transaction.atomic
def claim(*, case: Case, by: Account, keyring: Keyring, at: datetime) -> Case:
    """Will make `by` the one who answers: a grant for them, and the circle's grant goes.

    Raises `AlreadyClaimed` when a colleague was first, and `IllegalMove` when the client had it erased.
    """
    case = locked(case, keyring)
    if case.claimed_by and case.claimed_at:
        raise queries.AlreadyClaimed(case.claimed_by, case.claimed_at)
    case.state = rules.check_move(case, "case.claimed")
    open_to_write(case, keyring)
    case.claimed_by, case.claimed_at = by, at
    touch(case, at)
    case.save()
    regrant(case, [by.holder], keyring, at)
    pass_on(case, by)
    record_by(by, "case.claimed", case, at)
    return case


@transaction.atomic
def hand_over(*, case: Case, by: Account, to: Account | None, keyring: Keyring, note: str, at: datetime) -> Case:
    """Will give the case to a colleague, or back to the circle when `to` is None, and let them know that it waits.

    `by` can no longer open it, unless `by` sits in that circle.

    Raises `NotYours` when `by` did not take it up, `DangerFirst` when someone must look again first, `MayNotRead` when the client asked to keep that colleague out,
    and `HasLeft` when that colleague does not work here any more.
    """
    if to is not None:
        hold_who_gets_it(to)
    case = locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    refuse_unless_told(case, to)
    open_to_write(case, keyring)
    barred = queries.person_of(keyring, case).barred
    if to is None:
        case.state = rules.check_move(case, "case.returned")
        holders = network.circle_holders(case.association, barred)
        case.claimed_by, case.claimed_at = None, None
        end_stand_in(case)
    else:
        holders = [to.holder]
        case.claimed_by, case.claimed_at = to, at
    if not holders or (to is not None and network.has_tie(to, barred)):
        raise MayNotRead
    if note:
        store_note(case, keyring, by, note, at)
    if case.state != rules.State.CLOSED:
        case.waiting_since = case.waiting_since or at
    touch(case, at)
    case.save()
    regrant(case, holders, keyring, at)
    if to:
        pass_on(case, to)
    ask_to_tell(queries.holders_who_answer(case), at)
    record_by(by, "case.handed_over", case, at, {"to": to.bearer if to else "circle"})
    return case


def return_to_circle(case: Case, keyring: Keyring, at: datetime) -> None:
    """Gives a case whose helper left back to who can answer. The team's notes were under the helper's key and go."""
    barred = queries.person_of(keyring, case).barred
    holders = network.circle_holders(case.association, barred)
    if not holders:
        readers = network.first_readers(chosen="", barred=barred)
        case.association, holders = readers.association, readers.holders
    case.state = rules.check_move(case, "case.returned")
    team = new_compartment(scope=case.pk, kind="team", holders=holders, at=at)
    store_compartments([team])
    case.team_id, old = team.compartment.pk, case.team_id
    case.claimed_by, case.claimed_at = None, None
    case.save()
    end_stand_in(case)
    case.recoveries.filter(opened_at=None, refused_at=None).update(refused_at=at)
    # Who has to look again, and by when, must not go with the notes.
    case.danger_checks.update(team=team.compartment, handover=None)
    Compartment.objects.filter(pk=old).delete()
    regrant(case, holders, keyring, at, leave=[team.compartment.pk])
    case.refresh_from_db(fields=["summary"])


def regrant(case: Case, helpers: list[Holder], keyring: Keyring, at: datetime, *, leave: Sequence[UUID] = ()) -> None:
    """Will give every compartment of the case, but those in `leave`, a new key for `helpers`, and for the client where they held it."""
    parts = Compartment.objects.filter(scope=case.pk).exclude(pk__in=leave)
    holders = {part: list(helpers) for part in parts.values_list("pk", flat=True)}
    clients = Grant.objects.filter(compartment__in=list(holders), holder__kind=Holder.Kind.RECEIPT)
    for grant in clients.select_related("holder"):
        holders[grant.compartment_id].append(grant.holder)
    rotate_all(holders=holders, keyring=keyring, at=at)
