"""When the second factor was last shown in this session: allauth's records hold it."""

from datetime import UTC, datetime

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from weerbaar.foundation.accounts.models import Account


def showed_second_factor_since(request: HttpRequest, moment: datetime) -> bool:
    """Will tell whether who is signed in showed a code or a passkey at or after `moment`."""
    account = request.user
    if not isinstance(account, Account):
        return False
    records = get_authentication_records(request, account)
    shown = [record["at"] for record in records if record["method"] == "mfa"]
    return bool(shown) and datetime.fromtimestamp(max(shown), tz=UTC) >= moment
