"""An association does not lose its last key by a wrong click, and the duty is with who can read."""

import pytest
from django.utils import timezone

from tests.support.staff import make_colleague
from weerbaar.team.network import queries
from weerbaar.team.network.actions import (
    LastKey,
    admit,
    end_membership,
    found_association,
    join,
    seat_first_member,
    take_duty,
)
from weerbaar.team.network.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def raadsleden(at):
    return found_association(code="raadsleden", name="Raadsleden", by="system", at=at)


def test_the_last_with_a_key_stays_until_a_colleague_has_it_too(raadsleden, at):
    vera, bas = make_colleague(name="Vera Voorbeeld"), make_colleague(name="Bas Bedacht")
    first = seat_first_member(association=raadsleden, account=vera.account, at=at)
    second = join(association=raadsleden, account=bas.account, by=vera.account, at=at)
    raadsleden.refresh_from_db()
    with pytest.raises(LastKey):
        end_membership(member=first, by=bas.account, at=at)

    admit(member=Member.objects.get(pk=second.pk), by=vera.account, keyring=vera.keyring, at=at)
    end_membership(member=first, by=bas.account, at=at)

    assert [member.account for member in Member.objects.all()] == [bas.account]


def test_the_duty_is_with_who_took_it_last_and_can_read(raadsleden, at):
    vera = make_colleague(name="Vera Voorbeeld")
    empty = found_association(code="griffiers", name="Griffiers", by="system", at=at)
    assert queries.on_duty() is None

    seat_first_member(association=raadsleden, account=vera.account, at=at)
    take_duty(association=empty, by=vera.account, at=at)

    assert queries.on_duty() == raadsleden
