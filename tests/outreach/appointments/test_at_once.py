"""Many who pick at the same moment, with real threads and a real database: each time is given once."""

import pytest

from tests.factories.appointments import NOW, TALK, make_link, make_talker
from tests.factories.tour import make_round
from tests.support.at_once import at_once
from weerbaar.outreach.appointments.actions.booking import AlreadyBooked, Guest, SlotTaken, Where, book
from weerbaar.outreach.appointments.models import Appointment, Claim
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.campaign.models import Organisation
from weerbaar.team.network.models import Engagement

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, TIMES = 24, 4


def picking(link, slot):
    return lambda: book(
        participation=link.participation, stage=TALK, slot=slot, where=Where(),
        guests=[Guest(email="griffie@gemeente.invalid")], at=NOW, link=link,
    )  # fmt: skip


def test_of_many_who_pick_the_same_few_times_one_gets_each():
    make_round()
    make_talker()
    codes = list(Organisation.objects.order_by("pk").values_list("pk", flat=True)[:PEOPLE])
    links = [make_link(code) for code in codes]
    free = offers.free_slots(links[0].participation, TALK, on=NOW.date())
    by_day = {slot.starts_at.date(): slot for slot in free}
    slots = list(by_day.values())[:TIMES]

    outcomes = at_once(
        *(picking(link, slots[place % TIMES]) for place, link in enumerate(links)), refusals=(SlotTaken,)
    )

    made = [one for one in outcomes if isinstance(one, Appointment)]
    assert len(made) == TIMES
    assert len(outcomes) - len(made) == PEOPLE - TIMES
    assert {one.starts_at for one in made} == {slot.starts_at for slot in slots}
    assert (Appointment.objects.count(), Engagement.objects.count(), Claim.objects.count()) == (TIMES, TIMES, 4 * TIMES)


def test_of_one_organisation_that_picks_two_times_at_once_one_stands():
    make_round()
    make_talker()
    make_talker("Gerda Gesprek")
    link = make_link()
    free = offers.free_slots(link.participation, TALK, on=NOW.date())
    by_person = {slot.facilitator_id: slot for slot in free}

    outcomes = at_once(*(picking(link, slot) for slot in by_person.values()), refusals=(AlreadyBooked,))

    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyBooked", "Appointment"]
    assert (Appointment.objects.count(), Engagement.objects.count()) == (1, 1)
