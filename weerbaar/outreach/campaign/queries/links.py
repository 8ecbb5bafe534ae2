"""Finding the link that somebody came with, and printing a link once more."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.campaign.models import Participation, PersonalLink


@dataclass(frozen=True)
class Opener:
    """What a letter prints: the token behind the picture and the link, and the code that can be typed."""

    token: str
    code: str


def context_of(key: UUID) -> str:
    """Will return what the words of a link are bound to: sealed for one row, they open in no other."""
    return f"campaign.link:{key}"


def opener_of(link: PersonalLink) -> Opener:
    """Will return the token and the code of a link, to print or mail them; raises `BrokenBox` when they were changed."""
    return Opener(**json.loads(application_box.open(link.words, context=context_of(link.pk))))


def working_links(*, participation: Participation, on: date) -> QuerySet[PersonalLink]:
    """Will give the links of an organisation that open something on that day."""
    return PersonalLink.objects.filter(participation=participation, revoked_at=None, expires_on__gte=on)


def links_of(participation: Participation) -> QuerySet[PersonalLink]:
    """Will give every link that was given out for an organisation, the newest first, working or not."""
    return participation.links.select_related("handed_to").order_by("-issued_at", "id")


def link_of(participation: Participation, link_id: UUID) -> PersonalLink | None:
    """Will give one link of this organisation; None when it is of another."""
    return participation.links.filter(pk=link_id).first()


def link_by(text: str, *, purpose: str, on: date) -> PersonalLink | None:
    """Will find the link that a token or a typed code belongs to; None when it is unknown, ended, or for another purpose.

    Whoever guesses learns nothing of the difference.
    """
    links = PersonalLink.objects.filter(purpose=purpose, revoked_at=None, expires_on__gte=on)
    links = links.select_related("participation__round", "participation__organisation__authority", "handed_to")
    if len(text.strip()) >= tokens.TOKEN_SIGNS:
        return links.filter(token_digest=tokens.digest_of_token(text)).first()
    try:
        code = tokens.read_code(text)
    except tokens.NotACode:
        return None
    return links.filter(code_digest=tokens.digest_of_code(code)).first()
