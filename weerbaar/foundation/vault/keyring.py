"""What one person can open during one request: the own key, the keys of the circles, and the grants to all of these."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.errors import BrokenBox, NotGranted
from weerbaar.foundation.vault.grants import open_grant, open_seat
from weerbaar.foundation.vault.keys import DataKey, SecretKey, Stored
from weerbaar.foundation.vault.looks import Look, report
from weerbaar.foundation.vault.models import Grant, Seat

_FACTS = ("compartment_id", "holder_id", "sealed_key", "compartment__scope", "compartment__kind")


@prepared
def _seats_of(member_id: UUID) -> QuerySet[Seat]:
    return Seat.objects.filter(member_id=member_id).select_related("generation", "circle")


@prepared
def _grants(compartments: Iterable[UUID], holders: Iterable[UUID]) -> QuerySet[Grant, Any]:
    return Grant.objects.filter(compartment_id__in=compartments, holder_id__in=holders).values_list(*_FACTS)


class Keyring:
    """A holder's opened secret for the length of one request, and every key it leads to.

    `bearer` and `role` say in whose hands it is, as the audit trail will tell it. Data keys are kept in here and nowhere
    else; when the request ends they are gone.
    """

    def __init__(self, *, holder_id: UUID, secret: SecretKey, bearer: str, role: str, at: datetime) -> None:
        self.holder_id = holder_id
        self.secret = secret
        self.bearer = bearer
        self.role = role
        self.at = at
        self._keys: dict[UUID, DataKey] = {}
        self._circle_secrets: dict[UUID, SecretKey] = {}

    def __repr__(self) -> str:
        return f"<Keyring of {self.bearer}>"

    @cached_property
    def seats(self) -> dict[UUID, Seat]:
        """The holder's seats, with generation and circle, by the holder id of the generation."""
        return {seat.generation_id: seat for seat in _seats_of(self.holder_id)}

    @property
    def holder_ids(self) -> frozenset[UUID]:
        """The holders that this keyring can act for: itself, and every generation of its circles."""
        return frozenset({self.holder_id, *self.seats})

    def secret_of(self, holder_id: UUID) -> SecretKey:
        """Will return the secret half of one of `holder_ids`; raises `NotGranted` for any other."""
        if holder_id == self.holder_id:
            return self.secret
        if holder_id not in self._circle_secrets:
            seat = self.seats.get(holder_id)
            if seat is None:
                raise NotGranted
            self._circle_secrets[holder_id] = open_seat(self.secret, seat)
        return self._circle_secrets[holder_id]

    def open(self, compartments: Iterable[UUID], *, purpose: str) -> frozenset[UUID]:
        """Will open all of these compartments that were granted, and record it as one look.

        Returns the ids that opened. Those without a grant stay shut without a word, and so does one whose grant was
        tampered with: a list shows what came back, and one bad grant takes the desk from nobody.
        """
        wanted = set(compartments) - self._keys.keys()
        if not wanted:
            return frozenset(self._keys)
        grants = _grants(wanted, self.holder_ids)
        opened = [found for facts in grants if (found := self._open_grant(*facts))]
        if opened:
            self._report(opened, purpose)
        return frozenset(self._keys)

    def key_for(self, compartment_id: UUID) -> DataKey:
        """Will return the data key, opening the compartment first when needed; raises `NotGranted`."""
        if compartment_id not in self._keys:
            self.open([compartment_id], purpose="read")
        try:
            return self._keys[compartment_id]
        except KeyError:
            raise NotGranted from None

    def renew(self, compartments: Iterable[UUID], *, purpose: str) -> None:
        """Will read these grants anew, as `forget` and `open` do: after waiting for a lock they may have changed.

        What was open already was recorded when it was opened; only what was not is a look.
        """
        wanted = set(compartments)
        again = wanted & self._keys.keys()
        self.forget(again)
        for facts in _grants(again, self.holder_ids) if again else ():
            self._open_grant(*facts)
        if wanted - again:
            self.open(wanted - again, purpose=purpose)

    def forget(self, compartments: Iterable[UUID]) -> None:
        """Will drop these keys, to read the grants anew: after waiting for a lock they may have changed."""
        for compartment_id in compartments:
            self._keys.pop(compartment_id, None)

    def replace_key(self, key: DataKey) -> None:
        """Will use `key` from now on: a rotation in the same request changed it."""
        self._keys[key.compartment_id] = key

    def _open_grant(
        self, compartment_id: UUID, holder_id: UUID, sealed_key: Stored, scope: UUID, kind: str
    ) -> tuple[UUID, UUID, str] | None:
        """Takes in one key and returns what it opens, or nothing when there is a key already or the grant is broken."""
        if compartment_id in self._keys:
            return None
        try:
            self._keys[compartment_id] = open_grant(
                self.secret_of(holder_id), sealed_key=sealed_key, compartment_id=compartment_id, holder_id=holder_id
            )
        except BrokenBox:
            return None
        return compartment_id, scope, kind

    def _report(self, opened: list[tuple[UUID, UUID, str]], purpose: str) -> None:
        try:
            report(
                Look(
                    bearer=self.bearer,
                    role=self.role,
                    purpose=purpose,
                    scopes=tuple(sorted({scope for _, scope, _ in opened})),
                    kinds=tuple(sorted({kind for _, _, kind in opened})),
                    at=self.at,
                ),
            )
        except Exception:
            # A look that could not be recorded did not happen: the keys go before the error does.
            self.forget(compartment_id for compartment_id, _, _ in opened)
            raise
