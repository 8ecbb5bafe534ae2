"""A wish is written down once, whatever a browser sends twice; and what was saved is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.sessions import again, make_gathering, plan
from weerbaar.outreach.sessions.models import Gathering, State

pytestmark = pytest.mark.django_db
LIST = "/tour/bijeenkomsten/"


def address(one, tail=""):
    return f"/tour/bijeenkomsten/{one.pk}/{tail}"


@pytest.fixture
def one(by):
    now = timezone.now()
    made = make_gathering(at=now, by=by)
    plan(made, now + timedelta(days=30), at=now, by=by)
    return again(made)


class TestWanting:
    told = {"kind": "session", "lead": "gemeente Hilversum", "others": "", "wishes": "", "minutes": "150"}

    @pytest.mark.usefixtures("tour_round")
    def test_a_joint_event_names_its_organisations(self, visitor):
        answer = visitor.post(
            LIST + "nieuw/", self.told | {"lead": "provincie Limburg", "others": "gemeente Leudal\ngemeente Roermond"}
        )

        made = Gathering.objects.get()
        assert answer.headers["Location"] == address(made)
        assert (
            "provincie Limburg met gemeente Leudal en gemeente Roermond" in visitor.get(address(made)).content.decode()
        )

    @pytest.mark.parametrize(
        "wrong",
        [
            {"lead": "gemeente Atlantis"}, {"others": "gemeente Hilversum"}, {"others": "niets\n" * 31}, {"minutes": "5"},
            {"kind": "feest"}, {"vreemd": "1"}, {"wishes": "\0"}, {"others": "gemeente Atlantis"},
        ],
    )  # fmt: skip
    @pytest.mark.usefixtures("tour_round")
    def test_what_is_filled_in_wrongly_makes_nothing(self, visitor, wrong):
        assert visitor.post(LIST + "nieuw/", self.told | wrong).status_code == 400
        assert not Gathering.objects.exists()

    @pytest.mark.usefixtures("tour_round")
    def test_who_goes_back_gets_a_fresh_page_and_is_told_what_stands_there(self, visitor):
        visitor.post(LIST + "nieuw/", self.told | {"csrfmiddlewaretoken": "x" * 64})
        made, fresh = Gathering.objects.get(), self.told | {"csrfmiddlewaretoken": "y" * 64}

        refused = visitor.post(LIST + "nieuw/", fresh)

        assert refused.status_code == 400
        assert f'name="again" value="{made.pk}"' in refused.content.decode()
        assert visitor.post(LIST + "nieuw/", fresh | {"again": str(made.pk)}).status_code == 302
        assert Gathering.objects.count() == 2

    def test_a_wish_that_is_taken_back_mails_nobody_where_nothing_was_agreed(self, visitor, by, mails):
        made = make_gathering(at=timezone.now(), by=by)
        assert "Niemand: er is nog niets afgesproken." in visitor.get(address(made, "afzeggen/")).content.decode()

        visitor.post(address(made, "afzeggen/"), {"because": "Toch niet."})

        assert again(made).state == State.CANCELLED
        assert mails() == []

    def test_without_a_round_there_is_nothing_to_plan(self, visitor):
        assert "Er is nog geen ronde" in visitor.get(LIST + "nieuw/").content.decode()


@pytest.mark.parametrize(
    ("tail", "told", "said"),
    [
        ("zaal/aantallen/", {"council": "3"}, "De aantallen zijn bewaard."),
        ("zaal/contact/", {"name": "De bode", "phone": ""}, "Het contact is bewaard."),
        (
            "wensen/", {"wishes": "", "minutes": "90", "moderators": "1", "trainers": "0", "payer": "team"},
            "Wensen en aantallen zijn bewaard.",
        ),
        (
            "wanneer/", {"day": "2027-10-26", "starts": "19:30", "ends": "22:00", "place": "gemeente Hilversum"},
            "Datum en plaats zijn bewaard.",
        ),
    ],
)  # fmt: skip
def test_what_was_saved_is_said(visitor, one, tail, told, said):
    page = visitor.post(address(one, tail), told, follow=True)

    assert said in page.content.decode()


def test_a_word_in_the_address_says_nothing_of_its_own(visitor, one):
    assert "boe" not in visitor.get(address(one) + "?melding=boe").content.decode()
