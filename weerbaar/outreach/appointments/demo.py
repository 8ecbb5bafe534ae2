"""A few appointments of invented people, so that a newcomer sees the list lived in."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.appointments import rules
from weerbaar.outreach.appointments.actions.booking import AlreadyBooked, Guest, SlotTaken, Where, book
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.appointments.queries.appointments import appointments
from weerbaar.outreach.campaign.models import Participation, StageKind
from weerbaar.outreach.campaign.queries.rounds import current_round, participation_of
from weerbaar.public.authorities.models import Authority
from weerbaar.public.authorities.queries import authority_by_code
from weerbaar.team.network.actions.facilitators import add_facilitator, set_hours
from weerbaar.team.network.models import Skill
from weerbaar.team.network.queries.facilitators import skilled
from weerbaar.team.network.rules import Hours

VISITED = ("GM0344", "GM0307", "GM0268")
TALKERS = (("Tom Tournee", "tom@overleg.invalid", "GM0344"), ("Gerda Gesprek", "gerda@overleg.invalid", "GM0202"))


def furnish(_team: Iterable[Account], at: datetime) -> None:
    """Will make three appointments in the current round, unless there is one already or nobody leads talks."""
    on = timezone.localdate(at)
    found = current_round(on)
    if found is None or appointments().exists():
        return
    if not skilled(Skill.TALK, on=on):
        for name, email, home in TALKERS:
            _facilitator(name, email, authority_by_code(home), at)
    for code in VISITED:
        participation = participation_of(code, round=found)
        slots = offers.offers(participation, StageKind.INTAKE_TALK, on=on) if participation else []
        if participation and slots:
            guest = Guest(email=f"griffie@{code.lower()}.invalid", name="Griffie Voorbeeld")
            _book(participation, slots[0], guest, at)


def _book(participation: Participation, slot: rules.Slot, guest: Guest, at: datetime) -> None:
    try:
        book(participation=participation, stage=StageKind.INTAKE_TALK, slot=slot, where=Where(), guests=[guest], at=at)
    except (SlotTaken, AlreadyBooked):
        return


def _facilitator(name: str, email: str, home: Authority | None, at: datetime) -> None:
    added = add_facilitator(name=name, email=email, skills=[Skill.TALK], home=home, at=at, by=None)
    hours = [Hours(weekday, time(7, 30), time(18, 0)) for weekday in range(5)]
    set_hours(facilitator=added, hours=hours, at=at, by=None)
