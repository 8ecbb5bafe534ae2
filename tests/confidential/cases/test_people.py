"""Who is around the client: sealed with the identity, and every look at it recorded."""

from datetime import timedelta

import pytest

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions.people import (
    Told,
    add_person,
    agree_on_contact,
    change_person,
    remove_person,
)
from weerbaar.confidential.cases.models import Person
from weerbaar.confidential.cases.safe_contact import Profile, Relation
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

SAFE = Profile(
    when="tot vier uur",
    way="eerst een sms",
    may_say="U belt over de tandarts.",
    our_phrase="Schijnt de zon al?",
    their_phrase="Alleen in Zeeland.",
)
PARTNER = Told(Relation.HOUSEHOLD, "Robin Verzonnen", "06 thuis", SAFE)

pytestmark = pytest.mark.usefixtures("raadsleden")


@pytest.fixture
def taken_up(vera):
    arrived = make_case(name="Sam", reach="tussen de middag")
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def hand(by):
    return {"by": by.account, "keyring": by.keyring, "at": NIGHT + timedelta(minutes=5)}


def around(arrived, keyring):
    return queries.people_around(keyring, arrived.case)


def test_someone_reads_as_they_were_added_and_shows_nowhere_else(taken_up, vera):
    person = add_person(case=taken_up.case, told=PARTNER, **hand(vera))

    known = around(taken_up, vera.keyring).people[0]
    assert (known.relation, known.name, known.reach, known.profile) == ("household", PARTNER.name, "06 thuis", SAFE)
    assert [word for word in ("Robin", "thuis", "Zeeland") if word in repr((known, PARTNER, SAFE))] == []
    boxes = b"".join(bytes(getattr(person, name).box) for name in ("relation", "name", "reach", "profile"))
    assert [word for word in (b"Robin", b"household", b"Zeeland") if word in boxes] == []


def test_someone_is_changed_and_removed_and_a_second_click_changes_nothing(taken_up, vera):
    person = add_person(case=taken_up.case, told=PARTNER, **hand(vera))
    change_person(case=taken_up.case, person_id=person.pk, told=Told(Relation.CLERK, "Kim"), **hand(vera))
    changed = around(taken_up, vera.keyring).people

    for _ in range(2):
        remove_person(case=taken_up.case, person_id=person.pk, **hand(vera))

    assert [(one.relation, one.name, one.profile) for one in changed] == [("clerk", "Kim", Profile())]
    assert around(taken_up, vera.keyring).people == []
    told = Event.objects.filter(action__startswith="case.person").order_by("sequence")
    assert list(told.values_list("action", flat=True)) == [
        "case.person_added",
        "case.person_changed",
        "case.person_removed",
    ]


def test_how_the_client_is_reached_is_agreed_on_once_and_changed_in_place(taken_up, vera):
    agree_on_contact(case=taken_up.case, reach="06 werk", profile=SAFE, **hand(vera))
    agree_on_contact(case=taken_up.case, reach="06 nieuw", profile=Profile(when="nooit"), **hand(vera))
    add_person(case=taken_up.case, told=PARTNER, **hand(vera))

    found = around(taken_up, vera.keyring)
    assert (found.contact, [one.name for one in found.people]) == (Profile(when="nooit"), [PARTNER.name])
    assert queries.person_of(vera.keyring, taken_up.case).reach == "06 nieuw"


def test_the_own_row_of_the_client_is_no_person_to_change(taken_up, vera):
    agree_on_contact(case=taken_up.case, reach="", profile=SAFE, **hand(vera))

    assert queries.acquaintance(vera.keyring, taken_up.case, taken_up.case.pk) is None


def test_every_look_at_someone_is_recorded(taken_up, vera):
    person = add_person(case=taken_up.case, told=PARTNER, **hand(vera))
    before = Event.objects.filter(action="looked.people").count()

    found = queries.acquaintance(vera.keyring, taken_up.case, person.pk)

    assert (found.name, Event.objects.filter(action="looked.people").count() - before) == (PARTNER.name, 1)


@pytest.mark.parametrize("who", ["wil", "joris"])
def test_who_holds_no_key_reads_and_writes_nobody(taken_up, vera, wil, joris, who):
    stranger = {"wil": wil, "joris": joris}[who]
    person = add_person(case=taken_up.case, told=PARTNER, **hand(vera))

    acts = [
        lambda: add_person(case=taken_up.case, told=PARTNER, **hand(stranger)),
        lambda: change_person(case=taken_up.case, person_id=person.pk, told=PARTNER, **hand(stranger)),
        lambda: remove_person(case=taken_up.case, person_id=person.pk, **hand(stranger)),
        lambda: agree_on_contact(case=taken_up.case, reach="", profile=SAFE, **hand(stranger)),
        lambda: around(taken_up, stranger.keyring),
    ]
    for act in acts:
        with pytest.raises(NotGranted):
            act()
    assert (Person.objects.count(), queries.acquaintance(stranger.keyring, taken_up.case, person.pk)) == (1, None)


def test_people_go_over_with_the_case_and_end_with_it(taken_up, vera, wil):
    add_person(case=taken_up.case, told=PARTNER, **hand(vera))
    actions.hand_over(case=taken_up.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=NIGHT)
    read = [one.name for one in around(taken_up, wil.keyring).people]

    actions.erase(case=taken_up.case, by=taken_up.keyring.holder_id, at=NIGHT)

    assert (read, Person.objects.count()) == ([PARTNER.name], 0)


def test_the_client_can_read_how_they_are_reached(taken_up, vera):
    agree_on_contact(case=taken_up.case, reach="06 werk", profile=SAFE, **hand(vera))

    assert around(taken_up, taken_up.keyring).contact == SAFE
