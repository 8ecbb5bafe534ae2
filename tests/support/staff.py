"""Invented colleagues for tests: an account with a passphrase and a code app, and the way in."""

from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.utils import timezone

from weerbaar.foundation.accounts import queries
from weerbaar.foundation.accounts.actions.own_account import confirm_spare_keys_kept
from weerbaar.foundation.accounts.actions.staff import add_account
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey

PASSPHRASE = "lantaarn kano bezem dinsdag"


@dataclass
class Colleague:
    """Someone who works here, with what only they know."""

    account: Account
    secret: SecretKey
    recovery_code: str
    seed: str
    passphrase: str = PASSPHRASE

    @property
    def keyring(self) -> Keyring:
        account = self.account
        return Keyring(
            holder_id=account.holder_id,
            secret=self.secret,
            bearer=account.bearer,
            role=account.main_role,
            at=timezone.now(),
        )

    def next_code(self) -> str:
        """Will return a code that was not used yet; two are good at any moment, also when a half minute ends just now."""
        now = int(timezone.now().timestamp()) // 30
        used = queries.last_counters_of([self.account.email]).get(self.account.email, 0)
        return format_hotp_value(hotp_value(self.seed, max(now, used + 1)))

    def sign_in(self, client, next_page=""):
        """Will sign in with both factors through the pages, and return the last answer."""
        client.post("/inloggen/", {"email": self.account.email, "passphrase": self.passphrase, "next": next_page})
        return client.post("/inloggen/tweede-stap/", {"code": self.next_code()})


def make_colleague(*roles: Role, name: str = "Vera Voorbeeld", email: str = "", app: bool = True) -> Colleague:
    """Will make a colleague who kept the spare keys; without `app` there is no second factor yet."""
    now = timezone.now()
    key = persons.create_person(passphrase=PASSPHRASE, at=now)
    email = email or f"{name.split(maxsplit=1)[0].lower()}@overleg.invalid"
    account = add_account(email=email, name=name, roles=roles or (Role.ADVISER,), holder=key.holder, at=now)
    confirm_spare_keys_kept(account=account, at=now)
    seed = generate_totp_secret()
    if app:
        TOTP.activate(account, seed)
    return Colleague(account, key.secret, key.recovery_code, seed)
