"""Going on leave and coming back: every case in one act, each to somebody who may read it."""

from datetime import timedelta

import pytest

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Case, StandIn
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.team.network.actions import declare_tie
from weerbaar.team.network.queries import Barred

LATER = NIGHT + timedelta(days=14)


@pytest.fixture
def ada(db):
    return make_adviser("Ada Anders")


@pytest.fixture
def team(vera, wil, ada):
    return make_association("raadsleden", vera, wil, ada)


def take_up(by, **facts):
    arrived = make_case(**facts)
    actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=NIGHT)
    return arrived.case


def go(by, *to):
    accounts = [one.account for one in to]
    return actions.go_on_leave(by=by.account, to=accounts, keyring=by.keyring, note="tot de vijfde", at=NIGHT)


def come_back(to, by):
    return actions.give_back(by=by.account, to=to.account, keyring=by.keyring, note="", at=LATER)


def readers(case, *people):
    return [one.account.name.split()[0] for one in people if queries.case_for(one.keyring, case.number)]


@pytest.mark.usefixtures("team")
def test_everything_goes_in_one_act_spread_over_the_colleagues(vera, wil, ada):
    cases = [take_up(vera) for _ in range(4)]

    outcome = go(vera, wil, ada)

    assert (outcome.went, outcome.stayed) == (4, [])
    assert sorted(readers(case, vera, wil, ada) for case in cases) == [["Ada"], ["Ada"], ["Wil"], ["Wil"]]
    assert [(one.colleague, one.cases) for one in queries.lent_by(vera.account)] == [
        (ada.account, 2),
        (wil.account, 2),
    ]


@pytest.mark.usefixtures("team")
def test_a_case_goes_to_the_colleague_who_may_read_it_or_stays(vera, wil, ada):
    declare_tie(account=wil.account, party="VVD", at=NIGHT)
    declare_tie(account=ada.account, party="PvdA", at=NIGHT)
    without_wil = take_up(vera, barred=Barred(parties=("VVD",)))
    without_both = take_up(vera, barred=Barred(parties=("PvdA", "VVD")))

    outcome = go(vera, wil, ada)

    assert (outcome.went, outcome.stayed) == (1, [without_both])
    assert [readers(case, vera, wil, ada) for case in (without_wil, without_both)] == [["Ada"], ["Vera"]]


@pytest.mark.usefixtures("team")
def test_after_the_leave_it_all_comes_back(vera, wil):
    cases = [take_up(vera) for _ in range(3)]
    own = take_up(wil)
    go(vera, wil)
    assert [(one.colleague, one.cases) for one in queries.standing_in_for(wil.account)] == [(vera.account, 3)]

    outcome = come_back(vera, wil)

    assert (outcome.went, outcome.stayed) == (3, [])
    assert [readers(case, vera, wil) for case in [*cases, own]] == [["Vera"]] * 3 + [["Wil"]]
    assert (StandIn.objects.count(), queries.lent_by(vera.account)) == (0, [])


@pytest.mark.usefixtures("team")
def test_who_stands_in_and_goes_on_leave_too_hands_on_for_whom(vera, wil, ada):
    case = take_up(vera)
    go(vera, wil)
    go(wil, ada)
    assert [one.colleague for one in queries.standing_in_for(ada.account)] == [vera.account]

    come_back(vera, ada)

    assert readers(case, vera, wil, ada) == ["Vera"]


@pytest.mark.usefixtures("team")
def test_who_left_since_they_were_chosen_gets_no_key(vera, wil, ada):
    case, boss = take_up(vera), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer", app=False)
    deactivate(account=Account.objects.get(pk=wil.account.pk), by=boss.account, at=NIGHT)
    assert wil.account.is_active  # as whoever chose them still has them before them

    with pytest.raises(actions.HasLeft):
        actions.hand_over(case=case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=NIGHT)
    assert go(vera, wil, ada).went == 1
    assert readers(case, vera, wil, ada) == ["Ada"]


@pytest.mark.usefixtures("team")
def test_what_went_to_the_circle_meanwhile_is_nobody_s_to_give_back(vera, wil):
    case = take_up(vera)
    go(vera, wil)

    actions.hand_over(case=case, by=wil.account, to=None, keyring=wil.keyring, note="", at=LATER)

    assert StandIn.objects.count() == 0


@pytest.mark.usefixtures("team")
def test_a_case_in_danger_stays_until_somebody_looked(vera, wil):
    case = take_up(vera, danger=True)

    outcome = go(vera, wil)

    assert (outcome.went, outcome.stayed) == (0, [case])
    assert Case.objects.get().claimed_by == vera.account


@pytest.mark.usefixtures("team")
def test_nobody_stands_in_for_themselves(vera):
    case = take_up(vera)

    assert go(vera, vera).stayed == [case]
    assert readers(case, vera) == ["Vera"]
