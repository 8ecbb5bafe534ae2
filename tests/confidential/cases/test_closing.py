"""Waiting, closing, opening again, keeping by law: who may, what follows, and that nobody loses a word by it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.cases import MESSAGE, make_case, texts_seen
from tests.factories.team import NIGHT
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.actions import agenda
from weerbaar.confidential.cases.models import Case, Deadline, Entry, Note, Recovery
from weerbaar.confidential.cases.rules import STEPS, DangerFirst, IllegalMove
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.audit.queries import check_certificate
from weerbaar.foundation.vault.models import Compartment, Holder
from weerbaar.foundation.vault.recovery import contribute, contributors_to, found_quorum

LATER = NIGHT + timedelta(minutes=20)
MUCH_LATER = NIGHT + timedelta(days=3)


@pytest.fixture
def taken_up(raadsleden, vera):
    arrived = make_case(name="Sam")
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


@pytest.fixture
def closed(taken_up, vera):
    close(taken_up, vera)
    return taken_up


def move(arrived, by, act):
    actions.move(case=arrived.case, by=by.account, keyring=by.keyring, act=act, at=LATER)


def close(arrived, by, **facts):
    facts = {"outcome": Case.Outcome.REPORTED, "at": LATER} | facts
    actions.close(case=arrived.case, by=by.account, keyring=by.keyring, **facts)


def hold(arrived, by, reason="De officier vroeg dit te bewaren."):
    actions.hold(case=arrived.case, by=by.account, keyring=by.keyring, reason=reason, at=LATER)


def write(arrived):
    actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text="Er is weer iets.", at=MUCH_LATER)


def recorded(case, action):
    return list(Event.objects.filter(subject=case.subject, action=action).values_list("role", flat=True))


def leave_the_team(person):
    bea = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer", app=False)
    deactivate(account=person.account, by=bea.account, at=LATER, force=True)


@pytest.mark.parametrize(
    ("act", "state"),
    [("case.waits_for_client", "client"), ("case.waits_for_others", "others"), ("case.in_aftercare", "aftercare")],
)
def test_who_answers_says_what_a_case_waits_for_and_takes_it_in_hand_again(taken_up, vera, act, state):
    move(taken_up, vera, act)
    assert Case.objects.get().state == state

    move(taken_up, vera, "case.resumed")

    assert Case.objects.get().state == "open"
    assert (recorded(taken_up.case, act), recorded(taken_up.case, "case.resumed")) == (["adviser"], ["adviser"])


def test_a_case_that_waits_for_its_client_waits_for_no_answer(taken_up, vera):
    assert Case.objects.get().waiting_since == NIGHT

    move(taken_up, vera, "case.waits_for_client")

    assert Case.objects.get().waiting_since is None


@pytest.mark.parametrize("act", ["case.waits_for_others", "case.in_aftercare"])
def test_whoever_else_it_waits_for_the_client_still_waits_for_an_answer(taken_up, vera, act):
    move(taken_up, vera, act)

    assert Case.objects.get().waiting_since == NIGHT


@pytest.mark.parametrize("act", STEPS)
def test_a_colleague_moves_no_case_of_another(taken_up, wil, act):
    with pytest.raises(actions.NotYours):
        move(taken_up, wil, act)
    assert Case.objects.get().state == "open"


@pytest.mark.parametrize("act", ["case.claimed", "case.closed", "case.erased", "case.reopened", "case.merged", "x"])
def test_what_asks_more_than_a_button_is_no_step(taken_up, vera, act):
    with pytest.raises(IllegalMove):
        move(taken_up, vera, act)


def test_a_case_in_danger_is_not_closed(raadsleden, vera):
    arrived = make_case(danger=True)
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    with pytest.raises(DangerFirst):
        close(arrived, vera)
    assert Case.objects.get().state == "open"


def test_a_client_who_writes_takes_a_case_back_in_hand(taken_up, vera):
    move(taken_up, vera, "case.waits_for_client")

    write(taken_up)

    assert (Case.objects.get().state, Case.objects.get().waiting_since) == ("open", MUCH_LATER)
    assert recorded(taken_up.case, "case.resumed") == ["client"]


def test_closing_says_how_it_ended_and_takes_no_word_from_anyone(taken_up, vera):
    close(
        taken_up, vera, note="Vraag over een maand nog eens.", message="Wij sluiten dit af. U kunt altijd terugkomen."
    )

    case = Case.objects.get()
    assert (case.state, case.outcome, case.closed_at, case.closed_by) == ("closed", "reported", LATER, vera.account)
    assert (case.claimed_by, case.waiting_since) == (vera.account, None)
    said = [MESSAGE, "Wij sluiten dit af. U kunt altijd terugkomen."]
    assert texts_seen(taken_up.keyring, case) == said
    assert sorted(texts_seen(vera.keyring, case, with_notes=True)) == sorted([*said, "Vraag over een maand nog eens."])


def test_the_trail_says_that_a_case_was_closed_and_not_how_it_ended(closed):
    assert Event.objects.get(action="case.closed").detail == {}


def test_only_who_answers_closes(taken_up, wil):
    with pytest.raises(actions.NotYours):
        close(taken_up, wil, note="x", message="y")
    assert (Case.objects.get().state, Note.objects.count(), Entry.objects.count()) == ("open", 0, 1)


def test_a_closed_case_is_not_answered_before_it_is_open_again(closed, vera):
    with pytest.raises(IllegalMove):
        actions.answer(case=closed.case, by=vera.account, keyring=vera.keyring, text="Nog iets.", at=MUCH_LATER)

    actions.reopen(case=closed.case, by=vera.account, keyring=vera.keyring, at=MUCH_LATER)
    actions.answer(case=closed.case, by=vera.account, keyring=vera.keyring, text="Nog iets.", at=MUCH_LATER)

    case = Case.objects.get()
    assert (case.state, case.outcome, case.closed_at, case.closed_by) == ("open", "", None, None)


def test_only_who_answered_opens_it_again(closed, wil):
    with pytest.raises(actions.NotYours):
        actions.reopen(case=closed.case, by=wil.account, keyring=wil.keyring, at=MUCH_LATER)
    assert Case.objects.get().state == "closed"


@pytest.mark.parametrize("how", ["writes", "presses the button"])
def test_a_client_opens_a_closed_case_again_with_the_same_helper(closed, vera, how):
    if how == "writes":
        write(closed)
    else:
        actions.reopen_as_client(case=closed.case, keyring=closed.keyring, at=MUCH_LATER)

    case = Case.objects.get()
    assert (case.state, case.claimed_by, case.waiting_since, case.outcome) == ("open", vera.account, MUCH_LATER, "")
    assert recorded(case, "case.reopened") == ["client"]


def test_a_client_who_comes_back_after_the_helper_left_is_with_the_circle(closed, vera, wil):
    leave_the_team(vera)

    actions.reopen_as_client(case=closed.case, keyring=closed.keyring, at=MUCH_LATER)

    case = Case.objects.get()
    assert (case.state, case.claimed_by, case.waiting_since) == ("new", None, MUCH_LATER)
    assert texts_seen(wil.keyring, case) == [MESSAGE]


def test_a_case_that_is_not_closed_is_not_opened_again(taken_up, vera):
    for refused in (
        lambda: actions.reopen(case=taken_up.case, by=vera.account, keyring=vera.keyring, at=LATER),
        lambda: actions.reopen_as_client(case=taken_up.case, keyring=taken_up.keyring, at=LATER),
    ):
        with pytest.raises(IllegalMove):
            refused()


def test_a_hold_says_why_to_the_team_and_when_and_by_whom_to_the_machine(taken_up, vera):
    hold(taken_up, vera)

    case = Case.objects.get()
    assert (case.held_at, case.held_by) == (LATER, vera.account)
    assert "De officier vroeg dit te bewaren." in texts_seen(vera.keyring, case, with_notes=True)
    assert recorded(case, "case.held") == ["adviser"]


def test_what_is_held_is_not_erased_and_the_helper_hears_that_it_was_asked(closed, vera):
    hold(closed, vera)
    client = closed.keyring

    with pytest.raises(actions.Held):
        actions.erase(case=closed.case, by=client.holder_id, at=MUCH_LATER)
    actions.refuse_erasure(case=closed.case, keyring=client, at=MUCH_LATER)

    case = Case.objects.get()
    assert (case.state, case.waiting_since) == ("open", MUCH_LATER)
    assert recorded(case, "case.erasure_refused") == ["client"]
    assert texts_seen(client, case) == [MESSAGE]


def test_a_hold_that_was_lifted_holds_nothing(taken_up, vera):
    hold(taken_up, vera)
    client = taken_up.keyring
    for _twice in range(2):
        actions.lift_hold(
            case=taken_up.case, by=vera.account, keyring=vera.keyring, reason="De zaak is klaar.", at=LATER
        )
    actions.refuse_erasure(case=taken_up.case, keyring=client, at=MUCH_LATER)

    actions.erase(case=taken_up.case, by=client.holder_id, at=MUCH_LATER)

    assert Case.objects.get().state == "erased"
    told = {name: len(recorded(taken_up.case, f"case.{name}")) for name in ("held", "hold_lifted", "erasure_refused")}
    assert told == {"held": 1, "hold_lifted": 1, "erasure_refused": 0}


def test_only_who_answers_holds_and_lifts(taken_up, vera, wil):
    with pytest.raises(actions.NotYours):
        hold(taken_up, wil)
    hold(taken_up, vera)
    with pytest.raises(actions.NotYours):
        actions.lift_hold(case=taken_up.case, by=wil.account, keyring=wil.keyring, reason="x", at=LATER)
    assert Case.objects.get().held_by == vera.account


def test_nothing_that_points_to_a_case_stays_when_it_is_erased_of_whichever_room(closed, vera):
    hers = {"case": closed.case, "by": vera.account, "keyring": vera.keyring, "at": LATER}
    agenda.add_task(title="Bel de griffier", owner=vera.account, due_at=None, **hers)
    actions.give_feedback(case=closed.case, keyring=closed.keyring, heard=5, helped=5, would_return=5, at=LATER)
    Deadline.objects.create(case=closed.case, about=uuid4(), kind="offender_response", due_at=LATER)
    pointing = [one for one in Case._meta.related_objects if one.related_model is not Case]

    def found():
        return [
            one.related_model._meta.label
            for one in pointing
            if one.related_model.objects.filter(**{one.field.name: closed.case}).exists()
        ]

    assert {"cases.Task", "cases.Deadline", "cases.FeedbackGiven", "helpline.Receipt"} < set(found())

    actions.erase(case=closed.case, by=closed.keyring.holder_id, at=MUCH_LATER)

    assert (len(pointing) > 8, found()) == (True, [])


def test_what_custodians_gave_to_recover_a_case_goes_with_it(closed, vera, wil):
    quorum = found_quorum(custodians=[vera.account.holder, wil.account.holder], needed=2, at=NIGHT)
    asked = Recovery.objects.create(
        case=closed.case, reason="ill", asked_at=NIGHT, asked_by=vera.account, new_helper=wil.account
    )
    contribute(quorum=quorum, request=asked.pk, keyring=vera.keyring, at=NIGHT)
    assert contributors_to(asked.pk) == [vera.account.holder_id]

    actions.erase(case=closed.case, by=closed.keyring.holder_id, at=MUCH_LATER)

    assert contributors_to(asked.pk) == []


def test_erasing_gives_a_certificate_that_counts_and_holds(closed, vera):
    actions.note(case=closed.case, by=vera.account, keyring=vera.keyring, text="Laatste overleg.", at=LATER)
    keys = Compartment.objects.count() * 2 - 1  # client and helper, but the team's is the helper's alone
    holder_id = closed.keyring.holder_id

    certificate = actions.erase(case=closed.case, by=holder_id, at=MUCH_LATER)

    outcome = check_certificate(certificate)
    assert outcome.ok is True
    amounts = {name: outcome.facts[name] for name in ("about", "messages", "notes", "files", "keys")}
    assert amounts == {
        "about": closed.case.number,
        "messages": "1",
        "notes": "1",
        "files": "0",
        "keys": str(keys),
    }
    assert not Holder.objects.filter(pk=holder_id).exists()
    assert Case.objects.get().outcome == ""
