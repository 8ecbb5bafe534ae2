"""A circle opens for its members, whoever they are today, and for nobody who left."""

import pytest

from tests.factories.team import NIGHT
from tests.foundation.vault.holders import Person, make_compartment
from weerbaar.foundation.vault import circles
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.models import Circle, Grant, Holder, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    """Vera and Wil share a circle."""
    vera, wil = Person(), Person()
    circle = circles.create_circle(members=[vera.holder, wil.holder], at=NIGHT)
    return vera, wil, circle


def sealed_to(circle):
    circle.refresh_from_db()
    return make_compartment(circle.current).compartment.pk


def test_every_member_opens_what_was_sealed_to_the_circle(team):
    vera, wil, circle = team
    made = make_compartment(circle.current)

    assert [vera.opens(made.compartment.pk), wil.opens(made.compartment.pk)] == [made.key.raw] * 2
    assert Person().opens(made.compartment.pk) is None
    assert circles.members_of(circle.pk) == sorted([vera.holder.pk, wil.holder.pk])


def test_the_circle_s_secret_is_sealed_to_each_member_and_stored_nowhere_else(team):
    vera, _wil, circle = team
    secret = vera.keyring.secret_of(circle.current_id)

    assert [bytes(seat.sealed_secret).find(secret.raw) for seat in Seat.objects.all()] == [-1, -1]


def test_a_new_member_opens_old_and_new(team):
    vera, _wil, circle = team
    before = sealed_to(circle)
    joris = Person()

    circles.admit(circle_id=circle.pk, member=joris.holder, keyring=vera.keyring)

    assert None not in {joris.opens(before), joris.opens(sealed_to(circle))}


def test_a_new_member_also_opens_what_was_sealed_before_someone_left(team):
    vera, wil, circle = team
    before = sealed_to(circle)
    circles.remove(circle_id=circle.pk, member_id=wil.holder.pk, at=NIGHT)
    joris = Person()

    circles.admit(circle_id=circle.pk, member=joris.holder, keyring=vera.keyring)

    assert joris.opens(before) == vera.opens(before)


def test_only_a_member_admits(team):
    _vera, _wil, circle = team

    with pytest.raises(NotGranted):
        circles.admit(circle_id=circle.pk, member=Person().holder, keyring=Person().keyring)
    assert Seat.objects.count() == 2


def test_who_left_opens_nothing_new_and_nothing_old(team):
    vera, wil, circle = team
    before = sealed_to(circle)

    circles.remove(circle_id=circle.pk, member_id=wil.holder.pk, at=NIGHT)
    after = sealed_to(circle)

    assert [wil.opens(before), wil.opens(after)] == [None, None]
    assert None not in {vera.opens(before), vera.opens(after)}
    assert circles.members_of(circle.pk) == [vera.holder.pk]


def test_who_kept_the_circle_s_secret_cannot_use_it_for_what_comes_after(team):
    vera, wil, circle = team
    remembered = wil.keyring.secret_of(circle.current_id)

    circles.remove(circle_id=circle.pk, member_id=wil.holder.pk, at=NIGHT)
    circle.refresh_from_db()

    assert bytes(circle.current.public_key) != remembered.public
    assert vera.keyring.secret_of(circle.current_id) != remembered


def test_removing_who_is_no_member_changes_nothing(team):
    _vera, _wil, circle = team
    before = circle.current_id

    circles.remove(circle_id=circle.pk, member_id=Person().holder.pk, at=NIGHT)

    assert Circle.objects.get().current_id == before


def test_what_was_sealed_before_is_resealed_by_who_stayed(team):
    vera, wil, circle = team
    old, before = circle.current_id, sealed_to(circle)
    key = vera.opens(before)
    circles.remove(circle_id=circle.pk, member_id=wil.holder.pk, at=NIGHT)

    renewed = circles.renew_grants(circle_id=circle.pk, keyring=vera.keyring)

    circle.refresh_from_db()
    assert renewed == 1
    assert Grant.objects.get().holder_id == circle.current_id
    assert not Holder.objects.filter(pk=old).exists()
    assert vera.opens(before) == key


def test_rotating_a_circle_leaves_everyone_able_to_read(team):
    vera, wil, circle = team
    old, before = circle.current_id, [sealed_to(circle) for _ in range(3)]
    remembered = wil.keyring.secret_of(old)

    assert circles.rotate_circle(circle_id=circle.pk, keyring=vera.keyring, at=NIGHT) == 3

    circle.refresh_from_db()
    assert bytes(circle.current.public_key) != remembered.public
    assert None not in {person.opens(compartment) for person in (vera, wil) for compartment in before}
    assert circles.members_of(circle.pk) == sorted([vera.holder.pk, wil.holder.pk])


def test_only_a_member_rotates_a_circle(team):
    _vera, _wil, circle = team
    before = circle.current_id

    with pytest.raises(NotGranted):
        circles.rotate_circle(circle_id=circle.pk, keyring=Person().keyring, at=NIGHT)
    assert Circle.objects.get().current_id == before


def test_a_circle_without_members_opens_for_nobody():
    circle = circles.create_circle(members=[], at=NIGHT)

    assert (circles.members_of(circle.pk), Person().opens(sealed_to(circle))) == ([], None)
