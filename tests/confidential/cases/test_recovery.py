"""A case that nobody can open: a coordinator asks, two custodians agree, one colleague gets it, and the client sees it."""

from datetime import timedelta

import pytest

from tests.factories.cases import MESSAGE, lines_seen, make_case, texts_seen
from tests.factories.custodians import agree, ask_for, make_custodians
from tests.factories.team import NIGHT
from tests.support.mails import waiting_words
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Case, Recovery
from weerbaar.confidential.cases.queries import recovery as asked
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.departures import StillHolds
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.models import Contribution, Holder
from weerbaar.team.network.actions import declare_tie
from weerbaar.team.network.queries import Barred

LATER = NIGHT + timedelta(hours=1)
TOO_LATE = NIGHT + asked.ASK_LASTS


@pytest.fixture
def custodians(db):
    return make_custodians()


@pytest.fixture
def cora(db):
    return make_colleague(Role.COORDINATOR, name="Cleo Koppel", app=False)


@pytest.fixture
def bea(db):
    return make_colleague(Role.ADMINISTRATOR, name="Bea Beheer", app=False)


@pytest.fixture
def taken_up(raadsleden, custodians, vera):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.note(case=arrived.case, by=vera.account, keyring=vera.keyring, text="let op de school", at=NIGHT)
    return arrived


def may_read(case, *people):
    return [queries.case_for(person.keyring, case.number) is not None for person in people]


def test_two_custodians_open_a_case_for_one_colleague_and_for_nobody_else(taken_up, custodians, cora, vera, wil):
    request = ask_for(taken_up.case, wil, cora)

    outcomes = [agree(request, one) for one in custodians[:2]]

    assert outcomes == [actions.Outcome.WAITS, actions.Outcome.OPENED]
    case = Case.objects.get()
    assert (case.claimed_by, case.state) == (wil.account, "open")
    assert may_read(case, vera, wil, *custodians) == [False, True, False, False, False]
    assert [line.text for line in lines_seen(wil.keyring, case, with_notes=True)] == [MESSAGE, "let op de school"]
    assert texts_seen(taken_up.keyring, case) == [MESSAGE]


def test_the_client_sees_that_it_was_opened_for_which_role_and_why(taken_up, custodians, cora, wil):
    request = ask_for(taken_up.case, wil, cora, reason=Recovery.Reason.LOST_KEY)
    agree(request, custodians[0])
    agree(request, custodians[2], at=LATER)

    assert queries.reopenings(taken_up.case) == [
        queries.Reopened("vertrouwenspersoon", "de vorige helper is de sleutel kwijt", 2, LATER)
    ]


def test_nothing_that_custodians_gave_stays(taken_up, custodians, cora, wil):
    request = ask_for(taken_up.case, wil, cora)
    agree(request, custodians[0])
    assert Contribution.objects.count() == 2

    agree(request, custodians[1])

    assert Contribution.objects.count() == 0


def test_one_custodian_the_coordinator_and_the_administrator_open_nothing(taken_up, custodians, cora, bea, wil):
    request = ask_for(taken_up.case, wil, cora)
    agree(request, custodians[0])
    agree(request, custodians[0])

    for one in (cora, bea):
        with pytest.raises((NotGranted, actions.MayNotAgree)):
            agree(request, one)
    assert may_read(taken_up.case, custodians[0], cora, bea, wil) == [False] * 4


@pytest.mark.usefixtures("raadsleden")
def test_the_colleague_who_would_get_it_and_an_administrator_do_not_agree_to_it(wil, joris, cora, bea):
    make_custodians(wil, bea, joris)
    request = ask_for(make_case().case, wil, cora)

    for one in (wil, bea):
        with pytest.raises(actions.MayNotAgree):
            agree(request, one)
    assert agree(request, joris) == actions.Outcome.WAITS


@pytest.mark.usefixtures("raadsleden")
def test_a_coordinator_who_is_custodian_does_not_agree_to_the_own_request(vera, wil, joris, cora):
    make_custodians(cora, vera, joris)
    request = ask_for(make_case().case, wil, cora)

    with pytest.raises(actions.MayNotAgree):
        agree(request, cora)


def test_a_case_does_not_go_to_who_the_client_keeps_out(raadsleden, custodians, cora, vera, joris):
    declare_tie(account=joris.account, party="VVD", at=NIGHT)
    arrived = make_case(barred=Barred(parties=("VVD",)))
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    request = ask_for(arrived.case, joris, cora)
    agree(request, custodians[0])

    outcome = agree(request, custodians[1])

    assert outcome == actions.Outcome.KEPT_OUT
    assert may_read(arrived.case, joris, vera, *custodians) == [False, True, False, False, False]
    assert (Recovery.objects.get().opened_at, Recovery.objects.get().refused_at) == (None, NIGHT)
    assert Contribution.objects.count() == 0


