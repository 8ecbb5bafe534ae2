"""Which rounds there are, and which one it is now."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from weerbaar.outreach.campaign.models import Participation, Round


def rounds() -> QuerySet[Round]:
    """Will give every round, the newest first."""
    return Round.objects.order_by("-starts_on")


def current_round(on: date) -> Round | None:
    """Will give the newest round that began by that day; the first one to come when none did; None without rounds."""
    return rounds().filter(starts_on__lte=on).first() or Round.objects.order_by("starts_on").first()


def round_named(code: str, *, on: date) -> Round | None:
    """Will give the round with that code, or the current one when no code is given; None when there is none."""
    return rounds().filter(pk=code).first() if code else current_round(on)


def participation_of(organisation_code: str, *, round: Round) -> Participation | None:  # noqa: A002 - the noun of the field
    """Will give the place of an organisation in a round, with its stages; None when it takes no part."""
    found = Participation.objects.filter(round=round, organisation=organisation_code)
    related = found.select_related("round", "organisation__authority__province", "arranger", "owner", "merged_into")
    return related.prefetch_related("stages").first()


def counted_rounds() -> QuerySet[Round]:
    """Will give every round, the newest first, each knowing how many organisations take part (`organisations`)."""
    taking_part = Count("participations", filter=Q(participations__merged_into=None))
    return rounds().annotate(organisations=taking_part)
