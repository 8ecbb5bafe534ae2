"""Municipalities that went up in another, and of which something still hangs where it hung."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from weerbaar.outreach.campaign.models import Contact, Organisation, Participation
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Authority


@dataclass(frozen=True)
class Due:
    """An organisation that is gone, the body that does on that day what it did, and the day on which it ended."""

    organisation: Organisation
    successor: Authority
    ended_on: date


def due_mergers(on: date) -> list[Due]:
    """Will give the organisations that ended by a day and are not carried along yet, the first to end first.

    A round that was over by then is history: there a municipality stays what it was.
    """
    running = Participation.objects.filter(
        organisation=OuterRef("pk"), merged_into=None, round__ends_on__gte=OuterRef("authority__valid_until")
    )
    people = Contact.objects.filter(organisation=OuterRef("pk"))
    ended = Organisation.objects.filter(authority__valid_until__lte=on, authority__successor__isnull=False)
    waiting = ended.filter(Q(Exists(running)) | Q(Exists(people))).select_related("authority__successor")
    found = []
    for organisation in waiting.order_by("authority__valid_until", "pk"):
        body = organisation.authority
        assert body.valid_until is not None
        found.append(Due(organisation, authorities.current_successor(body, on), body.valid_until))
    return found


def participations_to_carry(organisation: Organisation, *, ended_on: date) -> list[Participation]:
    """Will give the places in rounds that ran when the organisation ended, the oldest round first."""
    found = Participation.objects.filter(organisation=organisation, merged_into=None, round__ends_on__gte=ended_on)
    return list(found.select_related("round").order_by(F("round__starts_on"), "pk"))
