"""What the door has put on a request, as types."""

from django.http import HttpRequest

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.keyring import Keyring


class StaffRequest(HttpRequest):
    """A request behind a `@staff` door: someone is signed in, and the keyring is open."""

    user: Account
    keyring: Keyring


class ReceiptRequest(HttpRequest):
    """A request behind a `@receipt` door: nobody is signed in, and the keyring is that of the receipt."""

    keyring: Keyring
