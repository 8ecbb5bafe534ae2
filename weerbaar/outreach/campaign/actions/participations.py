"""Who arranges it there, whose it is here, and what was agreed about a stage."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Contact, Moment, Participation, Payer, Stage


class NotTheirs(Exception):
    """The contact is of another organisation."""


@transaction.atomic
def set_arranger(*, participation: Participation, contact: Contact | None, at: datetime, by: Account | None) -> None:
    """Will note who really arranges things there, or that nobody is known; raises `NotTheirs`.

    The addressees keep seeing what they saw: only the tasks go to the arranger.
    """
    if contact is not None and contact.organisation_id != participation.organisation_id:
        raise NotTheirs
    changed = Participation.objects.filter(pk=participation.pk).exclude(arranger=contact)
    if contact is None:
        changed = Participation.objects.filter(pk=participation.pk, arranger__isnull=False)
    if not changed.update(arranger=contact):
        return
    if contact is not None:
        text = gettext("Regelt het voortaan.")
        tell(participation=participation, kind=Moment.Kind.CONTACT, text=text, at=at, by=by, contact=contact)
    _record("participation.arranger", participation, by, at)


@transaction.atomic
def give_to(*, participation: Participation, owner: Account | None, at: datetime, by: Account) -> None:
    """Will note which colleague an organisation is of."""
    Participation.objects.filter(pk=participation.pk).update(owner=owner)
    _record("participation.owner", participation, by, at)


@transaction.atomic
def agree_on(*, stage: Stage, wishes: str, payer: Payer, at: datetime, by: Account) -> None:
    """Will note what an organisation wants with a stage, and who pays for it."""
    Stage.objects.filter(pk=stage.pk).update(wishes=wishes, payer=payer)
    record(bearer=by.bearer, role=by.main_role, action="stage.wishes", subject=f"stage:{stage.pk}", at=at)


def _record(action: str, participation: Participation, by: Account | None, at: datetime) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("organisation", "organisation")
    record(bearer=bearer, role=role, action=action, subject=f"participation:{participation.pk}", at=at)
