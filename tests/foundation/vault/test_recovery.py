"""Custodians together open what nobody else can; one of them, or everything that lies on the machine, opens nothing."""

from itertools import combinations
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories.team import NIGHT
from tests.foundation.vault.holders import Person, make_compartment
from weerbaar.foundation.vault import recovery
from weerbaar.foundation.vault.compartments import holders_of, rotate
from weerbaar.foundation.vault.errors import BrokenBox, NotGranted, TooFew
from weerbaar.foundation.vault.keys import SecretKey, open_sealed
from weerbaar.foundation.vault.models import Contribution, Grant, Holder, Quorum, Share
from weerbaar.foundation.vault.shamir import Part, combine

pytestmark = pytest.mark.django_db


@pytest.fixture
def custodians():
    return [Person(), Person(), Person()]


@pytest.fixture
def quorum(custodians):
    return found(custodians)


def found(custodians, needed=2):
    return recovery.found_quorum(custodians=[one.holder for one in custodians], needed=needed, at=NIGHT)


def agree(quorum, request, *custodians):
    for one in custodians:
        recovery.contribute(quorum=quorum, request=request, keyring=one.keyring, at=NIGHT)


def opened(quorum, request, scope, by):
    return recovery.reopened(quorum=quorum, request=request, scope=scope, keyring=by.keyring)


def test_whatever_is_made_after_is_granted_to_the_quorum_too(quorum):
    anna = Person()

    part = make_compartment(anna.holder).compartment

    assert {holder.pk for holder in holders_of(part.pk)} == {anna.holder.pk, quorum.holder_id}


@pytest.mark.parametrize("chosen", list(combinations(range(3), 2)))
def test_any_two_custodians_open_it_whoever_is_last(quorum, custodians, chosen):
    made, request = make_compartment(Person().holder), uuid4()
    first, last = (custodians[place] for place in chosen)
    agree(quorum, request, first)

    keyring = opened(quorum, request, made.compartment.scope, last)

    assert keyring.key_for(made.compartment.pk) == made.key


def test_what_was_opened_is_in_the_hands_of_who_opened_it_and_opens_nothing_else(quorum, custodians):
    made, other = make_compartment(Person().holder), make_compartment(Person().holder)
    request = uuid4()
    agree(quorum, request, custodians[0])

    keyring = opened(quorum, request, made.compartment.scope, custodians[1])

    assert keyring.bearer == custodians[1].keyring.bearer
    with pytest.raises(NotGranted):
        keyring.key_for(other.compartment.pk)


def test_one_custodian_alone_opens_nothing(quorum, custodians):
    made, request = make_compartment(Person().holder), uuid4()
    agree(quorum, request, custodians[0])

    with pytest.raises(TooFew):
        opened(quorum, request, made.compartment.scope, custodians[0])
    assert custodians[0].opens(made.compartment.pk) is None


def test_who_agreed_to_one_request_agreed_to_no_other(quorum, custodians):
    made, request = make_compartment(Person().holder), uuid4()
    agree(quorum, uuid4(), custodians[0])

    with pytest.raises(TooFew):
        opened(quorum, request, made.compartment.scope, custodians[1])


def test_a_contribution_that_is_moved_to_another_request_does_not_open(quorum, custodians):
    made, request = make_compartment(Person().holder), uuid4()
    agree(quorum, uuid4(), custodians[0])
    Contribution.objects.update(request=request)

    with pytest.raises(BrokenBox):
        opened(quorum, request, made.compartment.scope, custodians[1])


def test_who_is_no_custodian_takes_no_part(quorum, custodians):
    made, stranger, request = make_compartment(Person().holder), Person(), uuid4()
    agree(quorum, request, *custodians)

    with pytest.raises(NotGranted):
        agree(quorum, request, stranger)
    with pytest.raises(NotGranted):
        opened(quorum, request, made.compartment.scope, stranger)


def test_agreeing_twice_counts_once(quorum, custodians):
    request = uuid4()
    agree(quorum, request, custodians[0], custodians[0])

    assert recovery.contributors_to(request) == [custodians[0].holder.pk]
    assert Contribution.objects.count() == 2


