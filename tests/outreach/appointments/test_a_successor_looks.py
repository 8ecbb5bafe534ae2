"""Who takes over an office opens the same link, and does not read what the one before wrote."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.appointments import NOW, token_of
from tests.factories.tour import LEUDAL, make_contact
from weerbaar.outreach.appointments.actions.questions import name_days

pytestmark = pytest.mark.django_db
WORDS = "Niet op dinsdag: dan ben ik bij de dokter."


@pytest.mark.parametrize(("began", "reads"), [(None, True), (-30, True), (0, True), (1, False)])
def test_what_the_one_before_wrote_is_not_on_the_page_of_a_successor(link, time_machine, began, reads):
    name_days(link=link, text=WORDS, at=NOW)
    make_contact(LEUDAL, from_on=None if began is None else NOW.date() + timedelta(days=began))
    time_machine.move_to(NOW + timedelta(days=5))

    page = Client().get(f"/a/{token_of(link)}/").content.decode()

    assert (WORDS in page) is reads
