"""What people do with their own account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from weerbaar.foundation.accounts.actions.second_factors import new_codes
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.keys import SecretKey


@dataclass(frozen=True)
class SpareKeys:
    """What is printed and put away: a code for who forgot the passphrase, and codes for who lost the phone."""

    recovery_code: str
    one_time_codes: list[str]


@transaction.atomic
def rename(*, account: Account, name: str, at: datetime) -> None:
    """Will change the name that colleagues see."""
    account.name = name.strip()
    account.save(update_fields=["name"])
    _record(account, "account.renamed", at)


def change_passphrase(*, account: Account, secret: SecretKey, passphrase: str, session_key: str, at: datetime) -> None:
    """Will wrap the account's key by another passphrase and end every other session.

    One key derivation, outside any transaction.
    """
    persons.change_passphrase(holder_id=account.holder_id, secret=secret, passphrase=passphrase, at=at)
    with transaction.atomic():
        end_sessions(account, but=session_key)
        _record(account, "passphrase.changed", at)


@transaction.atomic
def end_other_sessions(*, account: Account, session_key: str, at: datetime) -> None:
    """Will sign the account out everywhere but here."""
    end_sessions(account, but=session_key)
    _record(account, "sessions.ended", at)


@transaction.atomic
def renew_spare_keys(*, account: Account, secret: SecretKey, at: datetime) -> SpareKeys:
    """Will return a fresh recovery code and fresh one-time codes; the old ones work no more."""
    account.recovery_kept_at = None
    account.save(update_fields=["recovery_kept_at"])
    codes = new_codes(account=account, at=at)
    recovery_code = persons.new_recovery_code(holder_id=account.holder_id, secret=secret, at=at)
    _record(account, "recovery.renewed", at)
    return SpareKeys(recovery_code, [f"{code[:4]} {code[4:]}" for code in codes])


@transaction.atomic
def confirm_spare_keys_kept(*, account: Account, at: datetime) -> None:
    """Will note that the account's spare keys were put away."""
    account.recovery_kept_at = at
    account.save(update_fields=["recovery_kept_at"])
    _record(account, "recovery.kept", at)


def end_sessions(account: Account, *, but: str | None) -> None:
    """Will end the account's sessions, except the one with key `but`, whose holder must be given the new stamp."""
    account.session_stamp = uuid4()
    account.save(update_fields=["session_stamp"])
    account.sessions.exclude(session_key=but or "").delete()


def _record(account: Account, action: str, at: datetime) -> None:
    record(bearer=account.bearer, role=account.main_role, action=action, subject=account.bearer, at=at)
