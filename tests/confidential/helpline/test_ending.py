"""What the client sees of the end: how it stands, opening again, three questions, and the proof that all is gone."""

import html
import re
from datetime import date

import pytest

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.models import Case, Feedback
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.audit.queries import check_certificate

TALK = "/terug/gesprek/"
ANSWERS = {"heard": "5", "helped": "4", "would_return": "5"}


@pytest.fixture
def taken_up(raadsleden, vera):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


@pytest.fixture
def inside(client, taken_up):
    client.post("/terug/", {"receipt": taken_up.words})
    return client


@pytest.fixture
def closed(taken_up, vera):
    actions.close(case=taken_up.case, by=vera.account, keyring=vera.keyring, outcome=Case.Outcome.TALKED, at=NIGHT)
    return taken_up


def hold(arrived, by):
    actions.hold(case=arrived.case, by=by.account, keyring=by.keyring, reason="Er loopt een zaak.", at=NIGHT)


def page(client, path=TALK):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "open"}, "Iemand helpt u."),
        ({"state": "client"}, "Wij wachten op u."),
        ({"state": "others"}, "Wij wachten op iemand anders"),
        ({"state": "aftercare"}, "Het ergste is voorbij."),
        ({"state": "open", "waiting_since": NIGHT}, "Wij hebben uw bericht."),
    ],
)
def test_the_client_reads_in_plain_words_how_it_stands(inside, facts, words):
    Case.objects.update(**{"waiting_since": None, **facts})

    assert words in page(inside)


def test_a_closed_conversation_can_be_read_and_opened_again_with_a_button(inside, closed, vera):
    seen = page(inside)
    answer = inside.post(f"{TALK}heropenen/", follow=True)

    assert ["Dit gesprek is afgesloten" in seen, "brief op de mat" in seen] == [True, True]
    assert "Uw gesprek is weer open" in answer.content.decode()
    assert (Case.objects.get().state, Case.objects.get().claimed_by) == ("open", vera.account)


def test_pressing_the_button_twice_opens_it_once(inside, closed):
    inside.post(f"{TALK}heropenen/")
    again = inside.post(f"{TALK}heropenen/", follow=True)

    assert (again.status_code, Event.objects.filter(action="case.reopened").count()) == (200, 1)


def test_writing_opens_it_again_too(inside, closed):
    inside.post(TALK, {"message": "Het begint weer."})

    assert Case.objects.get().state == "open"


def test_three_questions_are_asked_once(inside, closed):
    asked = page(inside, f"{TALK}terugkoppeling/")
    answer = inside.post(f"{TALK}terugkoppeling/", ANSWERS, follow=True)

    assert [word in asked for word in ("Voelde u zich gehoord?", "helemaal niet", "zeker wel")] == [True] * 3
    thanked = answer.content.decode()
    assert ["Dank u wel" in thanked, "Naar de drie vragen" in thanked] == [True, False]
    assert Feedback.objects.values_list("heard", "helped", "would_return").get() == (5, 4, 5)
    assert inside.get(f"{TALK}terugkoppeling/")["Location"] == TALK


@pytest.mark.parametrize(
    "answers",
    [{}, {"heard": "5", "helped": "4"}, ANSWERS | {"heard": "6"}, ANSWERS | {"heard": "0"}, ANSWERS | {"why": "x"}],
)
def test_answers_that_are_none_are_not_taken(inside, closed, answers):
    answer = inside.post(f"{TALK}terugkoppeling/", answers)

    assert (answer.status_code, Feedback.objects.count()) == (400, 0)


def test_before_the_end_nothing_is_asked(inside):
    assert "Naar de drie vragen" not in page(inside)
    assert inside.post(f"{TALK}terugkoppeling/", ANSWERS)["Location"] == TALK
    assert Feedback.objects.count() == 0


def test_an_announced_end_is_told_and_can_be_put_off(inside, closed):
    Case.objects.update(erase_on=date(2029, 1, 3))

    seen = page(inside)
    kept = inside.post(f"{TALK}langer/", follow=True)

    assert "Op 3 januari 2029 gaat alles weg" in seen
    assert ("Uw gesprek blijft" in kept.content.decode(), Case.objects.get().erase_on) == (True, None)


def test_what_is_held_is_not_erased_and_the_client_reads_why(inside, taken_up, vera):
    hold(taken_up, vera)

    warned = page(inside, f"{TALK}wissen/")
    answer = inside.post(f"{TALK}wissen/")

    told = answer.content.decode()
    assert ("Wissen kan nu niet" in warned, answer.status_code) == (True, 409)
    assert ["Wij mogen dit nu niet wissen" in told, "Autoriteit Persoonsgegevens" in told] == [True, True]
    assert (Case.objects.get().state, Event.objects.filter(action="case.erasure_refused").count()) == ("open", 1)
    assert "brief op de mat" in page(inside)


def certificate_on(answer):
    found = re.search(r'id="certificate"[^>]*>(.*?)</pre>', answer.content.decode(), re.DOTALL)
    return html.unescape(found[1])


def test_who_erases_gets_a_proof_that_can_be_checked(inside, closed):
    answer = inside.post(f"{TALK}wissen/")

    outcome = check_certificate(certificate_on(answer))
    assert (outcome.ok, outcome.facts["about"], outcome.facts["messages"]) == (True, closed.case.number, "1")
    assert inside.get(TALK).status_code == 302


def test_a_second_click_on_erasing_finds_the_visit_over(inside):
    inside.post(f"{TALK}wissen/")

    again = inside.post(f"{TALK}wissen/")

    assert (again.status_code, "certificate" in again.content.decode()) == (400, False)
    assert Event.objects.filter(action="case.erased").count() == 1
