"""For what the application itself must be able to read, such as the seeds of one-time codes.

The key comes from SECRET_KEY; what was sealed under a key of before opens for as long as that one is among
SECRET_KEY_FALLBACKS. Nothing of a case is ever sealed this way: whoever has database and settings opens these.
"""

import base64
from contextlib import suppress

from django.conf import settings

from weerbaar.foundation.vault.boxes import Place, open_box
from weerbaar.foundation.vault.boxes import seal as seal_box
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keys import derive


def seal(text: str, *, context: str) -> str:
    """Will return `text` sealed under the application's key, bound to `context`."""
    return base64.urlsafe_b64encode(seal_box(_key(settings.SECRET_KEY), text.encode(), _place(context))).decode()


def open(box: str, *, context: str) -> str:  # noqa: A001 - read as application_box.open
    """Will return the text; raises `BrokenBox` when it was changed or sealed for another context."""
    try:
        sealed = base64.urlsafe_b64decode(box.encode())
    except ValueError as error:
        message = "not a box"
        raise BrokenBox(message) from error
    for secret in settings.SECRET_KEY_FALLBACKS:
        with suppress(BrokenBox):
            return open_box(_key(secret), sealed, _place(context)).decode()
    return open_box(_key(settings.SECRET_KEY), sealed, _place(context)).decode()


def keyed_hash(text: str, *, purpose: str) -> bytes:
    """Will return 32 bytes that depend on `text` and the application's key, for counting without keeping."""
    return derive(derive(settings.SECRET_KEY.encode(), purpose), text)


def _key(secret: str) -> bytes:
    return derive(secret.encode(), "application-box")


def _place(context: str) -> Place:
    return Place(table="application", column=context, row="")
