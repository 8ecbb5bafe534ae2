"""Reading a case: recorded and seen by colleagues, with one wait for the disk."""

from datetime import timedelta

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, make_adviser
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.actions import visits
from weerbaar.foundation.accounts.models import Session
from weerbaar.foundation.accounts.session_store import SessionStore
from weerbaar.foundation.audit.models import Event

SOON, LATER = timedelta(seconds=59), timedelta(seconds=60)


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


def commits(get, page):
    """How often a page waited for the disk: for each transaction that wrote, and each write outside of any."""
    with CaptureQueriesContext(connection) as asked:
        get(page)
    count, is_inside = 0, False
    for kind in (query["sql"].split()[0] for query in asked.captured_queries):
        is_inside = kind == "BEGIN" or (is_inside and kind not in {"COMMIT", "ROLLBACK"})
        count += kind == "COMMIT" or (kind in {"INSERT", "UPDATE", "DELETE"} and not is_inside)
    return count


def actions_recorded():
    return list(Event.objects.order_by("sequence").values_list("action", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_look_takes_one_commit(client, vera, raadsleden):
    arrived = make_case()
    vera.sign_in(client)
    case = f"/zaken/{arrived.case.number}/"

    assert [commits(client.get, page) for page in ("/dienst/", case, case)] == [1, 1, 1]
    assert actions_recorded()[-3:] == ["looked.list", "looked.case", "looked.case"]


@pytest.mark.django_db(transaction=True)
def test_the_first_look_after_a_minute_takes_one_commit_too(client, vera, raadsleden):
    arrived = make_case()
    vera.sign_in(client)
    session = client.session
    session["touched_at"] = NIGHT.isoformat()
    session.save()

    assert commits(client.get, f"/zaken/{arrived.case.number}/") == 1
    assert client.session["touched_at"] > NIGHT.isoformat()
    assert Case.objects.get().glanced_by == vera.account


def test_who_looks_again_within_a_minute_is_seen_as_before(vera, raadsleden):
    case = make_case().case
    seen = []
    for at in (NIGHT, NIGHT + SOON, NIGHT + LATER):
        actions.look_into(case=case, by=vera.account, keyring=vera.keyring, at=at)
        case.refresh_from_db()
        seen.append(case.glanced_at - NIGHT)

    assert seen == [timedelta(), timedelta(), LATER]
    assert actions_recorded().count("looked.case") == 3


def test_who_looks_after_a_colleague_is_seen_at_once(vera, wil, raadsleden):
    case = make_case().case
    for colleague in (vera, wil):
        actions.look_into(case=case, by=colleague.account, keyring=colleague.keyring, at=NIGHT)
        case.refresh_from_db()

    assert case.glanced_by == wil.account


def test_nothing_is_done_for_a_visit_that_was_ended(db):
    request = RequestFactory().get("/dienst/")
    request.session = SessionStore()
    request.session.create()
    request.session["touched_at"] = NIGHT.isoformat()
    Session.objects.all().delete()
    done = []

    with pytest.raises(SessionInterrupted), visits.one_commit(request):
        done.append("looked")
    assert done == []


def test_what_fails_leaves_the_session_to_be_written_later(db):
    request = RequestFactory().get("/dienst/")
    request.session = SessionStore()
    request.session.create()
    request.session["touched_at"] = NIGHT.isoformat()

    with pytest.raises(ZeroDivisionError), visits.one_commit(request):
        raise ZeroDivisionError

    assert request.session.modified is True
    assert Session.objects.get().get_decoded() == {}
