"""In the conversation the client is asked again whether there is danger, and reads until when what can be done."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories.cases import make_case
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.actions import clock
from weerbaar.confidential.cases.models import Case, DangerCheck, Deadline, Entry

pytestmark = pytest.mark.usefixtures("raadsleden")


@pytest.fixture
def arrived():
    return make_case(at=timezone.now())


@pytest.fixture
def inside(client, arrived):
    client.post("/terug/", {"receipt": arrived.words})
    return client


def write(inside, **fields):
    return inside.post("/terug/gesprek/", {"message": "Er is weer iets."} | fields)


def text_of(answer):
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def test_a_yes_puts_the_case_in_danger_and_leads_to_112(inside):
    sent = write(inside, danger="yes")

    page = inside.get(sent.headers["Location"]).content.decode()
    assert (Case.objects.get().danger, 'href="tel:112"' in page.split("<main")[1]) == (True, True)


@pytest.mark.parametrize(("fields", "answer"), [({}, "unknown"), ({"danger": ""}, "unknown"), ({"danger": "no"}, "no")])
def test_nobody_has_to_answer_and_no_words_are_put_in_a_mouth(inside, fields, answer):
    sent = write(inside, **fields)

    asked = DangerCheck.objects.order_by("-asked_at").first()
    assert (sent.status_code, asked.answer, Case.objects.get().danger) == (302, answer, False)


def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(inside):
    sent = write(inside, danger="misschien")

    assert (sent.status_code, Entry.objects.count(), DangerCheck.objects.count()) == (400, 1, 1)


def test_the_client_reads_until_when_what_can_be_done_and_on_which_ground(inside, arrived, vera):
    now = timezone.now()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=now)
    clock.start(
        case=arrived.case,
        about=uuid4(),
        occurred=now - timedelta(hours=1),
        known=timezone.localdate(now - timedelta(hours=1)),
        by=vera.account,
        keyring=vera.keyring,
        at=now,
    )
    Deadline.objects.filter(kind="damages_fund").update(dropped_at=now)

    page = text_of(inside.get("/terug/gesprek/"))

    due = timezone.localtime(Deadline.objects.get(kind="prosecution_request").due_at)
    words = ["Klacht indienen", "Na deze dag kan dat niet meer.", "Artikel 66 lid 1", f"{due.year}", "Aangifte doen"]
    assert [word for word in words if word not in page] == []
    assert "Schadefonds" not in page


def test_without_an_incident_there_is_no_word_of_terms(inside):
    assert "Tot wanneer kan wat?" not in text_of(inside.get("/terug/gesprek/"))
