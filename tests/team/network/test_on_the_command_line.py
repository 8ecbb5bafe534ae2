"""An operator founds associations and seats the first reader; no page does."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.cases import make_case
from tests.factories.team import make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import queries as cases
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.vault import circles
from weerbaar.team.network import actions, queries
from weerbaar.team.network.models import Association, Member

pytestmark = pytest.mark.django_db


def found(*arguments: str) -> str:
    said = StringIO()
    call_command("network", "found", *arguments, stdout=said)
    return said.getvalue()


def test_an_association_is_founded_without_a_reader():
    said = found("raadsleden", "Vereniging voor Raadsleden")

    assert said == "network: Vereniging voor Raadsleden is known as raadsleden\n"
    assert list(queries.answering()) == []


def test_the_first_reader_can_open_what_comes():
    vera = make_adviser()

    found("raadsleden", "Vereniging voor Raadsleden", "--first", "VERA@overleg.invalid")
    make_case()

    assert len(cases.waiting(vera.keyring).rows) == 1


def test_a_second_first_reader_is_refused():
    make_adviser()
    make_adviser("Bas Bedacht")
    found("raadsleden", "Raadsleden", "--first", "vera@overleg.invalid")

    with pytest.raises(CommandError, match="has members already"):
        found("raadsleden", "Raadsleden", "--first", "bas@overleg.invalid")

    assert [member.account.name for member in Member.objects.all()] == ["Vera Voorbeeld"]


def test_an_administrator_is_never_the_first_reader():
    make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")

    with pytest.raises(CommandError, match="no adviser with the address"):
        found("raadsleden", "Raadsleden", "--first", "bea@overleg.invalid")

    assert Association.objects.get().circle is None


def test_a_code_that_is_no_code_is_refused():
    with pytest.raises(ValidationError):
        found("raads leden", "Raadsleden")

    assert Association.objects.count() == 0


def test_what_waits_under_an_older_key_is_sealed_anew_when_a_member_comes():
    vera, bas = make_adviser(), make_adviser("Bas Bedacht")
    make_association("raadsleden", vera, bas)
    make_case()
    bas_member = Member.objects.get(account=bas.account)
    actions.leave(member=bas_member, by=vera.account, at=timezone.now())
    assert circles.outgrown(vera.keyring) == [Association.objects.get().circle_id]

    actions.renew_circles(keyring=vera.keyring)

    assert circles.outgrown(vera.keyring) == []
    assert [row.summary for row in cases.waiting(vera.keyring).rows] != []
