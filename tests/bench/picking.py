"""A thousand links of invented offices, and two hundred times that are free: printed as JSON for who picks them."""

import json
import sys
from datetime import UTC, datetime, time, timedelta

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from weerbaar.outreach.appointments import rules
from weerbaar.outreach.appointments.rules import Slot
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Office, Participation, PersonalLink
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.campaign.queries.rounds import current_round
from weerbaar.team.network.actions.facilitators import add_facilitator, set_hours
from weerbaar.team.network.models import Skill
from weerbaar.team.network.rules import AMSTERDAM, Hours

PEOPLE, TIMES = 1000, 200
OFFICES = (Office.MAYOR, Office.CLERK, Office.SECRETARY)


@transaction.atomic
def main() -> None:
    """Will make the links, and as many people who go out as it takes to have two hundred times apart."""
    now = timezone.now()
    found = current_round(timezone.localdate())
    places = list(Participation.objects.filter(round=found).order_by("pk"))
    purpose = PersonalLink.Purpose.APPOINTMENT
    links = [
        link_for(participation=place, purpose=purpose, office=office, at=now) for office in OFFICES for place in places
    ]
    days = rules.days_to_offer(timezone.localdate())[:20]
    slots = []
    for number in range(TIMES // len(days)):
        person = add_facilitator(
            name=f"Begeleider {number}",
            email=f"b{number}@overleg.invalid",
            skills=[Skill.TALK],
            home=None,
            at=now,
            by=None,
        )
        hours = [Hours(weekday, time(6), time(22)) for weekday in range(7)]
        set_hours(facilitator=person, hours=hours, at=now, by=None)
        for day in days:
            begin = datetime.combine(day, time(13), AMSTERDAM).astimezone(UTC)
            slots.append(Slot(begin, begin + timedelta(hours=1), person.pk).key)
    tokens = [opener_of(link).token for link in links[:PEOPLE]]
    sys.stdout.write(json.dumps({"tokens": tokens, "slots": slots}))


main()
