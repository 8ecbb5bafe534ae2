"""The pages of who goes out: the list, one person, and one's own agenda."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.network import ZWOLLE, make_facilitator
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.team.network.actions.engagements import engage
from weerbaar.team.network.models import BusyTime, CalendarFeed, Facilitator, Skill
from weerbaar.team.network.queries.facilitators import address_of_feed

pytestmark = pytest.mark.django_db
SECRET = "https://agenda.invalid/geheim-1234/basic.ics"


@pytest.fixture
def toon():
    return make_colleague(Role.TOUR, name="Toon Tournee")


@pytest.fixture
def visitor(toon):
    client = Client()
    toon.sign_in(client)
    return client


def address(person, tail=""):
    return f"/netwerk/begeleiders/{person.pk}/{tail}"


def test_an_empty_list_says_what_to_do(visitor):
    assert "Er gaat nog niemand op pad" in visitor.get("/netwerk/begeleiders/").content.decode()


def test_somebody_is_added_with_what_they_can_and_where_they_live(visitor):
    make_facilitator("Gijs Gefantaseerd")
    told = {
        "name": "Famke Fictief", "email": "famke@overleg.invalid", "skills": ["moderate", "train"], "home": "Zwolle",
        "about": "", "account": "",
    }  # fmt: skip

    answer = visitor.post("/netwerk/begeleiders/nieuw/", told)

    added = Facilitator.objects.get(name="Famke Fictief")
    assert answer.headers["Location"] == address(added)
    assert (added.home_id, added.skills) == (ZWOLLE, ["moderate", "train"])
    assert Event.objects.filter(action="facilitator.added", subject=f"facilitator:{added.pk}").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"home": "Atlantis"}, {"skills": []}, {"email": "geen adres"}, {"name": "a\0b"}, {"vreemd": "1"}]
)
def test_what_is_filled_in_wrongly_adds_nobody(visitor, wrong):
    told = {
        "name": "Famke",
        "email": "famke@overleg.invalid",
        "skills": ["talk"],
        "home": "",
        "about": "",
        "account": "",
    }

    assert visitor.post("/netwerk/begeleiders/nieuw/", told | wrong).status_code == 400
    assert not Facilitator.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_many(visitor, django_assert_num_queries):
    make_facilitator()
    with CaptureQueriesContext(connection) as one:
        visitor.get("/netwerk/begeleiders/")
    for name in ("Gijs", "Hanna", "Ilias"):
        make_facilitator(f"{name} Verzonnen")

    with django_assert_num_queries(len(one)):
        visitor.get("/netwerk/begeleiders/")


def test_a_week_is_kept_and_a_half_filled_day_is_refused(visitor):
    person = make_facilitator()

    kept = visitor.post(address(person, "agenda/werktijden/"), {"dag_0_van": "09:00", "dag_0_tot": "17:00"})
    wrong = visitor.post(address(person, "agenda/werktijden/"), {"dag_1_van": "09:00"})
    turned = visitor.post(address(person, "agenda/werktijden/"), {"dag_1_van": "19:00", "dag_1_tot": "18:00"})

    assert (kept.status_code, wrong.status_code, turned.status_code) == (302, 400, 400)
    assert list(person.working_hours.values_list("weekday", "from_time__hour", "until_time__hour")) == [(0, 9, 17)]


def test_days_of_leave_are_whole_days_in_amsterdam(visitor):
    person = make_facilitator()

    visitor.post(address(person, "agenda/bezet/"), {"from_day": "2027-03-26", "until_day": "2027-03-28"})

    said = person.busy_times.get()
    assert (said.starts_at, said.ends_at) == (
        datetime(2027, 3, 25, 23, 0, tzinfo=UTC), datetime(2027, 3, 28, 22, 0, tzinfo=UTC),
    )  # fmt: skip
    visitor.post(address(person, "agenda/weer-vrij/"), {"id": str(said.pk)})
    assert not BusyTime.objects.exists()


def test_the_address_of_a_calendar_is_sealed_and_shown_to_nobody(visitor):
    person = make_facilitator()

    visitor.post(address(person, "agenda/agenda/"), {"address": SECRET.replace("https", "webcal")})

    feed = CalendarFeed.objects.get()
    assert address_of_feed(feed) == SECRET
    assert "geheim-1234" not in feed.address
    assert "geheim-1234" not in visitor.get(address(person)).content.decode()
    visitor.post(address(person, "agenda/agenda-weg/"), {"id": str(feed.pk)})
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize(
    "wrong", ["http://agenda.invalid/a.ics", "file:///etc/passwd", "https://u:p@agenda.invalid/", "https://a.invalid:22/", "https://[", ""]
)  # fmt: skip
def test_what_is_no_calendar_is_refused(visitor, wrong):
    person = make_facilitator()

    assert visitor.post(address(person, "agenda/agenda/"), {"address": wrong}).status_code == 400
    assert not CalendarFeed.objects.exists()


def test_who_still_goes_out_does_not_leave_and_who_leaves_keeps_nothing_but_a_name(visitor):
    person = make_facilitator(week=[(0, 9, 17)])
    soon = timezone.now() + timedelta(days=3)
    engagement = engage(
        facilitator=person, skill=Skill.MODERATE, subject="gathering:a", starts_at=soon,
        ends_at=soon + timedelta(hours=2), place=None, at=timezone.now(),
    )  # fmt: skip
    today = {"left_on": timezone.localdate().isoformat()}

    refused = visitor.post(address(person, "vertrek/"), today)
    engagement.delete()
    left = visitor.post(address(person, "vertrek/"), today)

    person.refresh_from_db()
    assert (refused.status_code, left.status_code) == (400, 302)
    assert (person.left_on, person.working_hours.count()) == (timezone.localdate(), 0)
    assert "Wie uit het team is" in visitor.get("/netwerk/begeleiders/").content.decode()
    visitor.post(address(person, "terug/"))
    person.refresh_from_db()
    assert person.left_on is None


def test_what_is_known_of_somebody_is_changed(visitor):
    person = make_facilitator()
    told = {
        "name": "Famke Fictief",
        "email": "anders@overleg.invalid",
        "skills": ["talk"],
        "home": "",
        "about": "x",
        "account": "",
    }

    visitor.post(address(person, "wie/"), told)

    person.refresh_from_db()
    assert (person.email, person.skills, person.home) == ("anders@overleg.invalid", ["talk"], None)


def test_a_facilitator_keeps_their_own_agenda_and_nobody_elses(visitor, toon):
    assert "U gaat niet op pad" in visitor.get("/mijn-agenda/").content.decode()
    assert visitor.post("/mijn-agenda/bezet/", {"from_day": "2027-03-26"}).status_code == 404
    own, other = make_facilitator(account=toon.account), make_facilitator("Gijs Gefantaseerd")
    theirs = BusyTime.objects.create(
        facilitator=other, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(days=1)
    )

    visitor.post("/mijn-agenda/bezet/", {"from_day": "2027-03-26"})
    visitor.post("/mijn-agenda/weer-vrij/", {"id": str(theirs.pk)})

    assert own.busy_times.get().starts_at.astimezone(timezone.get_current_timezone()).date() == date(2027, 3, 26)
    assert BusyTime.objects.filter(pk=theirs.pk).exists()
    assert "26 mrt" in visitor.get("/mijn-agenda/").content.decode()


@pytest.mark.parametrize("tail", ["agenda/niets/", "agenda/weer-vrij/"])
def test_what_cannot_be_changed_is_not_there(visitor, tail):
    assert visitor.post(address(make_facilitator(), tail), {"id": "x"}).status_code == 404
