"""How someone comes to work here: an administrator invites, and the invited person makes the key."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone

from weerbaar.foundation.accounts import phrases, queries
from weerbaar.foundation.accounts.actions.staff import RolesDoNotCombine, add_account
from weerbaar.foundation.accounts.models import Account, Invitation
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.accounts.rules import INVITATION_LASTS, may_be_combined
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.keys import SecretKey
from weerbaar.foundation.vault.models import Holder


class AlreadyHere(Exception):
    """Someone with this e-mail address has an account."""


class InvitationNotOpen(Exception):
    """The invitation was used, withdrawn, has expired, or never was."""


@transaction.atomic
def invite(
    *, email: str, name: str, roles: Collection[Role], by: Account | None, at: datetime, mail: bool = True
) -> str:
    """Will return the link of a new invitation, mailed unless `mail` is False; an earlier one to the address ends.

    `by` is None only for the first administrator, from the command line. Raises `AlreadyHere` and `RolesDoNotCombine`.
    """
    if not may_be_combined(roles):
        raise RolesDoNotCombine
    email = email.strip().lower()
    if Account.objects.working().filter(email=email).exists():
        raise AlreadyHere
    queries.open_invitations(at).filter(email=email).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        roles=sorted(roles),
        token_digest=_digest(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    link = f"{settings.SITE_URL}{reverse('invitation', args=[token])}"
    if mail:
        _mail(invitation, link)
    _record("invitation.sent", by, invitation, at)
    return link


@transaction.atomic
def withdraw_invitation(*, invitation_id: UUID, by: Account, at: datetime) -> None:
    """Will end an invitation; raises `InvitationNotOpen`."""
    invitation = queries.open_invitations(at).select_for_update().filter(pk=invitation_id).first()
    if invitation is None:
        raise InvitationNotOpen
    invitation.withdrawn_at = at
    invitation.save()
    _record("invitation.withdrawn", by, invitation, at)


def invitation_of(*, token: str, at: datetime) -> Invitation:
    """Will return the invitation that the link belongs to; raises `InvitationNotOpen`."""
    invitation = queries.open_invitations(at).filter(token_digest=_digest(token)).first()
    if invitation is None:
        raise InvitationNotOpen
    return invitation


def accept_invitation(*, token: str, passphrase: str, at: datetime) -> tuple[Account, SecretKey]:
    """Will return the new account and its opened key. The link works no more.

    The key is made first, outside any transaction. Raises `InvitationNotOpen`, and then no key stays behind.
    """
    invitation_of(token=token, at=at)
    person = persons.create_person(passphrase=passphrase, at=at)
    try:
        account = _join(token, person.holder, at)
    except InvitationNotOpen:
        person.holder.delete()
        raise
    return account, person.secret


@transaction.atomic
def _join(token: str, holder: Holder, at: datetime) -> Account:
    invitation = queries.open_invitations(at).select_for_update().filter(token_digest=_digest(token)).first()
    if invitation is None or Account.objects.working().filter(email=invitation.email).exists():
        raise InvitationNotOpen
    invitation.accepted_at = at
    invitation.save()
    account = add_account(email=invitation.email, name=invitation.name, roles=invitation.roles, holder=holder, at=at)
    _record("invitation.accepted", account, invitation, at)
    return account


def _mail(invitation: Invitation, link: str) -> None:
    until = formats.date_format(timezone.localtime(invitation.expires_at), "j F")
    body = str(phrases.INVITATION_BODY) % {"name": invitation.name, "link": link, "until": until}
    enqueue_mail(to=invitation.email, subject=str(phrases.INVITATION_SUBJECT), body=body)


def _record(action: str, by: Account | None, invitation: Invitation, at: datetime) -> None:
    record(
        bearer=by.bearer if by else "system",
        role=by.main_role if by else "",
        action=action,
        subject=f"invitation:{invitation.pk}",
        detail={"roles": len(invitation.roles)},
        at=at,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
