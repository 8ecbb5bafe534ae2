"""An adviser who knows the client steps back: the key goes for good, and the client is never left alone."""

from datetime import timedelta

import pytest

from tests.factories.cases import MESSAGE, lines_seen, make_case, texts_seen
from tests.factories.team import NIGHT, make_adviser, make_association
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries import desk
from weerbaar.confidential.cases.rules import IllegalMove
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.circles import rotate_circle
from weerbaar.foundation.vault.compartments import compartments_of, rotate
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred

LATER = NIGHT + timedelta(minutes=20)


@pytest.fixture
def arrived(raadsleden):
    return make_case()


def hers(arrived, person):
    return {"case": arrived.case, "by": person.account, "keyring": person.keyring, "at": LATER}


def may_read(case, *people):
    return [queries.case_for(person.keyring, case.number) is not None for person in people]


def test_who_steps_back_before_taking_it_up_leaves_it_to_the_others(arrived, vera, wil):
    actions.recuse(**hers(arrived, vera))

    assert may_read(arrived.case, vera, wil) == [False, True]
    assert [len(desk(one.account, one.keyring).waiting.rows) for one in (vera, wil)] == [0, 1]
    assert texts_seen(arrived.keyring, arrived.case) == [MESSAGE]


def test_who_steps_back_after_taking_it_up_gives_it_to_the_others_with_the_notes(arrived, vera, wil):
    actions.claim(**hers(arrived, vera))
    actions.note(**hers(arrived, vera), text="let op de school")

    actions.recuse(**hers(arrived, vera))

    case = Case.objects.get()
    assert (case.state, case.claimed_by, case.waiting_since) == ("new", None, NIGHT)
    assert may_read(case, vera, wil) == [False, True]
    assert [line.text for line in lines_seen(wil.keyring, case, with_notes=True)] == [MESSAGE, "let op de school"]


def test_who_stepped_back_never_comes_near_it_again(arrived, vera, wil, raadsleden):
    actions.recuse(**hers(arrived, vera))
    actions.claim(**hers(arrived, wil))

    with pytest.raises(actions.MayNotRead):
        actions.hand_over(**hers(arrived, wil), to=vera.account, note="")
    actions.hand_over(**hers(arrived, wil), to=None, note="")
    rotate_circle(circle_id=raadsleden.circle_id, keyring=wil.keyring, at=LATER)
    for part in compartments_of(arrived.case.pk):
        rotate(compartment_id=part.pk, keyring=wil.keyring, at=LATER)
    actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text="meer", at=LATER)

    assert may_read(arrived.case, vera, wil) == [False, True]
    barred = queries.person_of(wil.keyring, queries.case_for(wil.keyring, arrived.case.number)).barred
    assert [found.name for found in network.colleagues(wil.account, barred=barred)] == []
    assert barred.names() == []


def test_with_nobody_left_in_the_association_it_goes_to_another(arrived, vera, wil, joris, wethouders):
    actions.recuse(**hers(arrived, vera))

    actions.recuse(**hers(arrived, wil))

    assert Case.objects.get().association == wethouders
    assert may_read(arrived.case, vera, wil, joris) == [False, False, True]


def test_the_last_who_can_read_it_does_not_leave_the_client_alone(arrived, vera, wil):
    actions.recuse(**hers(arrived, vera))

    with pytest.raises(actions.NobodyElse):
        actions.recuse(**hers(arrived, wil))
    assert may_read(arrived.case, vera, wil) == [False, True]


def test_what_the_client_asked_still_holds(vera, wil):
    ada = make_adviser("Ada Anders")
    make_association("raadsleden", vera, wil, ada)
    arrived = make_case(barred=Barred(parties=("VVD",)))
    actions.recuse(**hers(arrived, vera))

    barred = queries.person_of(ada.keyring, queries.case_for(ada.keyring, arrived.case.number)).barred
    assert (barred.parties, barred.accounts) == (("VVD",), (str(vera.account.pk),))
    assert may_read(arrived.case, vera, wil, ada) == [False, True, True]


def test_nobody_steps_back_from_what_is_not_theirs(arrived, vera, wil, joris):
    keyring = wil.keyring
    actions.claim(**hers(arrived, vera))

    with pytest.raises(actions.NotYours):
        actions.recuse(case=arrived.case, by=wil.account, keyring=keyring, at=LATER)
    with pytest.raises(actions.NotYours):
        actions.recuse(**hers(arrived, joris))


def test_who_holds_no_key_keeps_nobody_out(arrived, joris):
    with pytest.raises(NotGranted):
        actions.recuse(**hers(arrived, joris))


def test_a_closed_case_is_opened_or_handed_over_first(arrived, vera):
    actions.claim(**hers(arrived, vera))
    actions.close(**hers(arrived, vera), outcome=Case.Outcome.TALKED)

    with pytest.raises(IllegalMove):
        actions.recuse(**hers(arrived, vera))


def test_danger_is_no_reason_to_stay(raadsleden, vera, wil):
    arrived = make_case(danger=True)
    actions.claim(**hers(arrived, vera))

    actions.recuse(**hers(arrived, vera))

    case = Case.objects.get()
    assert (case.danger, may_read(case, vera, wil)) == (True, [False, True])
    assert queries.open_looks(case).count() == 1


def test_stepping_back_is_in_the_trail(arrived, vera):
    actions.recuse(**hers(arrived, vera))

    event = Event.objects.get(action="case.recused")
    assert (event.bearer, event.subject) == (vera.account.bearer, arrived.case.subject)
