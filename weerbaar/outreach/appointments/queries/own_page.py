"""The page of one who is invited and does not arrange it: whose it is, and its address."""

import json
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.appointments.models import Participant


def context_of(key: UUID) -> str:
    """Will return what the words of a participant are bound to: sealed for one row, they open in no other."""
    return f"appointments.participant:{key}"


def address_of_own_page(participant: Participant) -> str:
    """Will return the link of somebody who is invited; raises `BrokenBox` when the row was changed. Empty without one."""
    if not participant.words:
        return ""
    token = json.loads(application_box.open(participant.words, context=context_of(participant.pk)))["token"]
    return f"{settings.SITE_URL}{reverse('invited_page', args=[token])}"


def invited_with(token: str) -> Participant | None:
    """Will find who a token belongs to, as long as they are invited; None for a guess."""
    if len(token) != tokens.TOKEN_SIGNS:
        return None
    related = Participant.objects.select_related(
        "appointment__participation__organisation__authority", "appointment__facilitator", "appointment__link"
    )
    return related.filter(token_digest=tokens.digest_of_token(token), pending=False).first()
