import pytest
from django.db.models import Model
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories.appointments import make_appointment, make_link, make_talker, token_of
from tests.support.mails import do_waiting, waiting_mails
from weerbaar.outreach.appointments.actions.going import LATER
from weerbaar.team.network.models import Facilitator


@pytest.fixture
def talker(tour_round):
    return make_talker()


@pytest.fixture
def link(talker):
    return make_link()


@pytest.fixture
def appointment(link):
    return make_appointment(link)


@pytest.fixture
def here(talker):
    """A link that was given out now: the pages ask the clock."""
    return make_link(at=timezone.now())


@pytest.fixture
def address(here):
    return f"/a/{token_of(here)}/"


@pytest.fixture
def booked(here):
    return make_appointment(here, at=timezone.now())


@pytest.fixture
def mails():
    """Will give the mails that wait in the queue, oldest first, and empty it: those to organisations, or to who goes."""

    def taken(*, to_who_goes=False):
        do_waiting(LATER)
        ours = set(Facilitator.objects.values_list("email", flat=True))
        found = [mail for mail in waiting_mails() if (mail["To"] in ours) == to_who_goes]
        DBTaskResult.objects.all().delete()
        return found

    return taken


def fresh(row: Model):
    """The row as it is in the database now."""
    return type(row).objects.get(pk=row.pk)
