"""What every write of a case begins and ends with: the locks, the keys, and the line in the trail."""

from datetime import datetime
from uuid import UUID

from weerbaar.confidential.cases import rules
from weerbaar.confidential.cases.models import Case, StandIn
from weerbaar.foundation.accounts.actions.staff import AccountIsClosed, hold_working
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault.compartments import compartments_of, lock_scope
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.keyring import Keyring

CLIENT = "client"


class NotYours(Exception):
    """Only who took the case up does this."""


class MayNotRead(Exception):
    """The client asked that this person does not read along."""


class HasLeft(Exception):
    """The colleague does not work here any more, or answers nobody."""


def hold_who_gets_it(to: Account) -> None:
    """Holds the account of a colleague who gets a case, before its compartments; raises `HasLeft`.

    Closing an account takes the same lock and then takes back its keys: whichever is first, nobody who left gets a new one.
    """
    try:
        now = hold_working(to)
    except AccountIsClosed:
        raise HasLeft from None
    if not rules.can_still_answer(now):
        raise HasLeft


def locked(case: Case, keyring: Keyring | None = None) -> Case:
    """Holds the compartments and then the row of the case, and has the keyring read its grants anew.

    Whoever waited here may find that the keys, the helper or the whole case have changed. Raises `NotGranted` when a
    compartment is not the one of this case that it should be.
    """
    kinds = {part.pk: part.kind for part in lock_scope(case.pk)}
    case = Case.objects.select_for_update().get(pk=case.pk)
    wanted = {case.thread_id: "thread", case.team_id: "team", case.identity_id: "identity"}
    if any(kinds.get(part) != kind for part, kind in wanted.items() if part):
        raise NotGranted
    if keyring:
        keyring.forget(list(kinds))
    return case


def open_to_write(case: Case, keyring: Keyring, *parts: str) -> None:
    """Opens what a write needs, recorded as such: a write is no look that the client should wonder about.

    Without `parts` it is all of the case: every compartment, of whichever room.
    """
    named = [getattr(case, f"{part}_id") for part in parts]
    wanted = named if parts else [part.pk for part in compartments_of(case.pk)]
    keyring.open([part for part in wanted if part], purpose="write")


def part_of(compartment_id: UUID | None) -> UUID:
    if compartment_id is None:
        raise NotGranted
    return compartment_id


def touch(case: Case, at: datetime) -> None:
    """Will note, unsaved, that something happened: the term of the case begins anew, and an announced end is off."""
    case.last_activity_at, case.erase_on = at, None


def end_stand_in(case: Case) -> None:
    """Will forget for whom someone stands in: the case is not theirs to be given back any more."""
    StandIn.objects.filter(case=case).delete()


def _count_as_activity(case: Case, at: datetime) -> None:
    """Has the term of a closed case begin anew at whatever someone does in it, also where `touch` was not called."""
    if case.state == Case.State.CLOSED:
        Case.objects.filter(pk=case.pk, last_activity_at__lt=at).update(last_activity_at=at, erase_on=None)


def record_by(by: Account, action: str, case: Case, at: datetime, detail: dict[str, str] | None = None) -> None:
    _count_as_activity(case, at)
    record(bearer=by.bearer, role=by.main_role, action=action, subject=case.subject, detail=detail, at=at)


def record_client(holder_id: UUID, action: str, case: Case, at: datetime) -> None:
    _count_as_activity(case, at)
    record(bearer=f"receipt:{holder_id}", role=CLIENT, action=action, subject=case.subject, at=at)


def record_as(keyring: Keyring, action: str, case: Case, at: datetime) -> None:
    """Records an act of whoever holds this keyring."""
    _count_as_activity(case, at)
    record(bearer=keyring.bearer, role=keyring.role, action=action, subject=case.subject, at=at)
