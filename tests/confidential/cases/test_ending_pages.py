"""The pages of the end of a case: moves, closing, opening again, keeping, and the list of what was closed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.cases import make_case, texts_seen
from tests.factories.team import NIGHT, make_adviser
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions import agenda
from weerbaar.confidential.cases.models import Case, DangerCheck, Entry, Note
from weerbaar.confidential.cases.queries import lists
from weerbaar.foundation.audit.models import Event


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def wil(db):
    return make_adviser("Wil Waarnemer", app=True)


@pytest.fixture
def taken_up(raadsleden, vera):
    return make_taken_up(vera)


@pytest.fixture
def closed(taken_up, vera):
    close(taken_up, vera)
    return taken_up


@pytest.fixture
def desk(client, vera):
    vera.sign_in(client)
    return client


def make_taken_up(by, **facts):
    arrived = make_case(**facts)
    actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=NIGHT)
    return arrived


def close(arrived, by, at=NIGHT):
    actions.close(case=arrived.case, by=by.account, keyring=by.keyring, outcome=Case.Outcome.TALKED, at=at)


def url(arrived, rest=""):
    return f"/zaken/{arrived.case.number}/{rest}"


def page_of(visitor, path):
    return visitor.get(path).content.decode()


def test_the_page_says_how_the_case_stands_and_offers_the_moves(desk, taken_up):
    page = page_of(desk, url(taken_up))

    assert [word in page for word in ("in behandeling", "Wacht op de cliënt", "Wacht op anderen", "Naar nazorg")] == [
        True
    ] * 4
    assert "Weer in behandeling" not in page


@pytest.mark.parametrize(("act", "state"), [("case.waits_for_client", "client"), ("case.waits_for_others", "others")])
def test_a_button_moves_the_case(desk, taken_up, act, state):
    answer = desk.post(url(taken_up, "toestand/"), {"act": act}, follow=True)

    assert (answer.status_code, Case.objects.get().state) == (200, state)
    assert "Weer in behandeling" in answer.content.decode()


@pytest.mark.parametrize("act", ["", "case.erased", "case.resumed", "nonsense"])
def test_a_move_that_cannot_be_made_changes_nothing_and_says_so(desk, taken_up, act):
    answer = desk.post(url(taken_up, "toestand/"), {"act": act}, follow=True)

    assert "Er is niets veranderd" in answer.content.decode()
    assert Case.objects.get().state == "open"


def in_danger(arrived):
    Case.objects.filter(pk=arrived.case.pk).update(danger=True)
    DangerCheck.objects.filter(case=arrived.case).update(answer="yes", look_again_at=NIGHT)


def test_while_there_may_be_danger_a_case_is_neither_closed_nor_put_in_aftercare(desk, taken_up):
    in_danger(taken_up)

    moved = desk.post(url(taken_up, "toestand/"), {"act": "case.in_aftercare"}, follow=True)
    refused = desk.post(url(taken_up, "afsluiten/"), {"outcome": "talked", "message": "Dag.", "note": ""})

    assert "Kijk eerst opnieuw" in moved.content.decode()
    assert (refused.status_code, "Dag." in refused.content.decode()) == (400, True)
    assert (Case.objects.get().state, Entry.objects.count()) == ("open", 1)


def test_closing_asks_how_it_ended_and_leaves_both_able_to_read(desk, taken_up, vera):
    asked = page_of(desk, url(taken_up, "afsluiten/"))
    facts = {"outcome": "reported", "message": "Sterkte, u kunt altijd terug.", "note": "Belt in mei."}
    answer = desk.post(url(taken_up, "afsluiten/"), facts, follow=True)

    assert "aangifte gedaan" in asked
    page = answer.content.decode()
    assert ["afgesloten: aangifte gedaan" in page, "Heropenen" in page, "Schrijf terug" in page] == [True, True, False]
    assert "Sterkte, u kunt altijd terug." in texts_seen(taken_up.keyring, taken_up.case)
    assert "Belt in mei." in texts_seen(vera.keyring, taken_up.case, with_notes=True)


@pytest.mark.parametrize(
    "facts", [{}, {"outcome": "won"}, {"outcome": "talked", "message": "a" * 20_001}, {"outcome": "talked", "x": "1"}]
)
def test_what_cannot_be_closed_so_is_told_and_changes_nothing(desk, taken_up, facts):
    answer = desk.post(url(taken_up, "afsluiten/"), {"note": "Blijft staan.", **facts})

    assert (answer.status_code, "Blijft staan." in answer.content.decode()) == (400, True)
    assert (Case.objects.get().state, Note.objects.count()) == ("open", 0)


def test_what_is_still_open_is_said_before_closing(desk, taken_up, vera):
    agenda.add_task(
        case=taken_up.case,
        by=vera.account,
        keyring=vera.keyring,
        title="Bel de griffier",
        owner=vera.account,
        due_at=None,
        at=NIGHT,
    )

    assert "Er is nog 1 taak niet klaar." in page_of(desk, url(taken_up, "afsluiten/"))


def test_an_answer_in_a_closed_case_is_kept_on_the_page(desk, closed):
    answer = desk.post(url(closed, "antwoord/"), {"antwoord-message": "Nog een ding.", "antwoord-danger": "unknown"})

    page = answer.content.decode()
    assert (answer.status_code, "Nog een ding." in page, "Heropen haar eerst" in page) == (400, True, True)
    assert Entry.objects.count() == 1


def test_closing_twice_and_opening_twice_is_once(desk, closed):
    again = desk.post(url(closed, "afsluiten/"), {"outcome": "talked"}, follow=True)
    desk.post(url(closed, "heropenen/"))
    opened = desk.post(url(closed, "heropenen/"), follow=True)

    assert ["Er is niets veranderd" in answer.content.decode() for answer in (again, opened)] == [True, True]
    told = Event.objects.filter(action__in=["case.closed", "case.reopened"]).count()
    assert (Case.objects.get().state, told) == ("open", 2)


def test_a_closed_case_goes_to_a_colleague_and_stays_closed_and_not_to_the_circle(desk, closed, wil):
    refused = desk.post(url(closed, "overdragen/"), {"to": "circle", "note": "Graag overnemen."})
    assert (refused.status_code, "Graag overnemen." in refused.content.decode()) == (400, True)

    desk.post(url(closed, "overdragen/"), {"to": str(wil.account.pk), "note": ""})

    case = Case.objects.get()
    assert (case.state, case.claimed_by, case.waiting_since) == ("closed", wil.account, None)


def test_a_hold_is_set_and_lifted_with_a_reason(desk, taken_up):
    empty = desk.post(url(taken_up, "bewaarplicht/"), {"reason": " "})
    held = desk.post(url(taken_up, "bewaarplicht/"), {"reason": "De officier vroeg erom."}, follow=True)
    assert (empty.status_code, Case.objects.get().held_at is not None) == (400, True)
    assert "Bewaarplicht opheffen" in held.content.decode()

    lifted = desk.post(url(taken_up, "bewaarplicht/"), {"reason": "De zaak is klaar."}, follow=True)

    assert (Case.objects.get().held_at, "De bewaarplicht is opgeheven" in lifted.content.decode()) == (None, True)
    assert Note.objects.count() == 2


def test_that_the_client_asked_to_erase_what_is_held_stands_on_the_page(desk, taken_up, vera):
    at = timezone.now()
    actions.hold(case=taken_up.case, by=vera.account, keyring=vera.keyring, reason="x", at=at)
    assert "De cliënt wilde alles wissen" not in page_of(desk, url(taken_up))

    actions.refuse_erasure(case=taken_up.case, keyring=taken_up.keyring, at=at)

    assert "De cliënt wilde alles wissen" in page_of(desk, url(taken_up))


def test_an_announced_end_is_on_the_page_and_can_be_put_off(desk, closed):
    Case.objects.update(erase_on=date(2029, 1, 3))

    page = page_of(desk, url(closed))
    kept = desk.post(url(closed, "langer/"), follow=True)

    assert "Op 3 januari 2029 gaat alles weg" in page
    assert (Case.objects.get().erase_on, "De zaak blijft langer" in kept.content.decode()) == (None, True)


def test_who_holds_no_key_finds_nothing_of_this(closed, wil):
    visitor = Client()
    wil.sign_in(visitor)
    before = Case.objects.values().get()

    asked = [visitor.get(url(closed, rest)).status_code for rest in ("afsluiten/", "bewaarplicht/")]
    sent = [
        visitor.post(url(closed, rest), facts).status_code
        for rest, facts in (
            ("toestand/", {"act": "case.resumed"}),
            ("afsluiten/", {"outcome": "talked"}),
            ("heropenen/", {}),
            ("bewaarplicht/", {"reason": "x"}),
            ("langer/", {}),
        )
    ]

    assert (asked, sent) == ([404] * 2, [404] * 5)
    assert (Case.objects.values().get(), url(closed) in page_of(visitor, "/zaken/afgesloten/")) == (before, False)


def test_what_was_closed_stands_in_a_list_of_its_own_and_nowhere_else(desk, closed, vera):
    open_one = make_taken_up(vera, message="Nog in behandeling.")
    Case.objects.filter(pk=open_one.case.pk).update(waiting_since=None)

    assert [path in page_of(desk, "/zaken/afgesloten/") for path in (url(closed), url(open_one))] == [True, False]
    for elsewhere in ("/dienst/", "/dienst/bij-u/"):
        assert [path in page_of(desk, elsewhere) for path in (url(closed), url(open_one))] == [False, True]


@pytest.mark.parametrize(
    ("state", "word"),
    [("open", "beantwoord"), ("client", "wacht op de cliënt"), ("others", "wacht op anderen"), ("aftercare", "nazorg")],
)
def test_a_case_with_the_viewer_says_in_words_how_it_stands(desk, taken_up, state, word):
    Case.objects.filter(pk=taken_up.case.pk).update(waiting_since=None, state=state)

    assert word in page_of(desk, "/dienst/bij-u/")


def test_closed_cases_come_in_pages_and_those_that_end_soon_first(vera, raadsleden, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    made = [make_taken_up(vera) for _ in range(6)]
    for days, arrived in enumerate(made):
        close(arrived, vera, at=NIGHT + timedelta(days=days))
    Case.objects.filter(pk=made[0].case.pk).update(erase_on=date(2029, 1, 3))

    first = queries.closed(vera.account, vera.keyring)
    second = queries.closed(vera.account, vera.keyring, after=first.others.next)
    third = queries.closed(vera.account, vera.keyring, after=second.others.next)

    shown = [[row.case.id for row in page.others.rows] for page in (first, second, third)]
    assert shown == [[made[5].case.id, made[4].case.id], [made[3].case.id, made[2].case.id], [made[1].case.id]]
    assert [[row.case.id for row in page.ending.rows] for page in (first, second)] == [[made[0].case.id], []]
    assert third.others.next == ""


def test_the_list_asks_as_many_queries_for_nine_as_for_one_and_is_one_look(vera, raadsleden):
    def asked():
        keyring = vera.keyring
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert queries.closed(vera.account, keyring).others.rows
        return len(seen)

    close(make_taken_up(vera), vera)
    one, looks = asked(), Event.objects.filter(action="looked.list").count()
    for _ in range(8):
        close(make_taken_up(vera), vera)

    assert (asked(), Event.objects.filter(action="looked.list").count()) == (one, looks + 1)


@pytest.mark.parametrize("cursor", ["x", "1_2", "99999999999999999999_" + "0" * 32, "é", "\x00"])
def test_a_cursor_that_is_none_means_from_the_start(vera, closed, cursor):
    assert [row.case.id for row in queries.closed(vera.account, vera.keyring, after=cursor).others.rows] == [
        closed.case.id
    ]
