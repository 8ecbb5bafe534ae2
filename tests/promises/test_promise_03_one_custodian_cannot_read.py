"""Promise 3: no one person opens a case alone; a custodian with the whole machine in hand opens nothing, two do."""

from itertools import combinations
from uuid import UUID

import pytest

from tests.promises.attacker import attack
from tests.promises.database import ask
from weerbaar.foundation.accounts.demo import PEOPLE
from weerbaar.foundation.vault.boxes import Place, open_box
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keys import SecretKey, open_sealed
from weerbaar.foundation.vault.passphrases import stretch
from weerbaar.foundation.vault.shamir import Part, combine

CUSTODIANS = ("ina@overleg.invalid", "ot@overleg.invalid")
OTHERS = ("cora@overleg.invalid", "bea@overleg.invalid")


def secret_of(house, email):
    """What somebody's passphrase opens, out of the stolen database."""
    asked = (
        "SELECT k.holder_id, k.salt, k.passes, k.mebibytes, k.wrapped_by_passphrase FROM vault_personkey k "
        f"JOIN accounts_account a ON a.holder_id = k.holder_id WHERE a.email = '{email}'"
    )
    [(holder, salt, passes, mebibytes, box)] = ask(house, asked)
    passphrase = next(person.passphrase for person in PEOPLE if person.email == email)
    key = stretch(passphrase, salt=bytes(salt), passes=passes, mebibytes=mebibytes)
    return open_box(key, bytes(box), Place("vault_personkey", "wrapped_by_passphrase", str(UUID(str(holder)))))


def parts_of(house, secret):
    """The shares that this secret opens."""
    found = []
    for (sealed,) in ask(house, "SELECT sealed_part FROM vault_share"):
        try:
            content = open_sealed(SecretKey(secret), bytes(sealed))
        except BrokenBox:
            continue
        found.append(Part(content[0], content[-32:]))
    return found


@pytest.mark.parametrize("email", [*CUSTODIANS, *OTHERS])
def test_one_of_them_with_everything_that_lies_on_the_machine_opens_no_word(house, story, email):
    secret = secret_of(house, email)

    loot = attack(house, [secret], number=story.number)

    assert (loot.texts, loot.files) == ([], 0)
    assert len(parts_of(house, secret)) == (email in CUSTODIANS)


def test_two_custodians_who_break_into_the_machine_together_do_open_it(house, story):
    parts = [parts_of(house, secret_of(house, email))[0] for email in CUSTODIANS]
    assert [attack(house, [part.values], number=story.number).texts for part in parts] == [[], []]

    [pair] = combinations(parts, 2)
    loot = attack(house, [combine(pair)], number=story.number)

    assert any(story.planted["note"] in text for text in loot.texts)
