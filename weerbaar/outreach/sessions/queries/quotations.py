"""What it costs, the quotation that stands, and the link of who has to answer it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from weerbaar.foundation.vault import tokens
from weerbaar.outreach.campaign.models import PersonalLink
from weerbaar.outreach.campaign.queries.links import link_by
from weerbaar.outreach.sessions.models import CostLine, Gathering, Quotation
from weerbaar.outreach.sessions.money import Total, total


def lines_of(gathering: Gathering) -> list[CostLine]:
    """Will give the lines of what it costs, in the order in which they were added."""
    return list(CostLine.objects.filter(gathering=gathering))


def total_of(gathering: Gathering) -> Total:
    """Will add up what it costs."""
    return total(lines_of(gathering))


def digest_of(content: Mapping[str, Any]) -> str:
    """Will return the SHA-256 of a quotation, over its content as JSON with sorted names and no spaces."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(quotation: Quotation) -> bool:
    """Whether a quotation still says what it said when it was made."""
    return digest_of(quotation.content) == quotation.digest


def versions_of(gathering: Gathering) -> QuerySet[Quotation]:
    """Will give every quotation for a gathering, the newest first."""
    return Quotation.objects.filter(gathering=gathering).order_by("-made_at", "-version")


def quotation_in(gathering: Gathering, key: UUID) -> Quotation | None:
    """Will give one quotation of a gathering; None when there is none."""
    return versions_of(gathering).filter(pk=key).first()


def link_to_answer(token: str, *, on: date) -> PersonalLink | None:
    """Will find the link of a quotation; the short code is not taken here, where nobody counts how often one guesses."""
    if len(token) != tokens.TOKEN_SIGNS:
        return None
    return link_by(token, purpose=PersonalLink.Purpose.QUOTATION, on=on)


def quotations_for(link: PersonalLink) -> list[Quotation]:
    """Will give what was sent to an organisation and still stands, what waits for an answer first."""
    sent = Quotation.objects.filter(participation=link.participation, replaced_at=None).exclude(sent_at=None)
    found = list(sent.select_related("gathering").order_by("-made_at"))
    return sorted(found, key=lambda one: one.accepted_at is not None or one.declined_at is not None)


def quotation_for(link: PersonalLink, number: str) -> Quotation | None:
    """Will give one of them by its number; None when it is not theirs."""
    return next((one for one in quotations_for(link) if one.number == number), None)


def is_renewed(link: PersonalLink, number: str = "") -> bool:
    """Whether an organisation was sent a quotation of which a new version was made that is not sent yet."""
    told = Quotation.objects.filter(participation=link.participation, gathering__cancelled_at=None)
    told = told.exclude(sent_at=None).exclude(replaced_at=None)
    return (told.filter(number=number) if number else told).exists()


def is_expired(quotation: Quotation, on: date) -> bool:
    """Whether its last day has passed without an answer."""
    return quotation.accepted_at is None and quotation.declined_at is None and quotation.valid_until < on