@pytest.fixture
def keeping_kees_out(raadsleden, custodians, vera):
    """A case whose client keeps the first custodian out, by a party."""
    declare_tie(account=custodians[0].account, party="VVD", at=NIGHT)
    arrived = make_case(barred=Barred(parties=("VVD",)))
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def test_a_custodian_whom_the_client_keeps_out_does_not_count(keeping_kees_out, custodians, cora, wil):
    kees, lot, mia = custodians
    request = ask_for(keeping_kees_out.case, wil, cora)
    agree(request, kees)

    outcome = agree(request, lot)

    assert outcome == actions.Outcome.OTHER_NOT_COUNTED
    assert may_read(keeping_kees_out.case, wil) == [False]
    assert set(Contribution.objects.values_list("share__custodian", flat=True)) == {lot.account.holder_id}
    assert agree(request, mia) == actions.Outcome.OPENED
    assert may_read(keeping_kees_out.case, wil, *custodians) == [True, False, False, False]


def test_a_custodian_whom_the_client_keeps_out_opens_nothing_by_coming_last(keeping_kees_out, custodians, cora, wil):
    kees, lot, mia = custodians
    request = ask_for(keeping_kees_out.case, wil, cora)
    agree(request, lot)

    outcomes = [agree(request, kees) for _again in range(2)]

    assert outcomes == [actions.Outcome.NOT_COUNTED] * 2
    assert (may_read(keeping_kees_out.case, wil), Recovery.objects.get().opened_at) == ([False], None)
    told = Event.objects.filter(action="recovery.not_counted")
    assert [(one.bearer, one.detail) for one in told] == [(kees.account.bearer, {"custodians": "1"})] * 2
    assert agree(request, mia) == actions.Outcome.OPENED


def test_a_custodian_who_left_meanwhile_does_not_count(taken_up, custodians, cora, bea, wil):
    kees, lot, mia = custodians
    request = ask_for(taken_up.case, wil, cora)
    agree(request, kees)
    deactivate(account=kees.account, by=bea.account, at=NIGHT)

    assert agree(request, lot) == actions.Outcome.OTHER_NOT_COUNTED
    assert agree(request, mia) == actions.Outcome.OPENED


def test_parts_that_do_not_fit_open_nothing_and_everybody_agrees_anew(taken_up, custodians, cora, wil):
    kees, lot, mia = custodians
    request = ask_for(taken_up.case, wil, cora)
    agree(request, kees)
    theirs = Contribution.objects.get(reader=lot.account.holder)
    *most, last = bytes(theirs.sealed_part)
    Contribution.objects.filter(pk=theirs.pk).update(sealed_part=bytes([*most, last ^ 1]))

    assert agree(request, lot) == actions.Outcome.BROKEN

    assert (Contribution.objects.count(), may_read(taken_up.case, wil)) == (0, [False])
    assert Event.objects.filter(action="recovery.broken", bearer=lot.account.bearer).count() == 1
    assert [agree(request, one) for one in (lot, mia)] == [actions.Outcome.WAITS, actions.Outcome.OPENED]


def test_a_request_is_over_after_two_days(taken_up, custodians, cora, wil):
    request = ask_for(taken_up.case, wil, cora)
    agree(request, custodians[0])

    with pytest.raises(actions.RequestOver):
        agree(request, custodians[1], at=TOO_LATE)
    assert actions.end_requests(at=TOO_LATE) == 1
    assert (Contribution.objects.count(), Recovery.objects.get().refused_at) == (0, TOO_LATE)
    assert actions.end_requests(at=TOO_LATE) == 0


def test_asking_anew_after_two_days_begins_with_nobody(taken_up, custodians, cora, wil):
    agree(ask_for(taken_up.case, wil, cora), custodians[0])

    request = ask_for(taken_up.case, wil, cora, at=TOO_LATE)

    assert agree(request, custodians[1], at=TOO_LATE) == actions.Outcome.WAITS


def test_a_custodian_can_refuse_and_then_it_is_over(taken_up, custodians, cora, wil):
    request = ask_for(taken_up.case, wil, cora)
    agree(request, custodians[0])

    actions.refuse(request=request, by=custodians[1].account, at=LATER)

    with pytest.raises(actions.RequestOver):
        agree(request, custodians[2])
    assert Contribution.objects.count() == 0
    with pytest.raises(actions.RequestOver):
        actions.refuse(request=request, by=custodians[1].account, at=LATER)


def test_who_is_no_custodian_does_not_refuse(taken_up, cora, wil, custodians):
    with pytest.raises(actions.MayNotAgree):
        actions.refuse(request=ask_for(taken_up.case, wil, cora), by=cora.account, at=NIGHT)


