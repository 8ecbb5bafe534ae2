"""A municipality goes up in another: what was agreed goes along, and no calendar notices."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories.appointments import NOW, TALK, first_slot, make_appointment, make_link, make_talker
from tests.factories.tour import HILVERSUM, WIJDEMEREN, participation_of, stage_of
from tests.outreach.appointments.conftest import fresh
from weerbaar.outreach.appointments.actions import booking, questions
from weerbaar.outreach.appointments.actions.carrying import carry_along
from weerbaar.outreach.appointments.models import Appointment, Question
from weerbaar.outreach.appointments.queries.appointments import open_appointment
from weerbaar.outreach.appointments.queries.mails import where_of
from weerbaar.outreach.campaign.actions.merging import merge_organisations
from weerbaar.outreach.campaign.mergers import Merged
from weerbaar.outreach.campaign.models import StageState

pytestmark = pytest.mark.django_db
DAY, THEN = date(2027, 1, 1), datetime(2027, 1, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def both(tour_round):
    """Both municipalities have an appointment, with another person each."""
    made = []
    for code, name in ((WIJDEMEREN, "Tom Tournee"), (HILVERSUM, "Gerda Gesprek")):
        make_talker(name, home=code)
        made.append(make_appointment(make_link(code)))
    return made


def merge():
    merge_organisations(on=DAY, at=THEN)


def test_what_was_agreed_goes_along_and_no_calendar_notices(talker, mails):
    link = make_link(WIJDEMEREN)
    before = make_appointment(link)
    questions.name_days(link=link, text="Liever op maandag.", at=NOW)
    told, told_where = (before.uid, before.sequence, before.starts_at), where_of(before)
    mails()

    merge()

    after, successor = fresh(before), participation_of(HILVERSUM)
    assert (after.participation, after.is_beside) == (successor, False)
    assert (after.uid, after.sequence, after.starts_at) == told
    assert where_of(after) == told_where == "gemeente Wijdemeren"
    assert fresh(after.link).participation == successor
    assert after.participants.get().notices.count() == 1
    assert Question.objects.get().participation == successor
    assert open_appointment(successor) == after
    assert mails() == []


def test_of_two_appointments_a_person_says_which_goes_on(both, toon, mails):
    carried, own = both
    mails()

    merge()

    asked = Question.objects.get()
    assert (asked.kind, asked.appointment, asked.participation) == ("merged", carried, participation_of(HILVERSUM))
    assert "Wijdemeren is opgegaan in Hilversum" in asked.text
    assert (fresh(carried).is_beside, fresh(own).is_beside) == (True, False)
    assert open_appointment(participation_of(HILVERSUM)) == own
    assert mails() == []


@pytest.mark.parametrize("cancelled", [0, 1])
def test_whichever_is_cancelled_the_other_is_what_is_planned(both, toon, cancelled):
    merge()
    gone, kept = both[cancelled], both[1 - cancelled]

    booking.cancel(appointment=gone, reason="Samen één gesprek.", at=THEN, by=toon.account)

    stage = stage_of(participation_of(HILVERSUM))
    assert (stage.state, stage.planned_for) == (StageState.PLANNED, kept.starts_at)
    assert fresh(kept).is_beside is False
    assert not Question.objects.filter(settled_at=None).exists()
    booking.cancel(appointment=kept, reason="Toch niet.", at=THEN, by=toon.account)
    assert stage_of(participation_of(HILVERSUM)).state == StageState.WANTED


def test_a_second_time_changes_nothing(both):
    former, successor = participation_of(WIJDEMEREN), participation_of(HILVERSUM)
    merged = Merged(former=former, successor=successor, stages={}, on=DAY, at=THEN)

    carry_along(merged)
    first = list(Appointment.objects.order_by("id").values())
    carry_along(merged)

    assert list(Appointment.objects.order_by("id").values()) == first
    assert Question.objects.count() == 1


def test_a_time_that_was_proposed_to_both_is_proposed_once(talker, toon):
    links = [make_link(code) for code in (WIJDEMEREN, HILVERSUM)]
    slot = first_slot(links[0])
    for link in links:
        booking.propose(participation=link.participation, stage=TALK, slots=[slot], at=NOW, by=toon.account)

    merge()

    assert participation_of(HILVERSUM).proposals.count() == 1
    assert participation_of(WIJDEMEREN).proposals.count() == 0


def test_the_database_still_takes_one_of_its_own_for_each_stage(both):
    own = both[1]
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=both[0].pk).update(participation=own.participation)
    assert fresh(both[0]).participation == participation_of(WIJDEMEREN)


def test_each_of_two_leads_to_the_other_and_the_organisation_says_that_somebody_must_choose(both, toon, client):
    toon.sign_in(client)
    merge()

    for one, other in (both, both[::-1]):
        page = client.get(f"/tour/afspraken/{one.pk}/").content.decode()
        assert "Ook afgesproken voor hetzelfde gesprek:" in page
        assert f"/tour/afspraken/{other.pk}/" in page
    organisation = client.get(f"/tour/organisatie/{HILVERSUM}/").content.decode()
    assert "Twee afspraken na een herindeling" in organisation
