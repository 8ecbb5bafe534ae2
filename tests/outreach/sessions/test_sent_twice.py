"""What is sent from the very same page twice is put down, asked, offered and mailed once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.network import make_facilitator
from tests.factories.sessions import again, make_gathering, plan, price
from tests.factories.tour import HILVERSUM, participation_of
from tests.outreach.sessions.test_pages import LIST, address
from tests.outreach.sessions.test_quotation_pages import NO, YES, again_sent
from tests.support.twice import ANOTHER_PAGE, assert_taken_once, sent_twice
from weerbaar.outreach.sessions.actions import staffing
from weerbaar.outreach.sessions.actions.gatherings import tell_held
from weerbaar.outreach.sessions.actions.hall import add_material, wish_names
from weerbaar.outreach.sessions.actions.quotations import make_quotation
from weerbaar.outreach.sessions.actions.reports import tell_work
from weerbaar.outreach.sessions.models import Answer, CostLine, Guest, Invitee, Kind, Material, Side
from weerbaar.outreach.sessions.queries.staffing import address_of_ask
from weerbaar.team.network.models import Skill

pytestmark = pytest.mark.django_db
COST = {"kind": "fee", "text": "trainer", "quantity": "2", "unit_cents": "1.250,50", "vat": "21"}
WISH = {"kind": "session", "lead": "gemeente Hilversum", "others": "", "wishes": "", "minutes": "150"}
PRESENT = {"council": "25", "executive": "6", "staff": "", "other": ""}


@pytest.fixture
def now():
    return timezone.now().replace(second=0, microsecond=0)


@pytest.fixture
def one(by, now):
    made = make_gathering(at=now, by=by)
    plan(made, now + timedelta(days=30), at=now, by=by)
    return again(made)


@pytest.fixture
def begun(by, now):
    made = make_gathering(at=now - timedelta(days=3), by=by)
    plan(made, now - timedelta(hours=3), at=now - timedelta(days=3), by=by)
    return again(made)


@pytest.fixture
def asked(one, by, now):
    return staffing.ask(gathering=one, facilitator=make_facilitator(), skill=Skill.MODERATE, at=now, by=by)


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.usefixtures("tour_round")
def test_a_wish_is_written_down_once(visitor):
    assert_taken_once(visitor, f"{LIST}nieuw/", WISH)


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("kosten/regel/", COST),
        ("zaal/materiaal/", {"name": "Beamer", "side": "team"}),
        ("zaal/namen/", {}),
        ("afzeggen/", {"because": "Geen zaal."}),
        ("zonder-datum/", {"because": "Geen zaal.", "until": ""}),
        ("wanneer/", {"day": in_days(9), "starts": "19:30", "ends": "22:00", "room": "", "address": "", "place": "gemeente Hilversum"}),
    ],
)  # fmt: skip
def test_what_is_put_down_stands_once(visitor, one, tail, told):
    assert_taken_once(visitor, address(one, tail), told)


def test_it_is_moved_once_also_when_it_was_moved_since(visitor, one, by, now):
    told = {
        "day": in_days(9),
        "starts": "19:30",
        "ends": "22:00",
        "room": "",
        "address": "",
        "place": "gemeente Hilversum",
    }
    visitor.post(address(one, "wanneer/"), told | {"csrfmiddlewaretoken": "x" * 64})
    plan(one, now + timedelta(days=50), at=now, by=by)

    sent_twice(visitor, address(one, "wanneer/"), told)

    assert timezone.localdate(again(one).starts_at) == timezone.localdate(now + timedelta(days=50))


def test_what_is_arranged_stays_arranged(visitor, one, by, now):
    beamer = add_material(gathering=one, name="Beamer", side=Side.TEAM, at=now, by=by)

    assert_taken_once(visitor, address(one, "zaal/materiaal-klaar/"), {"id": str(beamer.pk)})

    assert Material.objects.get().done_at is not None


def test_names_are_put_down_once(visitor, one, by, now):
    wish_names(gathering=one, wished=True, at=now, by=by)

    assert_taken_once(visitor, address(one, "zaal/deelnemers/"), {"names": "Robin Verzonnen", "group": "council"})

    assert Guest.objects.count() == 1


def test_the_same_line_from_another_page_is_kept_too(visitor, one):
    sent_twice(visitor, address(one, "kosten/regel/"), COST)
    sent_twice(visitor, address(one, "kosten/regel/"), COST, page=ANOTHER_PAGE)

    assert CostLine.objects.count() == 2


def test_somebody_is_asked_once_and_let_go_once(visitor, one):
    person = make_facilitator()

    assert_taken_once(visitor, address(one, "bezetting/vragen/"), {"facilitator": str(person.pk), "skill": "moderate"})

    waiting = again(one).working_asks[0]
    assert_taken_once(visitor, address(one, f"bezetting/{waiting.pk}/los/"), {"why": "withdrawn"})


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO, Answer.OTHER])
def test_who_was_asked_answers_once(asked, answer):
    path = "/begeleiden/" + address_of_ask(asked).rstrip("/").rsplit("/", 1)[-1] + "/"

    assert_taken_once(Client(), path, {"answer": answer.value, "remark": "Bel mij even."})


@pytest.mark.parametrize("what", ["uitnodigen", "weg"])
def test_who_answered_uninvited_hears_once(visitor, one, now, what):
    newcomer = Invitee.objects.create(gathering=one, email="wethouder@gemeente.invalid", pending=True, added_at=now)

    assert_taken_once(visitor, address(one, f"antwoorden/{newcomer.pk}/{what}/"), {})


def test_a_quotation_is_made_once(visitor, one, by, now):
    price(one, by=by, at=now)

    assert_taken_once(visitor, address(one, "offerte/"), {"valid_until": in_days(30)})


def test_a_quotation_is_sent_once_and_goes_again_when_it_is_asked_anew(visitor, one, by, now, mails):
    price(one, by=by, at=now)
    made = make_quotation(gathering=again(one), valid_until=timezone.localdate() + timedelta(days=30), at=now, by=by)
    path, told = address(one, f"offerte/{made.pk}/sturen/"), {"to": "griffie-gm0402@gemeente.invalid"}
    before = len(mails())

    assert_taken_once(visitor, path, told)
    sent_twice(visitor, path, told, page=ANOTHER_PAGE)

    assert len(mails()) == before + 2


@pytest.mark.parametrize("answer", [YES, NO])
def test_a_quotation_is_answered_once(by, now, answer):
    training = make_gathering(kind=Kind.TRAINING, at=now, by=by)
    plan(training, now + timedelta(days=40), at=now, by=by)
    price(training, at=now, by=by)
    made, path = again_sent(training, by, now)

    assert_taken_once(Client(), path, answer | {"digest": made.digest})


@pytest.mark.parametrize(
    ("what", "told"),
    [("gehouden", PRESENT), ("evaluatie", {"questionnaire": "evaluatie"})],
)
def test_what_follows_an_evening_follows_once(visitor, begun, what, told):
    assert_taken_once(visitor, address(begun, f"afloop/{what}/"), told)


def test_a_promise_in_the_hall_is_made_once(visitor, begun):
    told = {
        "text": "Het protocol sturen",
        "side": "team",
        "due_on": in_days(20),
        "whom": str(participation_of(HILVERSUM).pk),
    }

    assert_taken_once(visitor, address(begun, "afloop/toezegging/"), told)


def test_a_training_is_offered_once(visitor, begun, by):
    tell_held(gathering=begun, present={"council": 25}, at=timezone.now(), by=by)

    assert_taken_once(visitor, address(begun, "afloop/training/"), {})


def test_the_results_are_mailed_once(visitor, begun, by):
    tell_held(gathering=begun, present={"council": 25}, at=timezone.now(), by=by)

    assert_taken_once(visitor, address(begun, "afloop/uitkomsten/"), {})


def test_hours_are_agreed_to_once(visitor, begun, by, now):
    asked = staffing.ask(
        gathering=begun, facilitator=make_facilitator(), skill=Skill.MODERATE, at=now - timedelta(days=2), by=by
    )
    staffing.answer(asked=asked, answer=Answer.YES, remark="", at=now - timedelta(days=2))
    told = tell_work(asked=asked, minutes=210, travel_cents=0, other_cents=0, remark="", at=now)

    assert_taken_once(visitor, address(begun, f"kosten/uren/{told.pk}/"), {"seen": told.told_at.isoformat()})
