import pytest
from django.db.models import Model
from django_tasks_db.models import DBTaskResult

from tests.factories.appointments import make_appointment, make_link, make_talker
from tests.support.mails import do_waiting, waiting_mails
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
def mails():
    """Will give the mails that wait in the queue, oldest first, and empty it: those to organisations, or to who goes."""

    def taken(*, to_who_goes=False):
        do_waiting("weerbaar.outreach.appointments.tasks.tell_of_booking")
        ours = set(Facilitator.objects.values_list("email", flat=True))
        found = [mail for mail in waiting_mails() if (mail["To"] in ours) == to_who_goes]
        DBTaskResult.objects.all().delete()
        return found

    return taken


def fresh(row: Model):
    """The row as it is in the database now."""
    return type(row).objects.get(pk=row.pk)
