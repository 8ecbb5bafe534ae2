"""Who was asked, who could be asked, and the link that somebody came with."""

import json
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.campaign.models import Standing
from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Invitee, Released
from weerbaar.outreach.sessions.rules import REMIND_AFTER
from weerbaar.team.network.models import Skill
from weerbaar.team.network.queries.facilitators import Candidate, ranked


def context_of_ask(key: UUID) -> str:
    """Will return what the words of an ask are bound to."""
    return f"sessions.ask:{key}"


def address_of_ask(ask: Ask) -> str:
    """Will return the link of an ask, to mail it once more; raises `BrokenBox` when the row was changed."""
    token = json.loads(application_box.open(ask.words, context=context_of_ask(ask.pk)))["token"]
    return f"{settings.SITE_URL}{reverse('asked_to_lead', args=[token])}"


def ask_by(token: str) -> Ask | None:
    """Will find the ask that a token belongs to, whatever became of it; None for a guess."""
    if len(token) != tokens.TOKEN_SIGNS:
        return None
    related = Ask.objects.select_related("gathering__place", "facilitator__home")
    return related.filter(token_digest=tokens.digest_of_token(token)).first()


def ask_of(gathering: Gathering, key: UUID) -> Ask | None:
    """Will give one ask of a gathering; None when there is none."""
    return Ask.objects.select_related("facilitator").filter(gathering=gathering, pk=key).first()


def asks_of(gathering: Gathering) -> QuerySet[Ask]:
    """Will give everybody who was ever asked for a gathering, the newest first; `before_move` is who said yes to an earlier time."""
    # A yes stands in their calendar as accepted; another time has the calendar ask anew.
    waiting = Invitee.objects.filter(
        gathering=gathering, facilitator=OuterRef("facilitator"), standing=Standing.WAITING, released_at=None
    )
    found = Ask.objects.filter(gathering=gathering).select_related("facilitator")
    return found.annotate(before_move=Exists(waiting)).order_by("-asked_at", "id")


def candidates_for(
    gathering: Gathering, skill: Skill, *, at: datetime, by_hand: bool = False
) -> list[Candidate]:  # fmt: skip
    """Will give who could be asked, best first, without whom was asked already.

    Whoever said no is not asked again for the same moment; whom we withdrew the question or the date from, or moved away
    from, can be. Who was to come and fell out is asked again by hand alone, when a colleague knows that they can after all.
    """
    if gathering.starts_at is None or gathering.ends_at is None:
        return []
    again = [Released.WITHDRAWN, Released.MOVED, Released.UNDATED]
    again += [Released.ILL, Released.DECLINED] if by_hand else []
    asked = Ask.objects.filter(gathering=gathering).exclude(released__in=again)
    return ranked(
        skill=skill, starts_at=gathering.starts_at, ends_at=gathering.ends_at, place=gathering.place, at=at,
        beyond=list(asked.values_list("facilitator_id", flat=True)), subject=gathering.subject,
    )  # fmt: skip


def asks_to_remind(*, at: datetime) -> QuerySet[Ask]:
    """Will give the asks that were not answered for three days, and not reminded of yet."""
    return _waiting().filter(reminded_at=None, asked_at__lte=at - REMIND_AFTER, expires_at__gt=at)


def asks_run_out(*, at: datetime) -> QuerySet[Ask]:
    """Will give the asks whose time has passed without an answer."""
    return _waiting().filter(expires_at__lte=at)


def _waiting() -> QuerySet[Ask]:
    return Ask.objects.filter(answer=Answer.OPEN, released=Released.NOT).order_by("asked_at", "id")
