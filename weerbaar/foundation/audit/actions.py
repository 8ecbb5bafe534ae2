"""Appending to the trail. There is no other write but a new signature when the key is renewed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from weerbaar.foundation.audit import chain, queries
from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.vault.looks import Look


class ChainBroken(Exception):
    """The trail does not verify; it is not signed again."""


@transaction.atomic(savepoint=False)
def record(
    *, bearer: str, role: str, action: str, at: datetime, subject: str = "", detail: dict[str, Any] | None = None
) -> None:
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
        head = Head.objects.select_for_update().filter(pk=1).first()
        if not queries.verify().ok:
            raise ChainBroken
        chain.signer().renew()
        if head is not None:
            chain.sign_head(head)
            head.save()
        record(bearer="system", role="system", action="audit.key_renewed", at=timezone.now())


def _locked_head() -> Head:
    heads = Head.objects.select_for_update().filter(pk=1)
    found = next(iter(heads), None)
    if found is None:
        # The very first event: of two at once, one makes the row and the other waits for it.
        Head.objects.bulk_create([Head(sequence=0, digest=chain.START, signature=b"")], ignore_conflicts=True)
        found = heads.get()
    return found
