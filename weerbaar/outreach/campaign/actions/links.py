"""Giving out personal links, handing the arranging on, and taking links back."""

import json
import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.campaign.models import Contact, Office, Participation, PersonalLink
from weerbaar.outreach.campaign.queries import links as queries

Purpose = PersonalLink.Purpose


def link_for(*, participation: Participation, purpose: Purpose, office: Office, at: datetime) -> PersonalLink:
    """Will return the link of an office for a purpose that still works, or give out a new one.

    One office has one link, however many letters and reminders it is in, whoever holds the office.
    """
    working = queries.working_links(participation=participation, on=timezone.localtime(at).date())
    found = working.filter(purpose=purpose, office=office, handed_by=None).order_by("issued_at").first()
    return found or _issue(participation=participation, purpose=purpose, office=office, at=at)


@transaction.atomic
def hand_on(*, link: PersonalLink, to: Contact, at: datetime, by: Account | None = None) -> PersonalLink:
    """Will let somebody else arrange it: they get a link of their own, and the addressee's goes on working."""
    handed = _issue(
        participation=link.participation, purpose=Purpose(link.purpose), office=Office(to.office), at=at,
        handed_by=link, handed_to=to, expires_on=link.expires_on,
    )  # fmt: skip
    bearer, role = (by.bearer, by.main_role) if by else ("organisation", "organisation")
    record(bearer=bearer, role=role, action="link.handed_on", subject=f"link:{link.pk}", at=at)
    return handed


@transaction.atomic
def revoke(*, link: PersonalLink, at: datetime, by: Account) -> None:
    """Will end a link; whoever comes with it reads that it no longer works, and whom to call."""
    PersonalLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
    record(bearer=by.bearer, role=by.main_role, action="link.revoked", subject=f"link:{link.pk}", at=at)


def note_opened(*, link: PersonalLink, on: date) -> None:
    """Will keep the day on which a link was used to change something. Looking is not kept: scanners of mail look too."""
    PersonalLink.objects.filter(pk=link.pk).exclude(opened_on=on).update(opened_on=on)


def _issue(
    *,
    participation: Participation,
    purpose: Purpose,
    office: Office,
    at: datetime,
    handed_by: PersonalLink | None = None,
    handed_to: Contact | None = None,
    expires_on: date | None = None,
) -> PersonalLink:
    key, token, code = uuid.uuid4(), tokens.new_token(), tokens.new_code()
    words = json.dumps({"token": token, "code": code})
    return PersonalLink.objects.create(
        id=key, participation=participation, purpose=purpose, office=office,
        token_digest=tokens.digest_of_token(token), code_digest=tokens.digest_of_code(code),
        words=application_box.seal(words, context=queries.context_of(key)),
        handed_by=handed_by, handed_to=handed_to,
        issued_at=at, expires_on=expires_on or participation.round.ends_on,
    )  # fmt: skip
