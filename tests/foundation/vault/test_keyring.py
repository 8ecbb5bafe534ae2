"""No grant, no text. And no look without a record of it."""

import errno
from uuid import uuid4

import pytest

from tests.factories.team import NIGHT
from tests.foundation.vault.holders import Person, make_compartment
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault import circles, compartments, looks
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.grants import grant_to
from weerbaar.foundation.vault.keys import DataKey
from weerbaar.foundation.vault.models import Grant

pytestmark = pytest.mark.django_db


def test_only_holders_of_a_grant_open_a_compartment():
    vera, wil, bea = Person(), Person(), Person()
    made = make_compartment(vera.holder, wil.holder)

    assert [vera.opens(made.compartment.pk), wil.opens(made.compartment.pk)] == [made.key.raw] * 2
    assert bea.opens(made.compartment.pk) is None
    assert compartments.holders_of(made.compartment.pk) == sorted([vera.holder, wil.holder], key=lambda found: found.pk)


def test_a_grant_opens_its_own_compartment_only():
    vera = Person()
    mine, other = make_compartment(vera.holder), make_compartment(Person().holder)

    assert vera.opens(mine.compartment.pk) == mine.key.raw
    assert vera.opens(other.compartment.pk) is None


def test_who_holds_a_key_twice_opens_it_once():
    vera = Person()
    circle = circles.create_circle(members=[vera.holder], at=NIGHT)
    made = make_compartment(vera.holder, circle.current)

    assert vera.opens(made.compartment.pk) == made.key.raw
    assert Event.objects.get().detail == {"compartments": ["thread"]}


def test_a_later_grant_opens_it_too():
    vera, wil = Person(), Person()
    made = make_compartment(vera.holder)

    grant_to(wil.holder, vera.keyring.key_for(made.compartment.pk), NIGHT).save()

    assert wil.opens(made.compartment.pk) == made.key.raw
    assert Grant.objects.count() == 2


def test_a_grant_that_was_moved_to_another_holder_does_not_open():
    vera, bea = Person(), Person()
    made = make_compartment(vera.holder)
    Grant.objects.update(holder=bea.holder)

    with pytest.raises(NotGranted):
        bea.keyring.key_for(made.compartment.pk)


def test_a_grant_that_was_moved_to_another_compartment_does_not_open_there():
    vera = Person()
    made, other = make_compartment(vera.holder), make_compartment(Person().holder)
    Grant.objects.filter(compartment=made.compartment).update(compartment=other.compartment)

    with pytest.raises(NotGranted):
        vera.keyring.key_for(other.compartment.pk)


def test_one_broken_grant_keeps_nothing_else_shut():
    vera = Person()
    whole, broken = make_compartment(vera.holder), make_compartment(vera.holder)
    Grant.objects.filter(compartment=broken.compartment).update(sealed_key=b"x" * 112)

    assert vera.keyring.open([whole.compartment.pk, broken.compartment.pk], purpose="list") == {whole.compartment.pk}


def test_a_forgotten_key_is_read_anew():
    vera = Person()
    made = make_compartment(vera.holder)
    keyring = vera.keyring
    keyring.key_for(made.compartment.pk)
    Grant.objects.all().delete()

    keyring.forget([made.compartment.pk])

    with pytest.raises(NotGranted):
        keyring.key_for(made.compartment.pk)


def test_a_list_opens_what_was_granted_and_leaves_the_rest_shut():
    vera = Person()
    mine, other = make_compartment(vera.holder), make_compartment(Person().holder)

    opened = vera.keyring.open([mine.compartment.pk, other.compartment.pk, uuid4()], purpose="list")

    assert opened == {mine.compartment.pk}


def test_one_look_is_recorded_for_a_list_and_none_for_what_stays_shut():
    vera = Person()
    made = [make_compartment(vera.holder) for _ in range(3)]
    keyring = vera.keyring

    keyring.open([one.compartment.pk for one in made], purpose="list")
    keyring.open([one.compartment.pk for one in made], purpose="list")
    Person().keyring.open([made[0].compartment.pk], purpose="list")

    event = Event.objects.get()
    assert (event.action, event.bearer, event.role) == ("looked.list", keyring.bearer, "adviser")
    assert event.detail == {"compartments": ["thread"], "scopes": sorted(str(one.compartment.scope) for one in made)}


def test_a_look_at_one_case_is_recorded_under_that_case():
    vera, scope = Person(), uuid4()
    thread, team = make_compartment(vera.holder, scope=scope), make_compartment(vera.holder, scope=scope, kind="team")

    vera.keyring.open([thread.compartment.pk, team.compartment.pk], purpose="case")

    event = Event.objects.get()
    assert (event.subject, event.detail) == (f"scope:{scope}", {"compartments": ["team", "thread"]})


def test_a_look_that_cannot_be_recorded_opens_nothing(monkeypatch):
    vera = Person()
    made = make_compartment(vera.holder)
    keyring = vera.keyring

    def full(_look):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(looks, "_observers", [])
    looks.register(full)

    for _ in range(2):
        with pytest.raises(OSError, match="no room"):
            keyring.key_for(made.compartment.pk)
    assert keyring._keys == {}


def test_whoever_registers_twice_hears_once(monkeypatch):
    heard = []
    monkeypatch.setattr(looks, "_observers", [])
    looks.register(heard.append)
    looks.register(heard.append)
    vera = Person()

    vera.opens(make_compartment(vera.holder).compartment.pk)

    assert [look.purpose for look in heard] == ["read"]


def test_nobody_acts_for_a_holder_they_are_not():
    with pytest.raises(NotGranted):
        Person().keyring.secret_of(Person().holder.pk)


def test_a_keyring_shows_whose_it_is_and_no_key():
    vera = Person()

    assert repr(vera.keyring) == f"<Keyring of account:{vera.holder.pk}>"


def test_a_key_that_changed_in_this_request_is_used_from_then_on():
    vera = Person()
    made = make_compartment(vera.holder)
    keyring, fresh = vera.keyring, DataKey.new(made.compartment.pk)

    keyring.replace_key(fresh)

    assert keyring.key_for(made.compartment.pk) == fresh
