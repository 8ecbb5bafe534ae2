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


class NotOneself(Exception):
    """Nobody makes themselves a member."""


class HasCircle(Exception):
    """The association has its first member already; the next one is admitted by someone inside."""


class NoCircleYet(Exception):
    """The first member of an association is made on the command line."""


class LastKey(Exception):
    """Without this member nobody could open what waits for the association."""


@transaction.atomic
def found_association(*, code: str, name: str, by: str, at: datetime) -> Association:
    """Will add an association, or give it this name when it is there already."""
    association, _ = Association.objects.update_or_create(code=code, defaults={"name": name})
    record(bearer=by, role="", action="association.founded", subject=f"association:{code}", at=at)
    return association


@transaction.atomic
def seat_first_member(*, association: Association, account: Account, at: datetime) -> Member:
    """Will start the circle of an association with its first member; raises `HasCircle` when it has one.

    Whoever starts a circle reads all that comes after. No page does this: it takes the command line of the server, and
    so no administrator appoints a reader.
    """
    association = Association.objects.select_for_update().get(pk=association.pk)
    if association.circle_id is not None:
        raise HasCircle
    association.circle = circles.create_circle(members=[account.holder], at=at)
    association.save(update_fields=["circle"])
    member, _ = Member.objects.update_or_create(
        association=association, account=account, defaults={"joined_at": at, "admitted_at": at}
    )
    _record(None, "member.first", member, at)
    return member


@transaction.atomic
def join(*, association: Association, account: Account, by: Account, at: datetime) -> Member:
    """Will make an account a member, who waits until someone inside gives the key.

    Raises `NotOneself` when `by` is that account, and `NoCircleYet` when there is nobody inside to give the key.
    """
    association = Association.objects.select_for_update().get(pk=association.pk)
    if account.pk == by.pk:
        raise NotOneself
    if association.circle_id is None:
        raise NoCircleYet
    member, _ = Member.objects.get_or_create(association=association, account=account, defaults={"joined_at": at})
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
def end_membership(*, member: Member, by: Account, at: datetime) -> None:
    """Will let a member go while others stay; raises `LastKey` when this is the only one who can open what waits."""
    Association.objects.select_for_update().get(pk=member.association_id)
    others = member.association.members.filter(admitted_at__isnull=False).exclude(pk=member.pk)
    if member.admitted_at and not others.exists():
        raise LastKey
    leave(member=member, by=by, at=at)


@transaction.atomic
def leave(*, member: Member, by: Account, at: datetime) -> None:
    """Will end a membership: the key goes, and the circle gets a new one for all that comes after.

    When nobody is left inside, a new circle is started on the command line.
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
    members = list(
        Member.objects.filter(account=account).select_related("association", "account").order_by("association")
    )
    # All locks first and in one order, before the first event takes the head of the trail.
    list(Association.objects.select_for_update().filter(members__in=members).order_by("pk"))
    circles.lock([member.association.circle_id for member in members if member.association.circle_id])
    for member in members:
        leave(member=member, by=by, at=at)


def renew_circles(*, keyring: Keyring) -> None:
    """Will re-seal what is still sealed to older keys of the holder's circles, since someone is here who can."""
    for circle_id in circles.outgrown(keyring):
        circles.renew_grants(circle_id=circle_id, keyring=keyring)


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


def _record(by: Account | None, action: str, member: Member, at: datetime) -> None:
    record(
        bearer=by.bearer if by else "system",
        role=by.main_role if by else "system",
        action=action,
        subject=f"account:{member.account_id}",
        detail={"association": member.association_id},
        at=at,
    )
