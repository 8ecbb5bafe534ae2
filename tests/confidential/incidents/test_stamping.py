"""Time stamps by others: asked for when somebody wants one, never in the way of keeping, and checked against the original."""

import base64
import hashlib
import json

import pytest

from tests.confidential.incidents.test_pages import url
from tests.factories.incidents import MORNING, keep
from tests.factories.team import make_adviser
from weerbaar.confidential.incidents import actions, queries
from weerbaar.foundation.gateways.timestamps import NotStamped, timestamp_gateway


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def evidence_id(taken_up, vera):
    return keep(taken_up, vera, b"bewijs")


@pytest.fixture
def stamping(settings):
    settings.TIMESTAMP_GATEWAY = "fake"


def stamp(arrived, by, evidence_id):
    actions.stamp(case=arrived.case, keyring=by.keyring, evidence_id=evidence_id, at=MORNING)
    return queries.original_for(by.keyring, arrived.case, evidence_id)


@pytest.mark.usefixtures("stamping")
def test_the_stamp_is_over_the_digest_and_something_random(taken_up, vera, evidence_id):
    stamped = stamp(taken_up, vera, evidence_id).stamped

    content = json.loads(stamped.content)
    assert content["sha256"] == hashlib.sha256(b"bewijs").hexdigest()
    assert len(content["salt"]) == 64
    token = base64.b64decode(stamped.token)
    assert timestamp_gateway().check(token, stamped.content.encode()) == stamped.at == MORNING


@pytest.mark.usefixtures("stamping")
def test_it_is_asked_for_once_and_stands_in_the_log(taken_up, vera, evidence_id):
    first = stamp(taken_up, vera, evidence_id).stamped
    second = stamp(taken_up, vera, evidence_id)

    assert second.stamped == first
    assert [touch.act for touch in queries.custody_of(second)] == ["evidence.received", "evidence.stamped"]


def test_when_it_is_off_there_is_no_stamp_and_no_button(taken_up, vera, evidence_id, settings, client):
    settings.TIMESTAMP_GATEWAY = "off"
    vera.sign_in(client)

    with pytest.raises(NotStamped):
        stamp(taken_up, vera, evidence_id)

    assert "Tijdstempel vragen" not in client.get(url(taken_up, f"bewijs/{evidence_id}/")).content.decode()
    refused = client.post(url(taken_up, f"bewijs/{evidence_id}/tijdstempel/"), follow=True)
    assert "Geen tijdstempel gekregen" in refused.content.decode()
    assert queries.original_for(vera.keyring, taken_up.case, evidence_id).stamped is None


@pytest.mark.usefixtures("stamping")
def test_the_page_asks_for_it_and_shows_it(taken_up, vera, evidence_id, client):
    vera.sign_in(client)
    path = url(taken_up, f"bewijs/{evidence_id}/")

    assert "Tijdstempel vragen" in client.get(path).content.decode()
    page = client.post(f"{path}tijdstempel/", follow=True).content.decode()

    assert ("Tijdstempel van een ander" in page, "Tijdstempel vragen" in page) == (True, False)
