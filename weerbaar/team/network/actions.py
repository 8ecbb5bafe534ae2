"""Joining and leaving an association, being given its key, taking the duty, and declaring ties."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import circles
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.team.network.models import Association, Member, Tie


class NotAMember(Exception):
    """Only someone who holds the circle's key can give it to a new member."""


@transaction.atomic
def found_association(*, code: str, name: str, by: str, at: datetime) -> Association:
    """Will add an association, or give it this name when it is there already."""
    association, _ = Association.objects.update_or_create(code=code, defaults={"name": name})
    record(bearer=by, role="", action="association.founded", subject=f"association:{code}", at=at)
    return association


@transaction.atomic
def join(*, association: Association, account: Account, by: Account, at: datetime) -> Member:
    """Will make an account a member. The first member starts the circle; later ones wait until they are admitted."""
    association = Association.objects.select_for_update().get(pk=association.pk)
    member, _ = Member.objects.get_or_create(association=association, account=account, defaults={"joined_at": at})
    if association.circle_id is None:
        association.circle = circles.create_circle(members=[account.holder], at=at)
        association.save(update_fields=["circle"])
        member.admitted_at = at
        member.save(update_fields=["admitted_at"])
    _record(by, "member.joined", member, at)
    return member


@transaction.atomic
def admit(*, member: Member, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will give the circle's key to a member; raises `NotAMember` when `by` does not hold it."""
    circle = member.association.circle
    if circle is None or circle.current_id not in keyring.holder_ids:
        raise NotAMember
    circles.admit(circle_id=circle.pk, member=member.account.holder, keyring=keyring)
    Member.objects.filter(pk=member.pk).update(admitted_at=at)
    _record(by, "member.admitted", member, at)


@transaction.atomic
def leave(*, member: Member, by: Account, at: datetime) -> None:
    """Will end a membership: the key goes, and the circle gets a new one for all that comes after.

    When nobody is left inside, the next member starts a new circle.
    """
    association = Association.objects.select_for_update().get(pk=member.association_id)
    if association.circle_id:
        circles.remove(circle_id=association.circle_id, member_id=member.account.holder_id, at=at)
        if not circles.members_of(association.circle_id):
            association.circle = None
            association.save(update_fields=["circle"])
    _record(by, "member.left", member, at)
    member.delete()


@transaction.atomic
def leave_everywhere(*, account: Account, by: Account, at: datetime) -> None:
    """Will end every membership of someone who leaves the team."""
    for member in Member.objects.filter(account=account).select_related("association", "account"):
        leave(member=member, by=by, at=at)


@transaction.atomic
def take_duty(*, association: Association, by: Account, at: datetime) -> None:
    """Will make this the association that answers who has no preference."""
    association.on_duty_from = at
    association.save(update_fields=["on_duty_from"])
    record(bearer=by.bearer, role=by.main_role, action="duty.taken", subject=f"association:{association.pk}", at=at)


@transaction.atomic
def declare_tie(*, account: Account, at: datetime, party: str = "", authority_code: str = "") -> None:
    """Will note that the account is tied to a party, or to a public body."""
    Tie.objects.get_or_create(account=account, party=party, authority_id=authority_code or None)
    record(bearer=account.bearer, role=account.main_role, action="tie.declared", subject=account.bearer, at=at)


@transaction.atomic
def end_tie(*, account: Account, tie_id: UUID, at: datetime) -> None:
    """Will forget a tie of this account; another's tie stays."""
    Tie.objects.filter(pk=tie_id, account=account).delete()
    record(bearer=account.bearer, role=account.main_role, action="tie.ended", subject=account.bearer, at=at)


def _record(by: Account, action: str, member: Member, at: datetime) -> None:
    detail = {"association": member.association_id}
    subject = f"account:{member.account_id}"
    record(bearer=by.bearer, role=by.main_role, action=action, subject=subject, detail=detail, at=at)
