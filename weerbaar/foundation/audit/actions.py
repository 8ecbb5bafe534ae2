"""Appending to the trail. There is no other write but a new signature when the key is renewed."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from weerbaar.foundation.audit import certificates, chain, mark, queries
from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.looks import Look


class ChainBroken(Exception):
    """The trail does not verify; it is not signed again."""


@transaction.atomic(savepoint=False)
def record(
    *, bearer: str, role: str, action: str, at: datetime, subject: str = "", detail: dict[str, Any] | None = None
) -> Event:
    """Will append one event behind the last, and sign the new head, inside the caller's transaction.

    `detail` holds ids and counts, never a word that someone wrote. The head's row is locked until the transaction ends,
    so that two events never claim the same place: record last, when the rest of the work is done.
    """
    head = _locked_head()
    event = Event(
        sequence=head.sequence + 1,
        at=at,
        bearer=bearer,
        role=role,
        action=action,
        subject=subject,
        detail=detail or {},
    )
    event.digest = chain.digest_of(event, bytes(head.digest))
    head.sequence, head.digest = event.sequence, event.digest
    chain.sign_head(head)
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(sequence=head.sequence, digest=head.digest, signature=head.signature)
    transaction.on_commit(partial(mark.raise_to, event.sequence))
    return event


def certify(event: Event, *, about: str) -> str:
    """Will return a signed text that says that this event was recorded, for whom it concerns; `about` is how they call it.

    It holds what the event's detail holds, and nothing of who acted. Nothing is stored. `manage.py audit certificate`
    tells a true one from a false one.
    """
    return certificates.written(event, about=about)


def record_look(look: Look) -> None:
    """Will record that someone opened compartments; one event for one scope, one for a whole list of them."""
    subject = f"scope:{look.scopes[0]}" if len(look.scopes) == 1 else ""
    detail: dict[str, Any] = {"compartments": list(look.kinds)}
    if not subject:
        detail["scopes"] = [str(scope) for scope in look.scopes]
    record(
        bearer=look.bearer, role=look.role, action=f"looked.{look.purpose}", subject=subject, detail=detail, at=look.at
    )


def record_purge(model: str, count: int, at: datetime) -> None:
    """Will record that rows ended because their term had passed: which kind and how many, not which."""
    record(
        bearer="system",
        role="system",
        action="privacy.purged",
        subject=f"model:{model}",
        detail={"count": count},
        at=at,
    )


def renew_signing_key() -> None:
    """Will sign the head with a new key, after the chain was found whole; the renewal is itself an event.

    Raises `ChainBroken` when the chain does not verify: a new signature would cover up what happened.
    """
    with transaction.atomic():
        Head.objects.select_for_update().filter(pk=1).first()
        if not queries.verify().ok:
            raise ChainBroken
        retired = {"retired": chain.signer().public.hex()}
        record(bearer="system", role="system", action=chain.KEY_RENEWED, detail=retired, at=timezone.now())
        signer, head = chain.signer(), Head.objects.get(pk=1)
        chain.sign_head(head, signer.successor())
        head.save()
        transaction.on_commit(signer.succeed)


def _locked_head() -> Head:
    if not (heads := _heads()):
        # The very first event: of two at once, one makes the row and the other waits for it.
        Head.objects.bulk_create([Head(sequence=0, digest=chain.START, signature=b"")], ignore_conflicts=True)
        heads = _heads()
    return heads[0]


@prepared
def _heads() -> QuerySet[Head]:
    return Head.objects.select_for_update().filter(pk=1)
