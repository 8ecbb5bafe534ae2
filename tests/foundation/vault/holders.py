"""Invented holders of keys, and what they can open."""

from uuid import uuid4

from tests.factories.team import NIGHT
from weerbaar.foundation.vault.compartments import new_compartment, store_compartments
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey
from weerbaar.foundation.vault.models import Holder


class Person:
    """Someone with a key pair."""

    def __init__(self):
        self.secret = SecretKey.new()
        self.holder = Holder.objects.create(kind=Holder.Kind.PERSON, public_key=self.secret.public)

    @property
    def keyring(self):
        return Keyring(
            holder_id=self.holder.pk, secret=self.secret, bearer=f"account:{self.holder.pk}", role="adviser", at=NIGHT
        )

    def opens(self, compartment_id):
        try:
            return self.keyring.key_for(compartment_id).raw
        except NotGranted:
            return None


def make_compartment(*holders, scope=None, kind="thread"):
    made = new_compartment(scope=scope or uuid4(), kind=kind, holders=holders, at=NIGHT)
    store_compartments([made])
    return made
