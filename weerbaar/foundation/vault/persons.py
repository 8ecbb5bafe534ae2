"""A person's key pair: made once, wrapped by passphrase and by recovery code, opened at sign-in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault import passphrases
from weerbaar.foundation.vault.boxes import Place, open_box, seal
from weerbaar.foundation.vault.errors import BrokenBox, NotAReceipt, WrongPassphrase
from weerbaar.foundation.vault.keys import SecretKey, derive
from weerbaar.foundation.vault.models import Holder, PersonKey
from weerbaar.foundation.vault.words import new_words, read_words

RECOVERY_WORDS = 8
"""96 bits, printed once: strong enough to need no stretching."""


@dataclass(frozen=True)
class NewPerson:
    """What is there right after a key pair was made; the recovery code is shown once and kept nowhere."""

    holder: Holder
    secret: SecretKey
    recovery_code: str


def create_person(*, passphrase: str, at: datetime) -> NewPerson:
    """Will make a key pair wrapped by `passphrase` and by a fresh recovery code."""
    secret, code = SecretKey.new(), new_words(RECOVERY_WORDS)
    holder = Holder(kind=Holder.Kind.PERSON, public_key=secret.public)
    key = PersonKey(holder=holder, wrapped_by_recovery=_wrap_by_code(holder.id, secret, code), wrapped_at=at)
    _wrap_by_passphrase(key, secret, passphrase)
    with transaction.atomic():
        holder.save(force_insert=True)
        key.save(force_insert=True)
    return NewPerson(holder, secret, code)


def unlock(*, holder_id: UUID, passphrase: str) -> SecretKey:
    """Will return the secret that the passphrase opens: one Argon2id derivation.

    Raises `WrongPassphrase`, and `TooBusy` when too many derivations wait.
    """
    key = _key_of(holder_id)
    wrapping = passphrases.stretch(passphrase, salt=key.salt, passes=key.passes, mebibytes=key.mebibytes)
    return _unwrap(wrapping, key, "wrapped_by_passphrase")


def pretend_unlock(*, passphrase: str) -> None:
    """Will spend the time of an `unlock`, so that an unknown address takes as long as a wrong passphrase."""
    passes, mebibytes = passphrases.settings_in_force()
    passphrases.stretch(passphrase, salt=passphrases.new_salt(), passes=passes, mebibytes=mebibytes)


def unlock_with_recovery(*, holder_id: UUID, code: str) -> SecretKey:
    """Will return the secret that the printed recovery code opens; raises `WrongPassphrase`."""
    key = _key_of(holder_id)
    try:
        words = read_words(code, RECOVERY_WORDS)
    except NotAReceipt as error:
        raise WrongPassphrase from error
    return _unwrap(derive(words.encode(), "person/recovery"), key, "wrapped_by_recovery")


def change_passphrase(*, holder_id: UUID, secret: SecretKey, passphrase: str, at: datetime) -> None:
    """Will wrap the same secret by another passphrase, at the strength in force now."""
    key = PersonKey.objects.get(holder_id=holder_id)
    _wrap_by_passphrase(key, secret, passphrase)
    key.wrapped_at = at
    key.save(update_fields=["salt", "passes", "mebibytes", "wrapped_by_passphrase", "wrapped_at"])


def new_recovery_code(*, holder_id: UUID, secret: SecretKey, at: datetime) -> str:
    """Will return a fresh recovery code; the old one opens nothing any more."""
    code = new_words(RECOVERY_WORDS)
    wrapped = _wrap_by_code(holder_id, secret, code)
    PersonKey.objects.filter(holder_id=holder_id).update(wrapped_by_recovery=wrapped, wrapped_at=at)
    return code


def _key_of(holder_id: UUID) -> PersonKey:
    found = _keys_of(holder_id)
    if not found:
        raise PersonKey.DoesNotExist
    return found[0]


@prepared
def _keys_of(holder_id: UUID) -> QuerySet[PersonKey]:
    return PersonKey.objects.filter(holder_id=holder_id).select_related("holder")


def _wrap_by_passphrase(key: PersonKey, secret: SecretKey, passphrase: str) -> None:
    key.salt = passphrases.new_salt()
    key.passes, key.mebibytes = passphrases.settings_in_force()
    wrapping = passphrases.stretch(passphrase, salt=key.salt, passes=key.passes, mebibytes=key.mebibytes)
    key.wrapped_by_passphrase = seal(wrapping, secret.raw, _place(key.holder_id, "wrapped_by_passphrase"))


def _wrap_by_code(holder_id: UUID, secret: SecretKey, code: str) -> bytes:
    return seal(derive(code.encode(), "person/recovery"), secret.raw, _place(holder_id, "wrapped_by_recovery"))


def _unwrap(wrapping: bytes, key: PersonKey, column: str) -> SecretKey:
    try:
        secret = SecretKey(open_box(wrapping, getattr(key, column), _place(key.holder_id, column)))
    except BrokenBox as error:
        raise WrongPassphrase from error
    if secret.public != bytes(key.holder.public_key):
        # Someone changed the public half in the database, to be sealed to instead: this key opens nothing any more.
        raise WrongPassphrase
    return secret


def _place(holder_id: UUID, column: str) -> Place:
    return Place(table=PersonKey._meta.db_table, column=column, row=str(holder_id))
