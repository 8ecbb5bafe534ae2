"""What pages about accounts read."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from weerbaar.foundation.accounts.models import Account


def second_factors_of(account: Account) -> QuerySet[Authenticator]:
    """Will return the account's app and passkeys; the printed codes are a spare key, not a second factor."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(user=account, type__in=kinds).order_by("created_at")
    return factors


def has_second_factor(account: Account) -> bool:
    """Will tell whether an app or a passkey was set up."""
    return second_factors_of(account).exists()


def kinds_of_second_factor(account: Account) -> frozenset[str]:
    """Will return "totp" and "webauthn", as far as the account has them."""
    return frozenset(second_factors_of(account).values_list("type", flat=True))
