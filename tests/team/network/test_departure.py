"""Whoever leaves the team leaves its circles: the key that they held opens nothing that comes after."""

import pytest
from django.utils import timezone

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.roles import Role
from weerbaar.team.network.actions import admit, found_association, join, seat_first_member
from weerbaar.team.network.models import Association, Member


@pytest.mark.django_db
def test_closing_an_account_ends_its_memberships_and_gives_the_circle_a_new_key():
    at = timezone.now()
    leaver, stays = make_colleague(name="Vera Voorbeeld"), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    association = found_association(code="raadsleden", name="Raadsleden", by="system", at=at)
    seat_first_member(association=association, account=leaver.account, at=at)
    second = join(association=association, account=stays.account, by=leaver.account, at=at)
    admit(member=Member.objects.get(pk=second.pk), by=leaver.account, keyring=leaver.keyring, at=at)
    key_before = Association.objects.get().circle.current_id

    deactivate(account=leaver.account, by=stays.account, at=at)

    assert [member.account for member in Member.objects.all()] == [stays.account]
    assert Association.objects.get().circle.current_id != key_before
