"""Who takes a case up, who hands it over, and who can read it then."""

from datetime import timedelta
from functools import partial

import pytest

from tests.factories.cases import MESSAGE, lines_seen, make_case, texts_seen
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.support.at_once import at_once
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Case, Note
from weerbaar.confidential.cases.rules import IllegalMove
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.models import Holder
from weerbaar.team.network.actions import declare_tie, leave
from weerbaar.team.network.models import Member
from weerbaar.team.network.queries import Barred

LATER = NIGHT + timedelta(minutes=20)


@pytest.fixture
def arrived(raadsleden):
    return make_case()


def claim(arrived, by):
    return actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=LATER)


def hand_over(arrived, by, to=None, note=""):
    to = to.account if to else None
    return actions.hand_over(case=arrived.case, by=by.account, to=to, keyring=by.keyring, note=note, at=LATER)


def may_read(case, *people):
    return [queries.case_for(person.keyring, case.number) is not None for person in people]


def test_the_whole_circle_reads_what_nobody_took_up(arrived, vera, wil):
    assert may_read(arrived.case, vera, wil) == [True, True]


def test_who_takes_a_case_up_is_the_only_one_left_who_reads_it(arrived, vera, wil):
    case = claim(arrived, vera)

    assert (case.state, case.claimed_by, case.claimed_at) == ("open", vera.account, LATER)
    assert may_read(case, vera, wil) == [True, False]
    kinds = Holder.objects.filter(grants__compartment__scope=case.pk).values_list("kind", flat=True)
    assert sorted(kinds) == ["person", "person", "person", "receipt", "receipt"]


def test_the_client_still_reads_after_a_case_was_taken_up(arrived, vera):
    claim(arrived, vera)

    assert texts_seen(arrived.keyring, arrived.case) == [MESSAGE]


def test_who_comes_second_is_told_who_was_first(arrived, vera, wil):
    keyring = wil.keyring
    claim(arrived, vera)

    with pytest.raises(queries.AlreadyClaimed) as refused:
        actions.claim(case=arrived.case, by=wil.account, keyring=keyring, at=LATER)

    assert (refused.value.by, refused.value.at) == (vera.account, LATER)
    assert Case.objects.get().claimed_by == vera.account


def test_who_holds_no_key_takes_nothing_up(arrived, joris):
    with pytest.raises(NotGranted):
        claim(arrived, joris)
    assert Case.objects.get().state == "new"


def test_a_case_that_was_erased_meanwhile_is_not_taken_up(arrived, vera):
    keyring = vera.keyring
    actions.erase(case=arrived.case, by=arrived.keyring.holder_id, at=NIGHT)

    with pytest.raises(IllegalMove):
        actions.claim(case=arrived.case, by=vera.account, keyring=keyring, at=LATER)
    assert Case.objects.get().state == "erased"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_case_up_at_once_one_wins_and_the_other_is_told():
    vera, wil = make_adviser(), make_adviser("Wil Waarnemer")
    make_association("raadsleden", vera, wil)
    arrived = make_case()
    seen = [(person, queries.case_for(person.keyring, arrived.case.number)) for person in (vera, wil)]

    outcomes = at_once(
        *(
            partial(actions.claim, case=found, by=person.account, keyring=person.keyring, at=LATER)
            for person, found in seen
        ),
        refusals=(queries.AlreadyClaimed,),
    )

    [told] = [one for one in outcomes if isinstance(one, queries.AlreadyClaimed)]
    winner = (vera, wil)[1 - outcomes.index(told)].account
    assert (Case.objects.get().claimed_by, told.by) == (winner, winner)
    assert Event.objects.filter(action="case.claimed").count() == 1


def test_a_case_is_handed_to_a_colleague_who_then_is_the_only_one(arrived, vera, wil, joris, wethouders):
    claim(arrived, vera)

    case = hand_over(arrived, vera, joris, note="let op de school")

    assert (case.claimed_by, case.state) == (joris.account, "open")
    assert may_read(case, vera, wil, joris) == [False, False, True]
    lines = lines_seen(joris.keyring, case, with_notes=True)
    assert [(line.text, line.is_note) for line in lines] == [(MESSAGE, False), ("let op de school", True)]
    event = Event.objects.get(action="case.handed_over")
    assert (event.bearer, event.detail) == (vera.account.bearer, {"to": joris.account.bearer})


def test_a_case_goes_back_to_the_circle_and_waits_again(arrived, vera, wil):
    claim(arrived, vera)
    actions.answer(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Wij zijn er.", at=NIGHT)

    case = hand_over(arrived, vera)

    assert (case.state, case.claimed_by, case.claimed_at, case.waiting_since) == ("new", None, None, LATER)
    assert may_read(case, vera, wil) == [True, True]
    assert Note.objects.count() == 0


def test_only_who_took_a_case_up_hands_it_over(arrived, vera, wil):
    with pytest.raises(actions.NotYours):
        hand_over(arrived, vera, wil)
    claim(arrived, vera)
    with pytest.raises(actions.NotYours):
        hand_over(arrived, wil)
    assert may_read(arrived.case, vera) == [True]


def test_a_case_is_not_handed_to_someone_the_client_keeps_out(vera, wil, raadsleden):
    joris = make_adviser("Joris Elders")
    declare_tie(account=joris.account, party="VVD", at=NIGHT)
    arrived = make_case(barred=Barred(parties=("VVD",)))
    claim(arrived, vera)

    with pytest.raises(actions.MayNotRead):
        hand_over(arrived, vera, joris, note="nog een keer proberen")

    assert may_read(arrived.case, vera, joris, wil) == [True, False, False]
    assert (Case.objects.get().claimed_by, Note.objects.count()) == (vera.account, 0)


def test_back_to_the_circle_goes_to_those_members_only_who_may_read(vera, wil, raadsleden):
    declare_tie(account=wil.account, party="VVD", at=NIGHT)
    arrived = make_case(barred=Barred(parties=("VVD",)))
    claim(arrived, vera)

    case = hand_over(arrived, vera)

    assert may_read(case, vera, wil) == [True, False]


def test_a_case_never_goes_back_to_a_circle_that_nobody_is_left_in(arrived, vera, wil):
    claim(arrived, vera)
    for member in Member.objects.select_related("association", "account"):
        leave(member=member, by=wil.account, at=NIGHT)

    with pytest.raises(actions.MayNotRead):
        hand_over(arrived, vera)
    assert may_read(arrived.case, vera) == [True]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.HELPER])
def test_a_role_alone_opens_no_case(arrived, role):
    assert may_read(arrived.case, make_colleague(role, name="Bea Beheer", app=False)) == [False]


def test_someone_who_reads_a_new_case_is_seen_by_the_next(arrived, vera, wil):
    actions.look_into(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    case = Case.objects.get()

    assert queries.other_reader(wil.account, case, at=NIGHT) == vera.account
    assert queries.other_reader(vera.account, case, at=NIGHT) is None
    assert queries.other_reader(wil.account, case, at=LATER) is None


def test_nobody_is_said_to_be_reading_a_case_that_was_taken_up(arrived, vera, wil):
    actions.look_into(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    case = claim(arrived, vera)
    actions.look_into(case=case, by=wil.account, keyring=wil.keyring, at=LATER)

    assert queries.other_reader(wil.account, Case.objects.get(), at=NIGHT) is None
    assert Case.objects.get().glanced_by == vera.account


def test_nobody_was_reading_a_case_that_nobody_opened(arrived, wil):
    assert queries.other_reader(wil.account, arrived.case, at=NIGHT) is None
