"""No order of acts, of whoever, brings a case to where the table of moves does not lead; and the trail tells every move."""

import json
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, make_adviser, make_association
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions.danger import Answer
from weerbaar.confidential.cases.api.moves import make_move
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import HELPED, MOVES, STEPS, DangerFirst, IllegalMove, State
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.team.network.models import Association

LATER = NIGHT + timedelta(minutes=20)


class RefusedByApi(Exception):
    """The API answered with a problem."""


REFUSALS = (
    RefusedByApi,
    IllegalMove,
    DangerFirst,
    NotGranted,
    actions.NotYours,
    actions.MayNotRead,
    actions.Held,
    actions.AlreadyGiven,
    actions.NobodyElse,
    queries.AlreadyClaimed,
)


def by_api(act, case, who):
    """Will ask the API for a move, past its door, with the keyring of `who`."""
    request = RequestFactory().post("/", json.dumps({"act": act}), content_type="application/json")
    request.user, request.keyring = who.account, who.keyring
    answer = make_move(request, case.number)
    if answer.status_code != 200:
        assert answer.status_code in {403, 404, 409, 422}
        raise RefusedByApi(answer.content)


def roads(case, vera, wil, client):
    """Will return every act by name, ready to be done."""
    hers = {"case": case, "by": vera.account, "keyring": vera.keyring, "at": LATER}
    his = {"case": case, "by": wil.account, "keyring": wil.keyring, "at": LATER}
    clients = {"case": case, "keyring": client, "at": LATER}
    found = {f"move {act}": partial(actions.move, act=act, **hers) for act in STEPS}
    found |= {
        f"{name} by API: {act}": partial(by_api, act, case, who)
        for name, who in (("vera", vera), ("wil", wil))
        for act in MOVES
    }
    return found | {
        "claim vera": partial(actions.claim, **hers),
        "claim wil": partial(actions.claim, **his),
        "answer vera": partial(actions.answer, text="Wij zijn er.", **hers),
        "answer wil": partial(actions.answer, text="Wij zijn er.", **his),
        "over to wil": partial(actions.hand_over, to=wil.account, note="", **hers),
        "back": partial(actions.hand_over, to=None, note="", **his),
        "close vera": partial(actions.close, outcome=Case.Outcome.SETTLED, **hers),
        "close wil": partial(actions.close, outcome=Case.Outcome.SETTLED, **his),
        "reopen": partial(actions.reopen, **hers),
        "hold": partial(actions.hold, reason="de officier vroeg erom", **hers),
        "lift hold": partial(actions.lift_hold, reason="de zaak is klaar", **hers),
        "note": partial(actions.note, text="overleg", **hers),
        "keep": partial(actions.keep_longer, **hers),
        "vera steps back": partial(actions.recuse, **hers),
        "wil steps back": partial(actions.recuse, **his),
        "vera goes on leave": partial(
            actions.go_on_leave, by=vera.account, to=[wil.account], keyring=vera.keyring, note="", at=LATER
        ),
        "wil gives back": partial(
            actions.give_back, by=wil.account, to=vera.account, keyring=wil.keyring, note="", at=LATER
        ),
        "client writes": partial(actions.write_as_client, text="meer", **clients),
        "client writes in danger": partial(actions.write_as_client, text="ze staan er", danger=Answer.YES, **clients),
        "client reopens": partial(actions.reopen_as_client, **clients),
        "client gives feedback": partial(actions.give_feedback, heard=5, helped=4, would_return=5, **clients),
        "client keeps": partial(actions.keep_longer_as_client, **clients),
        "client asks to erase": partial(actions.refuse_erasure, **clients),
        "client erases": partial(actions.erase, case=case, by=client.holder_id, at=LATER),
        "client shuts the door": partial(actions.shut_out_client, **clients),
        "the term ends": partial(actions.end_terms, at=LATER + timedelta(days=5000)),
    }


ROADS = sorted(roads(*[type("Anyone", (), dict.fromkeys(("account", "keyring", "holder_id")))] * 4))


def moves_told(case):
    """Will return the moves that the trail tells of this case, in order; raises AssertionError at one that is illegal."""
    told, state = [], State.NEW
    for event in Event.objects.filter(subject=case.subject).order_by("sequence"):
        move = MOVES.get(event.action)
        to_the_circle = event.action == "case.handed_over" and event.detail == {"to": "circle"}
        if to_the_circle or (event.action == "case.recused" and state != State.NEW):
            move = MOVES["case.returned"]
        if move:
            assert state in move.sources, event.action
            state = move.target
            told.append(move)
    return told


@settings(max_examples=40)
@given(names=st.lists(st.sampled_from(ROADS), max_size=10))
def test_no_order_of_acts_makes_a_move_that_the_table_has_not(vera, wil, names):
    if not Association.objects.exists():
        make_association("raadsleden", vera, wil)
    arrived = make_case()
    rows, client = Case.objects.filter(pk=arrived.case.pk), arrived.keyring

    for name in ["claim vera", *names]:
        before = rows.values().get()
        try:
            roads(arrived.case, vera, wil, client)[name]()
        except REFUSALS:
            assert rows.values().get() == before

    case = rows.get()
    state = moves_told(case)[-1].target
    assert case.state == state
    assert (state in HELPED or state == State.CLOSED) == (case.claimed_by_id is not None)
    assert (state == State.ERASED) == (case.thread_id is None)
    assert not (state == State.CLOSED and case.waiting_since)


def test_the_road_by_api_is_one_that_leads_somewhere(vera, raadsleden):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    for act in ("case.waits_for_client", "case.waits_for_others", "case.in_aftercare", "case.resumed"):
        by_api(act, arrived.case, vera)

    assert [move.target for move in moves_told(arrived.case)] == ["open", "client", "others", "aftercare", "open"]


@pytest.mark.parametrize("name", ROADS)
def test_every_road_leads_nowhere_after_erasure(vera, wil, name):
    make_association("raadsleden", vera, wil)
    arrived = make_case()
    client = arrived.keyring
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    road = roads(arrived.case, vera, wil, client)[name]
    actions.erase(case=arrived.case, by=client.holder_id, at=LATER)
    tombstone = Case.objects.values().get()

    with suppress(*REFUSALS):
        road()

    assert Case.objects.values().get() == tombstone


def test_a_case_of_a_helper_who_left_follows_the_table_too(vera, wil):
    make_association("raadsleden", vera, wil, make_adviser("Ada Anders"))
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.close(case=arrived.case, by=vera.account, keyring=vera.keyring, outcome=Case.Outcome.TALKED, at=NIGHT)
    vera.account.role_assignments.all().delete()

    actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text="Het begint weer.", at=LATER)

    told = [move.act for move in moves_told(arrived.case)]
    assert told == ["case.claimed", "case.closed", "case.reopened", "case.returned"]
    case = Case.objects.get()
    assert (case.state, case.claimed_by, case.waiting_since, case.outcome) == ("new", None, LATER, "")
