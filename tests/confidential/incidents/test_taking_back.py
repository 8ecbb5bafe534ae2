"""A client takes one thing back: it is gone with its key, its file and its terms, and the record keeps only that it went."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.confidential.incidents.test_reading_archives import chat
from tests.factories.cases import make_case, stored_files
from tests.factories.incidents import MORNING, TOLD, add_incident, keep, make_told, read_whole
from tests.factories.team import NIGHT, make_adviser
from tests.support.mails import waiting_words
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Case, Deadline
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.actions.police_files import make_file as make_police_file
from weerbaar.confidential.incidents.models import Bundle, BundlePage, Evidence, Incident
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

TALK = "/terug/gesprek/"


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def inside(taken_up):
    visitor = Client()
    visitor.post("/terug/", {"receipt": taken_up.words})
    return visitor


def hers(arrived):
    return {"case": arrived.case, "keyring": arrived.keyring, "at": MORNING}


def text(answer):
    return answer.content.decode()


def test_an_incident_goes_with_its_terms_and_its_evidence_stays(taken_up, vera):
    incident, other = (add_incident(taken_up, by, known=date(2026, 11, 20)) for by in (vera, None))
    piece = keep(taken_up, None, b"de brief", incident_id=incident)
    assert Deadline.objects.filter(about=incident).count() == 4

    actions.take_back_incident(**hers(taken_up), incident_id=incident)

    assert [line.id for line in queries.timeline(vera.keyring, taken_up.case)] == [other]
    assert set(Deadline.objects.values_list("about", flat=True)) == {other}
    (left,) = queries.evidence_of(vera.keyring, taken_up.case, incident_id=None)
    assert (left.id, b"".join(left.chunks())) == (piece, b"de brief")


def test_its_evidence_goes_along_when_the_client_wants_that(taken_up, vera, django_capture_on_commit_callbacks):
    incident = add_incident(taken_up, None)
    keep(taken_up, None, b"hierbij", incident_id=incident)
    stays = keep(taken_up, vera, b"ergens anders bij")

    with django_capture_on_commit_callbacks(execute=True):
        actions.take_back_incident(**hers(taken_up), incident_id=incident, with_evidence=True)

    assert (Incident.objects.count(), list(Evidence.objects.values_list("pk", flat=True))) == (0, [stays])
    assert [path.name for path in stored_files()] == [stays.hex]


def test_an_original_goes_with_its_file_and_all_that_was_read_from_it(
    taken_up, vera, django_capture_on_commit_callbacks
):
    archive = keep(taken_up, None, chat(20), "chat.txt")
    read_whole(taken_up, vera, archive)
    facts = {"case": taken_up.case, "keyring": vera.keyring, "evidence_id": archive, "at": MORNING}
    actions.pick(**facts, shown=range(20), chosen=[3, 4])
    incident = actions.add_incident(
        case=taken_up.case,
        by=vera.account,
        keyring=vera.keyring,
        told=make_told(),
        picked_from=archive,
        at=MORNING,
    )

    with django_capture_on_commit_callbacks(execute=True):
        actions.take_back_evidence(**hers(taken_up), evidence_id=archive)

    assert [model.objects.count() for model in (Evidence, Bundle, BundlePage)] == [0, 0, 0]
    assert stored_files() == []
    whole = queries.incident_for(vera.keyring, taken_up.case, incident)
    assert (whole.told.description, whole.told.picked) == (TOLD, ())


def test_the_record_keeps_that_it_went_and_when_and_not_what_it_was(taken_up, vera):
    incident = add_incident(taken_up, None)
    piece = keep(taken_up, None, b"de brief", "geheim.txt")

    actions.take_back_incident(**hers(taken_up), incident_id=incident)
    actions.take_back_evidence(**hers(taken_up), evidence_id=piece)

    custody = Event.objects.filter(subject=f"evidence:{piece}").order_by("sequence")
    assert [event.action for event in custody] == ["evidence.received", "evidence.removed"]
    told = Event.objects.filter(subject=taken_up.case.subject, action__endswith="removed").order_by("sequence")
    assert [(event.action, event.role, event.detail) for event in told] == [
        ("incident.removed", "client", {"incident": str(incident)}),
        ("case.evidence_removed", "client", {}),
    ]
    went = queries.taken_back(taken_up.case)
    assert [(one.what, one.at) for one in went] == [("een bestand of link", MORNING), ("een gebeurtenis", MORNING)]
    assert [str(event.detail) for event in Event.objects.all() if "geheim" in str(event.detail)] == []


def test_who_helps_hears_that_something_changed(taken_up, vera):
    incident = add_incident(taken_up, vera)
    Case.objects.update(waiting_since=None)
    before = len(waiting_words())

    actions.take_back_incident(**hers(taken_up), incident_id=incident)

    assert Case.objects.get().waiting_since == MORNING
    assert {mail["to"] for mail in waiting_words()[before:]} <= {vera.account.email}


def test_a_closed_case_is_not_opened_again_by_it(taken_up, vera):
    piece = keep(taken_up, None, b"de brief")
    cases.close(case=taken_up.case, by=vera.account, keyring=vera.keyring, outcome=Case.Outcome.TALKED, at=MORNING)

    actions.take_back_evidence(**hers(taken_up), evidence_id=piece)

    assert (Case.objects.get().state, Evidence.objects.count()) == ("closed", 0)


def test_what_the_law_holds_stays(taken_up, vera):
    incident = add_incident(taken_up, None)
    piece = keep(taken_up, None, b"de brief", incident_id=incident)
    cases.hold(case=taken_up.case, by=vera.account, keyring=vera.keyring, reason="De officier vroeg erom.", at=NIGHT)

    with pytest.raises(cases.Held) as held:
        actions.take_back_incident(**hers(taken_up), incident_id=incident, with_evidence=True)
    with pytest.raises(cases.Held):
        actions.take_back_evidence(**hers(taken_up), evidence_id=piece)

    assert held.value.since == NIGHT
    assert (Incident.objects.count(), Evidence.objects.count(), len(stored_files())) == (1, 1, 1)
    assert Event.objects.filter(action__endswith="removed").count() == 0


def test_nobody_takes_back_what_is_of_another_case_or_without_a_key(taken_up, joris):
    incident, piece = add_incident(taken_up, None), keep(taken_up, None, b"de brief")
    other = make_case("Een andere zaak.")
    add_incident(other, None)

    for facts in (hers(other), hers(taken_up) | {"case": other.case}):
        with pytest.raises((actions.NotThere, NotGranted)):
            actions.take_back_incident(**facts, incident_id=incident)
        with pytest.raises((actions.NotThere, NotGranted)):
            actions.take_back_evidence(**facts, evidence_id=piece)
    with pytest.raises(NotGranted):
        actions.take_back_incident(**hers(taken_up) | {"keyring": joris.keyring}, incident_id=incident)
    assert (Incident.objects.count(), Evidence.objects.count()) == (2, 1)


def test_the_client_is_asked_once_more_and_then_it_is_gone(inside, taken_up):
    incident = add_incident(taken_up, None)
    keep(taken_up, None, b"de brief", "brief.txt", incident_id=incident)
    path = f"{TALK}gebeurtenissen/{incident}/"
    assert f"{path}terugnemen/" in text(inside.get(path))
    asked = text(inside.get(f"{path}terugnemen/"))
    assert (TOLD in asked, "Ook wat ik erbij bewaarde" in asked, Incident.objects.count()) == (True, True, 1)

    page = text(inside.post(f"{path}terugnemen/", {"with_evidence": "on"}, follow=True))

    assert ("Het is weg" in page, TOLD in page, "brief.txt" in page) == (True, False, False)
    assert ("een gebeurtenis" in page, "een bestand of link" in page) == (True, True)
    assert (inside.get(path).status_code, inside.post(f"{path}terugnemen/").status_code) == (404, 404)


def test_a_file_is_taken_back_from_the_list_and_its_page_says_where_it_went_along(inside, taken_up, vera):
    inside.post(f"{TALK}bewijs/nieuw/", {"files": SimpleUploadedFile("brief.txt", b"de brief")})
    piece = Evidence.objects.get().pk
    wish = Wish(for_whom="politie Voorbeeldstad", why="aangifte", evidence=frozenset([piece]))
    make_police_file(case=taken_up.case, by=vera.account, keyring=vera.keyring, wish=wish, at=MORNING)
    path = f"{TALK}bewijs/{piece}/terugnemen/"
    assert path in text(inside.get(f"{TALK}gebeurtenissen/"))
    asked = text(inside.get(path))
    assert ("brief.txt" in asked, "politie Voorbeeldstad" in asked) == (True, True)

    page = text(inside.post(path, follow=True))

    assert ("Het is weg" in page, Evidence.objects.count(), inside.post(path).status_code) == (True, 0, 404)


def test_a_client_who_may_not_is_told_why_and_the_helper_hears_of_it(inside, taken_up, vera):
    piece = keep(taken_up, None, b"de brief")
    cases.hold(case=taken_up.case, by=vera.account, keyring=vera.keyring, reason="De officier vroeg erom.", at=NIGHT)
    path = f"{TALK}bewijs/{piece}/terugnemen/"
    assert "Terugnemen kan nu niet" in text(inside.get(path))

    answer = inside.post(path)

    assert (answer.status_code, "Wij mogen dit nu niet wissen" in text(answer)) == (409, True)
    assert Evidence.objects.count() == 1
    desk = Client()
    vera.sign_in(desk)
    page = text(desk.get(f"/zaken/{taken_up.case.number}/"))
    assert ("De cliënt wilde iets terugnemen" in page, "De cliënt wilde alles wissen" in page) == (True, False)


def test_the_helper_sees_that_something_was_taken_back(taken_up, vera):
    actions.take_back_incident(**hers(taken_up), incident_id=add_incident(taken_up, None))
    desk = Client()
    vera.sign_in(desk)

    page = text(desk.get(f"/zaken/{taken_up.case.number}/gebeurtenissen/"))

    assert ("De cliënt nam dit terug" in page, TOLD in page) == (True, False)


def test_another_client_takes_nothing_back(taken_up):
    incident, piece = add_incident(taken_up, None), keep(taken_up, None, b"de brief")
    other = Client()
    other.post("/terug/", {"receipt": make_case("Een andere zaak.").words})
    paths = [f"{TALK}gebeurtenissen/{incident}/terugnemen/", f"{TALK}bewijs/{piece}/terugnemen/"]

    answers = [ask(path).status_code for path in paths for ask in (other.get, other.post)]

    assert (answers, Incident.objects.count(), Evidence.objects.count()) == ([404] * 4, 1, 1)


def test_a_field_that_was_not_asked_for_takes_nothing_back(inside, taken_up):
    incident = add_incident(taken_up, None)

    answer = inside.post(f"{TALK}gebeurtenissen/{incident}/terugnemen/", {"extra": "1"})

    assert (answer.status_code, Incident.objects.count()) == (400, 1)
