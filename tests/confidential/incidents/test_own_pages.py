"""What a client does with the seven words: write down what happened, keep evidence, read it back, and nothing of others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.cases import make_case
from tests.factories.incidents import TOLD, add_incident, keep
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import queries
from weerbaar.confidential.incidents.models import Evidence, Incident

TALK = "/terug/gesprek/"
TOLD_FORM = {"day": "2026-11-20", "form": "threat", "description": TOLD}

pytestmark = pytest.mark.usefixtures("raadsleden")


@pytest.fixture
def arrived(vera):
    one = make_case()
    cases.claim(case=one.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return one


def came_back(words):
    visitor = Client()
    visitor.post("/terug/", {"receipt": words})
    return visitor


@pytest.fixture
def inside(arrived):
    return came_back(arrived.words)


def text(answer):
    return answer.content.decode()


def test_the_conversation_leads_to_what_happened(inside):
    assert f"{TALK}gebeurtenissen/" in text(inside.get(TALK))
    assert "Er staat nog niets" in text(inside.get(f"{TALK}gebeurtenissen/"))


def test_a_client_writes_down_what_happened_and_the_helper_reads_it(inside, arrived, vera):
    answer = inside.post(f"{TALK}gebeurtenissen/nieuw/", TOLD_FORM)

    assert TOLD in text(inside.get(answer["Location"]))
    assert [line.headline.words for line in queries.timeline(vera.keyring, arrived.case)] == [TOLD]
    assert Case.objects.get().waiting_since is not None


def test_a_client_changes_what_a_helper_wrote_down(inside, arrived, vera):
    path = f"{TALK}gebeurtenissen/{add_incident(arrived, vera)}/"

    assert TOLD in text(inside.get(path))
    inside.post(path, TOLD_FORM | {"description": "Het was anders."})

    assert [line.headline.words for line in queries.timeline(vera.keyring, arrived.case)] == ["Het was anders."]


def test_a_future_day_is_refused_and_the_words_stay(inside):
    answer = inside.post(f"{TALK}gebeurtenissen/nieuw/", TOLD_FORM | {"day": "2999-01-01"})

    assert (answer.status_code, "moet nog komen" in text(answer), TOLD in text(answer)) == (400, True, True)
    assert Incident.objects.count() == 0


def test_a_client_keeps_a_file_with_an_incident_and_gets_it_back(inside, arrived):
    incident_id = add_incident(arrived, None)
    inside.post(f"{TALK}bewijs/nieuw/?bij={incident_id}", {"files": SimpleUploadedFile("brief.txt", b"de brief")})

    (original,) = queries.evidence_of(arrived.keyring, arrived.case, incident_id=incident_id)
    saved = inside.get(f"{TALK}bewijs/{original.id}/")

    assert (saved["Content-Type"], b"".join(saved)) == ("application/octet-stream", b"de brief")
    assert "brief.txt" in text(inside.get(f"{TALK}gebeurtenissen/{incident_id}/"))


def test_a_client_who_only_pastes_a_link_keeps_it(inside, arrived):
    inside.post(f"{TALK}bewijs/nieuw/", {"message": "https://x.com/boze_bram/status/1860000000000000000"})

    assert [one.name for one in queries.all_evidence(arrived.keyring, arrived.case)] == ["geplakt.txt"]


def test_without_the_words_nobody_is_inside(arrived, client):
    incident_id, evidence_id = add_incident(arrived, None), keep(arrived, None, b"bewijs")
    paths = [
        "gebeurtenissen/",
        "gebeurtenissen/nieuw/",
        f"gebeurtenissen/{incident_id}/",
        "bewijs/nieuw/",
        f"bewijs/{evidence_id}/",
    ]

    assert [client.get(TALK + path).status_code for path in paths] == [302] * 5


def test_another_client_finds_nothing_of_it(arrived):
    incident_id, evidence_id = add_incident(arrived, None), keep(arrived, None, b"bewijs")
    other = came_back(make_case("Een andere zaak.").words)

    answers = [
        other.get(f"{TALK}gebeurtenissen/{incident_id}/"),
        other.post(f"{TALK}gebeurtenissen/{incident_id}/", TOLD_FORM),
        other.get(f"{TALK}bewijs/{evidence_id}/"),
        other.post(f"{TALK}bewijs/nieuw/?bij={incident_id}", {"message": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert TOLD not in text(other.get(f"{TALK}gebeurtenissen/"))
    assert Evidence.objects.count() == 1


def test_opening_the_evidence_is_seen_by_the_client(inside, arrived, vera):
    keep(arrived, None, b"bewijs")

    queries.timeline(vera.keyring, arrived.case)

    assert "vertrouwenspersoon" in text(inside.get(TALK)).split("Wie opende uw gesprek?")[1]
