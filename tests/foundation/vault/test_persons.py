"""A person's key: opened by the passphrase or the printed words, by nothing else, and never reset into readability."""

import pytest

from tests.factories.team import NIGHT
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.errors import WrongPassphrase
from weerbaar.foundation.vault.models import Holder, PersonKey

pytestmark = pytest.mark.django_db
PASSPHRASE = "lantaarn kano bezem dinsdag"


@pytest.fixture
def vera():
    return persons.create_person(passphrase=PASSPHRASE, at=NIGHT)


def unlock(person, passphrase=PASSPHRASE):
    return persons.unlock(holder_id=person.holder.pk, passphrase=passphrase)


def test_the_passphrase_opens_the_key(vera):
    assert unlock(vera) == vera.secret
    assert bytes(Holder.objects.get().public_key) == vera.secret.public


@pytest.mark.parametrize("wrong", ["", "lantaarn kano bezem", "Lantaarn kano bezem dinsdag", PASSPHRASE + " "])
def test_another_passphrase_opens_nothing(vera, wrong):
    with pytest.raises(WrongPassphrase):
        unlock(vera, wrong)


def test_the_printed_code_opens_the_key_however_it_is_typed(vera):
    typed = vera.recovery_code.upper().replace(" ", "-\n")

    assert persons.unlock_with_recovery(holder_id=vera.holder.pk, code=typed) == vera.secret
    assert len(vera.recovery_code.split()) == 8


@pytest.mark.parametrize("wrong", ["", "geen woorden", "aaibaar " * 8])
def test_another_code_opens_nothing(vera, wrong):
    with pytest.raises(WrongPassphrase):
        persons.unlock_with_recovery(holder_id=vera.holder.pk, code=wrong)


def test_a_new_passphrase_opens_the_same_key_and_the_old_one_nothing(vera, settings):
    settings.VAULT_KDF_PASSES = 2

    persons.change_passphrase(holder_id=vera.holder.pk, secret=vera.secret, passphrase="een andere zin", at=NIGHT)

    assert unlock(vera, "een andere zin") == vera.secret
    assert PersonKey.objects.get().passes == 2
    with pytest.raises(WrongPassphrase):
        unlock(vera)


def test_a_change_of_passphrase_leaves_the_printed_code_as_it_was(vera):
    persons.change_passphrase(holder_id=vera.holder.pk, secret=vera.secret, passphrase="een andere zin", at=NIGHT)

    assert persons.unlock_with_recovery(holder_id=vera.holder.pk, code=vera.recovery_code) == vera.secret


def test_a_new_printed_code_replaces_the_old_one(vera):
    fresh = persons.new_recovery_code(holder_id=vera.holder.pk, secret=vera.secret, at=NIGHT)

    assert persons.unlock_with_recovery(holder_id=vera.holder.pk, code=fresh) == vera.secret
    with pytest.raises(WrongPassphrase):
        persons.unlock_with_recovery(holder_id=vera.holder.pk, code=vera.recovery_code)
    assert unlock(vera) == vera.secret


def test_one_person_s_wrapped_key_does_not_open_in_another_s_place(vera):
    other = persons.create_person(passphrase=PASSPHRASE, at=NIGHT)
    mine = PersonKey.objects.get(holder=vera.holder)
    PersonKey.objects.filter(holder=other.holder).update(
        salt=mine.salt, wrapped_by_passphrase=mine.wrapped_by_passphrase, wrapped_by_recovery=mine.wrapped_by_recovery
    )

    with pytest.raises(WrongPassphrase):
        unlock(other)
    with pytest.raises(WrongPassphrase):
        persons.unlock_with_recovery(holder_id=other.holder.pk, code=vera.recovery_code)


def test_the_secret_is_nowhere_in_the_row(vera):
    row = PersonKey.objects.get()
    stored = b"".join(bytes(column) for column in (row.salt, row.wrapped_by_passphrase, row.wrapped_by_recovery))

    assert (stored.find(vera.secret.raw), stored.find(PASSPHRASE.encode())) == (-1, -1)


def test_pretending_to_unlock_answers_nothing():
    assert persons.pretend_unlock(passphrase="wat dan ook") is None
