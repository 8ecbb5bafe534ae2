"""What a person of the team does with answers that came back: invite, let go, take another time over, or not."""

from datetime import datetime

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.sessions.actions import post
from weerbaar.outreach.sessions.actions.gatherings import plan_gathering
from weerbaar.outreach.sessions.actions.states import NotNow, begun, record_act
from weerbaar.outreach.sessions.models import Gathering, Invitee, TimeProposal
from weerbaar.team.network.models import Facilitator

Outcome = TimeProposal.Outcome


@transaction.atomic
def invite(*, invitee: Invitee, at: datetime, by: Account) -> None:
    """Will invite somebody who answered without having been asked; done again it changes nothing. Raises `NotNow`."""
    now = _with_a_moment(invitee.gathering)
    if Invitee.objects.filter(pk=invitee.pk, pending=True).update(pending=False):
        post.invited(now, invitee, at=at)
        record_act("gathering.invited", now, at=at, by=by)


@transaction.atomic
def let_go(*, invitee: Invitee, at: datetime, by: Account) -> None:
    """Will tell somebody of an organisation that they need not come; who was never invited is only forgotten. Raises `NotNow`."""
    now = _with_a_moment(invitee.gathering)
    found = Invitee.objects.filter(pk=invitee.pk, facilitator=None, released_at=None).first()
    if found is None:
        return
    if found.pending:
        found.delete()
    else:
        post.uninvited(now, found, at=at)
    record_act("gathering.invitee_let_go", now, at=at, by=by)


@transaction.atomic
def take_over(*, proposal: TimeProposal, at: datetime, by: Account) -> list[Facilitator]:
    """Will move the gathering to the time that was proposed, and return who cannot come then.

    Raises `NotNow` for what is over, and for a time that was or that nobody could read.
    """
    now = _with_a_moment(proposal.gathering)
    begin, end = proposal.starts_at, proposal.ends_at
    if begin is None or end is None or begin <= at or not _settled(proposal, Outcome.TAKEN, at, by):
        raise NotNow
    record_act("gathering.proposal_taken", now, at=at, by=by)
    return plan_gathering(
        gathering=now, starts_at=begin, ends_at=end, place=now.place, room=now.room, address=now.address, at=at, by=by
    )


@transaction.atomic
def refuse(*, proposal: TimeProposal, at: datetime, by: Account) -> None:
    """Will tell whoever proposed another time that it stays as it is, in their calendar too. Once; raises `NotNow`."""
    now = _with_a_moment(proposal.gathering)
    if _settled(proposal, Outcome.REFUSED, at, by):
        post.time_stays(now, proposal.invitee, at=at)
        record_act("gathering.proposal_refused", now, at=at, by=by)


def _settled(proposal: TimeProposal, outcome: str, at: datetime, by: Account) -> int:
    waits = TimeProposal.objects.filter(pk=proposal.pk, settled_at=None)
    return waits.update(outcome=outcome, settled_at=at, settled_by=by)


def _with_a_moment(gathering: Gathering) -> Gathering:
    now = begun(gathering)
    if now.starts_at is None:
        raise NotNow
    return now