def test_what_cannot_be_asked_is_refused(taken_up, cora, wil, bea):
    with pytest.raises(actions.CannotHelp):
        ask_for(taken_up.case, bea, cora)
    with pytest.raises(actions.CannotHelp):
        ask_for(taken_up.case, cora, cora)
    ask_for(taken_up.case, wil, cora)
    with pytest.raises(actions.AskedAlready):
        ask_for(taken_up.case, wil, cora)


@pytest.mark.usefixtures("raadsleden")
def test_a_case_from_before_the_custodians_is_out_of_their_reach_until_somebody_takes_it_up(vera, wil, cora):
    arrived = make_case()
    make_custodians()
    with pytest.raises(actions.OutOfReach):
        ask_for(arrived.case, wil, cora)

    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    assert ask_for(arrived.case, wil, cora).new_helper == wil.account


def test_custodians_are_nobody_who_answers(taken_up, raadsleden, vera):
    fresh = make_case("Nog een bericht").case

    assert queries.holders_who_answer(taken_up.case) == [vera.account.holder_id]
    assert [account.name for account in queries.who_can_open(taken_up.case)] == ["Vera Voorbeeld"]
    assert Holder.objects.filter(grants__compartment__scope=fresh.pk, kind="recovery").count() == 3


def test_every_step_is_in_the_trail(taken_up, custodians, cora, wil):
    request = ask_for(taken_up.case, wil, cora)
    for one in custodians[:2]:
        agree(request, one)

    told = Event.objects.filter(subject=taken_up.case.subject, action__contains="recover").order_by("sequence")
    assert [(event.action, event.bearer) for event in told] == [
        ("recovery.asked", cora.account.bearer),
        ("recovery.agreed", custodians[0].account.bearer),
        ("looked.recovery", custodians[1].account.bearer),
        ("case.recovered", custodians[1].account.bearer),
    ]


def test_custodians_are_mailed_that_something_is_asked_and_not_what(taken_up, custodians, cora, wil):
    ask_for(taken_up.case, wil, cora)

    letters = waiting_words()
    assert sorted(letter["to"] for letter in letters) == sorted(one.account.email for one in custodians)
    assert {letter["subject"] for letter in letters} == {"Er wordt u iets gevraagd"}
    assert [letter for letter in letters if taken_up.case.number in letter["body"]] == []


def test_nobody_leaves_with_cases_in_their_hands(taken_up, bea, vera):
    with pytest.raises(StillHolds) as refused:
        deactivate(account=vera.account, by=bea.account, at=NIGHT)

    assert (refused.value.number, Case.objects.get().claimed_by) == (1, vera.account)
    assert may_read(taken_up.case, vera) == [True]


def test_an_account_that_cannot_wait_is_closed_and_its_cases_wait_for_the_custodians(taken_up, bea, vera, wil, cora):
    fresh = make_case("Dit wacht nog bij de kring.").case

    deactivate(account=vera.account, by=bea.account, at=NIGHT, force=True)

    assert list(queries.orphans()) == [taken_up.case]
    assert queries.unasked(NIGHT) == [taken_up.case]
    row = Recovery.objects.get()
    assert (row.case, row.asked_by, row.new_helper) == (taken_up.case, bea.account, None)
    assert ask_for(taken_up.case, wil, cora).pk == row.pk
    assert queries.unasked(NIGHT) == []
    assert may_read(fresh, wil) == [True]


def test_the_health_page_says_that_there_is_a_case_nobody_can_open_and_not_how_many(taken_up, bea, vera):
    before = queries.every_case_has_a_helper(NIGHT)
    deactivate(account=vera.account, by=bea.account, at=NIGHT, force=True)
    after = queries.every_case_has_a_helper(NIGHT)

    assert (before.ok, before.detail) == (True, "each case has a helper")
    assert (after.ok, after.detail) == (False, "a case is without a helper")


def test_when_the_last_of_a_circle_leaves_what_waited_there_is_without_a_helper(wethouders, custodians, bea, joris):
    case = make_case(chosen="wethouders").case

    deactivate(account=joris.account, by=bea.account, at=NIGHT)

    assert list(queries.orphans()) == [case]
    assert Recovery.objects.get().case == case


def test_when_the_client_writes_first_the_case_is_back_at_the_circle_and_nobody_is_asked(taken_up, bea, vera, wil):
    deactivate(account=vera.account, by=bea.account, at=NIGHT, force=True)

    actions.write_as_client(case=taken_up.case, keyring=taken_up.keyring, text="Is er nog iemand?", at=LATER)

    assert (list(queries.orphans()), Recovery.objects.get().refused_at) == ([], LATER)
    assert may_read(taken_up.case, wil) == [True]
