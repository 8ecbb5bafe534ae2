"""The pages of the second look, tasks, people, terms and today's work, as an adviser uses them and nobody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions import agenda, clock, people
from weerbaar.confidential.cases.models import Case, DangerCheck, Deadline, Person, Task
from weerbaar.confidential.cases.safe_contact import Profile, Relation
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event

PARTNER = {
    "name": "Robin Verzonnen",
    "relation": "household",
    "reach": "06 thuis",
    "when": "tot vier uur",
    "way": "eerst een sms",
    "may_say": "U belt over de tandarts.",
    "our_phrase": "Schijnt de zon?",
    "their_phrase": "Alleen in Zeeland.",
}


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def wil(db):
    return make_adviser("Wil Waarnemer", app=True)


@pytest.fixture
def desk(client, vera, raadsleden):
    vera.sign_in(client)
    return client


@pytest.fixture
def alarmed(desk, vera):
    arrived = make_case(danger=True, name="Sam", at=timezone.now() - timedelta(hours=2))
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=timezone.now())
    return arrived


@pytest.fixture
def with_all(alarmed, vera):
    """A case with a task, a person and a clock; returned with the address of each page about these."""
    hand = {"case": alarmed.case, "by": vera.account, "keyring": vera.keyring, "at": NIGHT}
    task = agenda.add_task(title="De griffier bellen", owner=vera.account, due_at=NIGHT, **hand)
    person = people.add_person(told=people.Told(Relation.CLERK, "Kim", profile=Profile(way="bellen")), **hand)
    now = timezone.now()
    clock.start(about=uuid4(), occurred=now, known=timezone.localdate(), **hand)
    term = Deadline.objects.get(kind="criminal_report")
    return {
        "look": url(alarmed, "gevaar/"),
        "new task": url(alarmed, "taken/nieuw/"),
        "task": url(alarmed, f"taken/{task.pk}/"),
        "contact": url(alarmed, "bereiken/"),
        "new person": url(alarmed, "mensen/nieuw/"),
        "person": url(alarmed, f"mensen/{person.pk}/"),
        "drop": url(alarmed, f"termijnen/{term.pk}/vervalt/"),
    }


def url(arrived, rest=""):
    return f"/zaken/{arrived.case.number}/{rest}"


def text_of(answer):
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def test_danger_stands_on_top_of_the_case_the_desk_and_the_work_of_today(desk, alarmed):
    pages = [text_of(desk.get(path)) for path in (url(alarmed), "/dienst/", "/mijn-werk/")]

    assert ["Kijk nu opnieuw: het uur is om" in pages[0], "Kijk opnieuw bij gevaar" in pages[1]] == [True, True]
    assert "te laat Kijk opnieuw: is het gevaar voorbij?" in pages[2]


def test_a_second_look_is_put_down_with_who_has_it_now(desk, alarmed, vera):
    asked = text_of(desk.get(url(alarmed, "gevaar/")))
    done = desk.post(
        url(alarmed, "gevaar/"), {"over": "no", "to": "112", "when": "14.20 uur", "reference": "melding 7"}
    )

    case = Case.objects.get()
    told = queries.danger_told(vera.keyring, case)[0].told
    assert (done.status_code, case.danger) == (302, False)
    assert (told.to, told.when, told.reference) == ("112", "14.20 uur", "melding 7")
    assert "Sam" in asked
    assert "doorgegeven aan 112, 14.20 uur, melding 7" in text_of(desk.get(url(alarmed)))
    assert "Kijk opnieuw bij gevaar" not in text_of(desk.get("/dienst/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Zeg of het gevaar voorbij is."),
        ({"over": "misschien"}, "misschien"),
        ({"over": "no", "reference": "melding 7"}, "Zeg ook aan wie u het doorgaf."),
        ({"over": "no", "door": "x"}, "Dit formulier kent een van de ingestuurde velden niet."),
    ],
)
def test_half_a_look_is_refused_and_changes_nothing(desk, alarmed, sent, said):
    answer = desk.post(url(alarmed, "gevaar/"), sent | {"to": ""})

    assert (answer.status_code, said in text_of(answer)) == (400, True)
    assert DangerCheck.objects.filter(looked_again_at=None, look_again_at__isnull=False).count() == 1


def test_a_look_that_a_colleague_did_already_says_so(desk, alarmed):
    for _ in range(2):
        answer = desk.post(url(alarmed, "gevaar/"), {"over": "no", "to": ""})

    assert (answer.status_code, "Een collega keek net al." in text_of(answer)) == (400, True)


def test_handing_over_in_danger_says_what_comes_first(desk, alarmed):
    number = Case.objects.get().number
    answer = desk.post(f"/zaken/{number}/overdragen/", {"to": "circle", "note": ""})

    assert (answer.status_code, "Kijk eerst opnieuw" in text_of(answer)) == (400, True)
    assert Case.objects.get().claimed_by is not None
    assert alarmed.case.number == number


def test_an_answer_and_a_note_take_the_danger_along(desk, vera):
    calm = make_case()
    actions.claim(case=calm.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    desk.post(url(calm, "antwoord/"), {"antwoord-message": "Bent u veilig?", "antwoord-danger": "no"})
    before = Case.objects.get().danger
    desk.post(url(calm, "notitie/"), {"notitie-text": "Gebeld.", "notitie-danger": "yes"})

    assert (before, Case.objects.get().danger) == (False, True)


def test_a_task_is_added_changed_done_and_taken_back_by_page(desk, alarmed, vera):
    desk.post(
        url(alarmed, "taken/nieuw/"),
        {"title": "De griffier bellen", "owner": str(vera.account.pk), "day": "2030-03-31", "clock": "14:30"},
    )
    task = Task.objects.get()
    due, address = timezone.localtime(task.due_at), url(alarmed, f"taken/{task.pk}/")
    changed = desk.post(address, {"owner": str(vera.account.pk), "day": "2030-04-01", "clock": ""})
    shown = text_of(desk.get(url(alarmed)))
    desk.post(f"{address}klaar/")
    done = Task.objects.get().done_by
    desk.post(f"{address}niet-klaar/")

    assert (due.isoformat(), changed.status_code, done) == ("2030-03-31T14:30:00+02:00", 302, vera.account)
    task.refresh_from_db()
    assert (timezone.localtime(task.due_at).strftime("%d-%m %H:%M"), task.done_at) == ("01-04 23:59", None)
    assert "De griffier bellen" in shown


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": ""}, "Schrijf in een paar woorden wat er moet gebeuren."),
        ({"day": "", "clock": "14:30"}, "Kies ook een dag."),
        ({"day": "2030-02-30"}, "Deze dag kennen wij niet."),
        ({"day": "2030-03-31", "clock": "02:30"}, "Deze tijd bestaat niet"),
        ({"owner": str(uuid4())}, "keuze"),
        ({"title": "een\nregel te veel"}, "Zet dit op een regel"),
    ],
)
def test_a_task_that_makes_no_sense_is_refused(desk, alarmed, vera, sent, said):
    facts = {"title": "Bellen", "owner": str(vera.account.pk), "day": "", "clock": ""}
    answer = desk.post(url(alarmed, "taken/nieuw/"), facts | sent)

    assert (answer.status_code, said in text_of(answer), Task.objects.count()) == (400, True, 0)


def test_only_who_can_open_the_case_can_be_given_its_tasks(desk, alarmed, raadsleden):
    assert raadsleden.pk
    assert re.findall(
        r'<option value="[^"]+"[^>]*>([^<]+)', desk.get(url(alarmed, "taken/nieuw/")).content.decode()
    ) == ["Vera Voorbeeld"]


def test_someone_around_the_client_is_added_changed_and_removed_by_page(desk, alarmed):
    desk.post(url(alarmed, "mensen/nieuw/"), PARTNER)
    person = Person.objects.get()
    address = url(alarmed, f"mensen/{person.pk}/")
    shown, asked = text_of(desk.get(url(alarmed))), desk.get(address).content.decode()
    desk.post(address, PARTNER | {"name": "Robin Anders"})
    changed = text_of(desk.get(url(alarmed)))
    desk.post(f"{address}weg/")

    words = ["Robin Verzonnen · gezin of huisgenoot · 06 thuis", "tot vier uur", "«Alleen in Zeeland.»"]
    assert [word for word in words if word not in shown] == []
    assert [value for value in PARTNER.values() if value not in asked] == []
    assert ("Robin Anders" in changed, Person.objects.count()) == (True, 0)


def test_how_the_client_is_reached_is_agreed_on_by_page(desk, alarmed):
    sent = {name: value for name, value in PARTNER.items() if name not in {"name", "relation"}}
    done = desk.post(url(alarmed, "bereiken/"), sent)

    shown = [text_of(desk.get(path)) for path in (url(alarmed), url(alarmed, "gevaar/"))]
    assert done.status_code == 302
    assert [("06 thuis" in page, "eerst een sms" in page) for page in shown] == [(True, True)] * 2


def test_a_term_is_met_dropped_and_put_back_by_page(desk, with_all, alarmed):
    address = with_all["drop"].removesuffix("vervalt/")
    states = []
    for act, sent in (("klaar/", {}), ("terug/", {}), ("vervalt/", {"reason": "Geen strafbaar feit."})):
        desk.post(address + act, sent)
        term = Deadline.objects.get(kind="criminal_report")
        states.append((term.met_at is not None, term.dropped_at is not None))

    assert states == [(True, False), (False, False), (False, True)]
    assert "Geen strafbaar feit." in text_of(desk.get(url(alarmed)))


def test_a_term_is_not_dropped_without_a_reason(desk, with_all):
    answer = desk.post(with_all["drop"], {"reason": " "})

    assert (answer.status_code, Deadline.objects.filter(dropped_at__isnull=False).count()) == (400, 0)


def every_answer(visitor, with_all):
    acts = [
        with_all["task"] + "klaar/",
        with_all["task"] + "niet-klaar/",
        with_all["person"] + "weg/",
        with_all["drop"].replace("vervalt", "klaar"),
        with_all["drop"].replace("vervalt", "terug"),
    ]
    asked = [visitor.get(path) for path in with_all.values()]
    sent = [visitor.post(path, {}) for path in [*with_all.values(), *acts]]
    return {answer.status_code for answer in asked + sent}


def signed_in(colleague):
    visitor = Client()
    colleague.sign_in(visitor)
    return visitor


def rows():
    return [model.objects.order_by("pk").values() for model in (Task, Person, DangerCheck, Deadline)]


def test_who_holds_no_key_finds_none_of_these_pages(with_all, wil):
    joris = make_adviser("Joris Elders", app=True)
    make_association("wethouders", joris)
    before = [list(found) for found in rows()]

    assert every_answer(signed_in(joris), with_all) == {404}
    assert every_answer(signed_in(wil), with_all) == {404}
    assert [list(found) for found in rows()] == before


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TOUR, Role.EDITOR, Role.ANALYST, Role.ADMINISTRATOR])
def test_no_other_role_finds_these_pages(with_all, role):
    assert every_answer(signed_in(make_colleague(role, name="Bea Beheer")), with_all) == {404}


def test_what_is_not_in_this_case_is_not_there(desk, with_all, vera):
    other = make_case()
    actions.claim(case=other.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    elsewhere = [with_all[name].split("/", 3)[3] for name in ("task", "person", "drop")]

    assert {desk.get(url(other, rest)).status_code for rest in elsewhere} == {404}
    assert desk.post(url(other, elsewhere[0] + "klaar/")).status_code == 404


def test_a_coordinator_sees_numbers_and_no_word(alarmed, raadsleden):
    cora = make_colleague(Role.COORDINATOR, name="Koos Koppel")
    make_case("Een brief op de mat", at=timezone.now() - timedelta(days=2))

    page = text_of(signed_in(cora).get("/mijn-werk/"))

    assert raadsleden.name + " 1 1 2 dagen 1" in page
    assert [word for word in ("brief op de mat", alarmed.case.number) if word in page] == []


def test_the_work_of_today_is_where_an_adviser_begins(desk):
    assert desk.get("/werkplek/").headers["Location"] == "/mijn-werk/"
    assert "U hebt niets open staan" in text_of(desk.get("/mijn-werk/"))


def test_the_page_of_a_case_is_still_one_look(desk, with_all, alarmed):
    assert with_all
    desk.get(url(alarmed))
    before = Event.objects.count()

    desk.get(url(alarmed))

    assert [event.action for event in Event.objects.order_by("sequence")[before:]] == ["looked.case"]


def test_the_client_sees_that_someone_looked_at_who_is_around_them(desk, with_all, alarmed):
    before = queries.openings(alarmed.case)

    desk.get(with_all["person"])

    after = queries.openings(alarmed.case)
    assert (len(before), [opening.role_name for opening in after]) == (0, ["vertrouwenspersoon"])


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "leads_to"), [(Role.TOUR, "/tour/"), (Role.ADMINISTRATOR, "/beheer/accounts/")])
def test_whose_work_is_elsewhere_is_led_there(role, leads_to):
    client = signed_in(make_colleague(role, name="Tijn Tournee"))

    answer = client.get("/mijn-werk/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == leads_to


@pytest.mark.django_db
def test_who_works_for_the_tour_and_helps_too_keeps_the_page_of_today():
    client = signed_in(make_colleague(Role.TOUR, Role.ADVISER, name="Tijn Tournee"))

    assert "U hebt niets open staan" in text_of(client.get("/mijn-werk/"))
