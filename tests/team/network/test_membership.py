"""Joining, being given the key, leaving; and what an adviser who leaves the team can still read: nothing."""

import pytest

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, join, make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.queries import case_for
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.models import Seat
from weerbaar.team.network import actions, queries
from weerbaar.team.network.models import Association, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera():
    return make_adviser()


@pytest.fixture
def wil():
    return make_adviser("Wil Waarnemer")


@pytest.fixture
def raadsleden(vera):
    return make_association("raadsleden", vera)


def leave(person):
    member = Member.objects.select_related("association", "account").get(account=person.account)
    actions.leave(member=member, by=person.account, at=NIGHT)


def reads(person, arrived):
    return case_for(person.keyring, arrived.case.number) is not None


def test_the_first_member_starts_the_circle(raadsleden, vera):
    assert raadsleden.circle is not None
    assert Member.objects.get().admitted_at == NIGHT
    assert list(queries.answering()) == [raadsleden]
    assert raadsleden.circle.current_id in vera.keyring.holder_ids


def test_a_later_member_reads_only_after_being_given_the_key(raadsleden, vera, wil):
    arrived = make_case()
    member = join(raadsleden, wil)
    assert (member.admitted_at, reads(wil, arrived)) == (None, False)

    actions.admit(member=member, by=vera.account, keyring=vera.keyring, at=NIGHT)

    assert (Member.objects.get(pk=member.pk).admitted_at, reads(wil, arrived)) == (NIGHT, True)


def test_nobody_makes_themselves_a_member_nor_starts_a_circle_from_a_page(raadsleden, vera, wil):
    empty = actions.found_association(code="leeg", name="Leeg", by="system", at=NIGHT)

    with pytest.raises(actions.NotOneself):
        actions.join(association=raadsleden, account=wil.account, by=wil.account, at=NIGHT)
    with pytest.raises(actions.NoCircleYet):
        actions.join(association=empty, account=wil.account, by=vera.account, at=NIGHT)
    with pytest.raises(actions.HasCircle):
        actions.seat_first_member(association=raadsleden, account=wil.account, at=NIGHT)
    assert Member.objects.count() == 1


def test_joining_twice_is_joining_once(raadsleden, wil):
    assert join(raadsleden, wil) == join(raadsleden, wil)
    assert Member.objects.filter(account=wil.account).count() == 1


def test_only_who_holds_the_key_gives_it(raadsleden, wil):
    joris = make_adviser("Joris Elders")
    member = join(raadsleden, wil)

    with pytest.raises(actions.NotAMember):
        actions.admit(member=member, by=joris.account, keyring=joris.keyring, at=NIGHT)
    with pytest.raises(actions.NotAMember):
        actions.admit(member=member, by=wil.account, keyring=wil.keyring, at=NIGHT)
    assert Member.objects.get(pk=member.pk).admitted_at is None


def test_nobody_gives_the_key_of_a_circle_that_is_not_there(vera, wil):
    association = actions.found_association(code="leeg", name="Leeg", by="system", at=NIGHT)
    member = Member.objects.create(association=association, account=wil.account, joined_at=NIGHT)

    with pytest.raises(actions.NotAMember):
        actions.admit(member=member, by=vera.account, keyring=vera.keyring, at=NIGHT)


def test_who_leaves_reads_nothing_of_the_circle_any_more(vera, wil):
    make_association("raadsleden", vera, wil)
    before = make_case()

    leave(wil)

    after = make_case()
    assert [reads(wil, before), reads(wil, after)] == [False, False]
    assert [reads(vera, before), reads(vera, after)] == [True, True]


def test_an_association_that_everyone_left_begins_again(raadsleden, vera, wil):
    leave(vera)
    assert list(queries.answering()) == []

    member = join(Association.objects.get(), wil)

    assert member.admitted_at == NIGHT
    assert list(queries.answering()) == [raadsleden]
    assert reads(wil, make_case()) is True


def test_leaving_before_being_given_the_key_changes_no_key(raadsleden, wil):
    join(raadsleden, wil)

    leave(wil)

    assert Association.objects.get().circle.current_id == raadsleden.circle.current_id


def test_leaving_an_association_without_a_circle_just_ends_it(wil):
    association = actions.found_association(code="leeg", name="Leeg", by="system", at=NIGHT)
    Member.objects.create(association=association, account=wil.account, joined_at=NIGHT)

    leave(wil)

    assert Member.objects.count() == 0


def test_whose_account_is_closed_leaves_every_association(vera, wil):
    make_association("raadsleden", vera, wil)
    make_association("wethouders", vera, wil)
    bea = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer", app=False)
    arrived = make_case()

    deactivate(account=wil.account, by=bea.account, at=NIGHT)

    assert Member.objects.filter(account=wil.account).count() == 0
    assert Seat.objects.filter(member=wil.account.holder).count() == 0
    assert [reads(vera, arrived), reads(wil, arrived)] == [True, False]
    assert Event.objects.filter(action="member.left").values_list("bearer", flat=True).distinct().get() == (
        bea.account.bearer
    )


def test_a_mail_goes_to_the_members_of_a_circle_and_to_a_person(vera, wil):
    raadsleden = make_association("raadsleden", vera, wil)
    joris = make_adviser("Joris Elders")

    assert queries.addresses_of([raadsleden.circle.current_id]) == ["vera@overleg.invalid", "wil@overleg.invalid"]
    assert queries.addresses_of([joris.account.holder_id]) == ["joris@overleg.invalid"]
    assert queries.addresses_of([]) == []


def test_a_mail_reaches_who_stayed_also_for_what_was_sealed_to_an_older_key(vera, wil):
    raadsleden = make_association("raadsleden", vera, wil)
    before = raadsleden.circle.current_id

    leave(wil)

    assert queries.addresses_of([before]) == ["vera@overleg.invalid"]


def test_a_case_that_was_taken_up_stays_readable_when_its_adviser_leaves_the_circle(vera, wil):
    make_association("raadsleden", vera, wil)
    arrived = make_case()
    cases.claim(case=arrived.case, by=wil.account, keyring=wil.keyring, at=NIGHT)

    leave(wil)

    assert [reads(vera, arrived), reads(wil, arrived)] == [False, True]


def test_an_association_that_is_founded_again_keeps_its_circle_and_takes_the_name(raadsleden):
    actions.found_association(code="raadsleden", name="Nieuwe naam", by="system", at=NIGHT)

    found = Association.objects.get()
    assert (found.name, found.circle_id) == ("Nieuwe naam", raadsleden.circle_id)


def test_a_closed_account_sees_nothing_of_the_network(raadsleden, vera):
    member = Member.objects.get()
    assert queries.associations_for(vera.account) == [raadsleden]
    assert queries.member_for(vera.account, member.pk) == member
    vera.account.deactivated_at = NIGHT

    assert queries.associations_for(vera.account) == []
    assert queries.member_for(vera.account, member.pk) is None