def test_three_of_five_is_three_and_not_two():
    custodians = [Person() for _ in range(5)]
    quorum, request = found(custodians, needed=3), uuid4()
    made = make_compartment(Person().holder)
    agree(quorum, request, custodians[0])

    with pytest.raises(TooFew):
        opened(quorum, request, made.compartment.scope, custodians[4])
    agree(quorum, request, custodians[2])
    assert opened(quorum, request, made.compartment.scope, custodians[4]).key_for(made.compartment.pk) == made.key


def test_a_contribution_that_was_thrown_away_counts_no_more(quorum, custodians):
    made, request = make_compartment(Person().holder), uuid4()
    agree(quorum, request, custodians[0])
    recovery.forget_contributions([request])

    with pytest.raises(TooFew):
        opened(quorum, request, made.compartment.scope, custodians[1])


def test_no_key_that_lies_in_the_database_is_the_secret(quorum, custodians):
    agree(quorum, uuid4(), *custodians)
    lying = [bytes(share.sealed_part) for share in Share.objects.all()]
    lying += [bytes(given.sealed_part) for given in Contribution.objects.all()]

    windows = {box[start : start + 32] for box in lying for start in range(len(box) - 31)}
    assert [raw for raw in windows if SecretKey(raw).public == bytes(quorum.holder.public_key)] == []


def test_the_parts_are_for_their_custodians_and_two_of_them_make_the_secret(quorum, custodians):
    shares = {share.custodian_id: bytes(share.sealed_part) for share in Share.objects.all()}

    parts = [open_sealed(one.secret, shares[one.holder.pk]) for one in custodians]

    assert SecretKey(combine([Part(part[0], part[-32:]) for part in parts[:2]])).public == quorum.holder.public_key
    for one, other in combinations(custodians, 2):
        with pytest.raises(BrokenBox):
            open_sealed(one.secret, shares[other.holder.pk])


def test_a_share_that_was_changed_is_noticed(quorum, custodians):
    made, request = make_compartment(Person().holder), uuid4()
    share = quorum.shares.get(custodian=custodians[0].holder)
    raw = bytearray(open_sealed(custodians[0].secret, share.sealed_part))
    raw[-1] ^= 1
    part = Part(raw[0], bytes(raw[-32:]))
    Share.objects.filter(pk=share.pk).update(sealed_part=recovery._seal(share.custodian, part, quorum.pk))
    agree(quorum, request, custodians[0])

    with pytest.raises(BrokenBox):
        opened(quorum, request, made.compartment.scope, custodians[1])


def test_other_custodians_come_into_reach_with_the_next_rotation(quorum):
    anna, others = Person(), [Person(), Person(), Person()]
    made = make_compartment(anna.holder)
    scope = made.compartment.scope

    later = found(others)
    assert recovery.quorum_of(scope) == quorum
    rotate(compartment_id=made.compartment.pk, keyring=anna.keyring, at=NIGHT)

    assert recovery.quorum_of(scope) == later
    agree(later, scope, others[0])
    assert opened(later, scope, scope, others[1]).key_for(made.compartment.pk) == anna.keyring.key_for(
        made.compartment.pk
    )
    recovery.forget_empty()
    assert list(Quorum.objects.all()) == [later]
    assert not Holder.objects.filter(pk=quorum.holder_id).exists()


def test_what_is_older_than_the_quorum_comes_into_reach_with_a_rotation(custodians):
    anna = Person()
    made = make_compartment(anna.holder)
    quorum = found(custodians)
    assert recovery.quorum_of(made.compartment.scope) is None

    rotate(compartment_id=made.compartment.pk, keyring=anna.keyring, at=NIGHT)

    assert recovery.quorum_of(made.compartment.scope) == quorum


def test_a_quorum_reaches_something_only_when_it_reaches_all_of_it(custodians):
    anna, scope = Person(), uuid4()
    make_compartment(anna.holder, scope=scope)
    found(custodians)
    make_compartment(anna.holder, scope=scope, kind="team")

    assert recovery.quorum_of(scope) is None


def test_there_is_one_quorum_in_use(quorum):
    holder = Holder.objects.create(kind="recovery", public_key=quorum.holder.public_key)

    with pytest.raises(IntegrityError), transaction.atomic():
        Quorum.objects.create(holder=holder, needed=2, founded_at=NIGHT)


def test_a_quorum_that_was_replaced_gets_no_new_grant(quorum):
    later = found([Person(), Person()])

    made = make_compartment(quorum.holder)

    assert list(Grant.objects.filter(compartment=made.compartment).values_list("holder_id", flat=True)) == [
        later.holder_id
    ]
