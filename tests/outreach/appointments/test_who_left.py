"""Whoever went out for us is forgotten two years after they left, and what they did stays counted."""

from datetime import date

import pytest

from tests.factories.appointments import NOW, make_appointment, make_talker
from tests.support.leftovers import open_words
from weerbaar.foundation.privacy.actions import purge
from weerbaar.outreach.appointments.actions.booking import cancel
from weerbaar.outreach.appointments.models import Appointment
from weerbaar.team.network.models import Facilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(tour_round):
    def someone(name):
        made = make_talker(name)
        Facilitator.objects.filter(pk=made.pk).update(left_on=date(2020, 1, 1), about="Kent Zonderling nog.")
        return made

    return someone


def ended(at=NOW):
    (found,) = [one for one in purge(at=at) if one.model == "network.Facilitator"]
    return found.count, found.failed


def test_who_led_a_talk_leaves_no_name_and_the_talk_stays(link, talker, toon, left):
    appointment = make_appointment(link)
    cancel(appointment=appointment, reason="", at=NOW, by=toon.account)
    gone = left("Zoë Zonderling")
    Appointment.objects.filter(pk=appointment.pk).update(facilitator=gone)

    assert (ended(), ended()) == ((1, False), (0, False))

    assert "onderling" not in open_words()
    assert Appointment.objects.get().facilitator.name == "voormalig begeleider"
    assert Facilitator.objects.filter(pk=talker.pk, name=talker.name).exists()


def test_who_did_nothing_that_counts_is_gone_altogether(left):
    gone = left("Zoë Zonderling")

    assert ended() == (1, False)

    assert not Facilitator.objects.filter(pk=gone.pk).exists()
