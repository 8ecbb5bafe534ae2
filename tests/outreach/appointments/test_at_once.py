"""Many who pick at the same moment, with real threads and a real database: each time is given once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.factories.appointments import NOW, TALK, make_link, make_talker
from tests.factories.tour import make_round
from weerbaar.outreach.appointments.actions.booking import AlreadyBooked, Guest, SlotTaken, Where, book
from weerbaar.outreach.appointments.models import Appointment, Claim
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.campaign.models import Organisation
from weerbaar.team.network.models import Engagement

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, TIMES = 24, 4


def all_at_once(attempts):
    """Runs each attempt in a thread of its own, none before all are ready; returns what came of them."""
    barrier = Barrier(len(attempts))

    def run(attempt):
        barrier.wait(timeout=60)
        try:
            return attempt()
        except (SlotTaken, AlreadyBooked) as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


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

    outcomes = all_at_once([picking(link, slots[place % TIMES]) for place, link in enumerate(links)])

    made = [one for one in outcomes if isinstance(one, Appointment)]
    assert len(made) == TIMES
    assert outcomes.count("SlotTaken") == PEOPLE - TIMES
    assert {one.starts_at for one in made} == {slot.starts_at for slot in slots}
    assert (Appointment.objects.count(), Engagement.objects.count(), Claim.objects.count()) == (TIMES, TIMES, 4 * TIMES)


def test_of_one_organisation_that_picks_two_times_at_once_one_stands():
    make_round()
    make_talker()
    make_talker("Gerda Gesprek")
    link = make_link()
    free = offers.free_slots(link.participation, TALK, on=NOW.date())
    by_person = {slot.facilitator_id: slot for slot in free}

    outcomes = all_at_once([picking(link, slot) for slot in by_person.values()])

    assert sorted(type(one).__name__ if isinstance(one, Appointment) else one for one in outcomes) == [
        "AlreadyBooked",
        "Appointment",
    ]
    assert (Appointment.objects.count(), Engagement.objects.count()) == (1, 1)
