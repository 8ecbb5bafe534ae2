"""A secret for the length of a visit: half in the browser, half on the server, and neither opens anything alone."""

import base64

from nacl.utils import random

from weerbaar.foundation.vault.boxes import Place, open_box, seal
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keys import KEY_BYTES

_PLACE = Place(table="session", column="secret", row="")


def seal_secret(secret: bytes) -> tuple[str, str]:
    """Will return a key for the cookie and a box for the server-side session, both as text."""
    key = random(KEY_BYTES)
    box = seal(key, secret, _PLACE)
    return base64.urlsafe_b64encode(key).decode(), base64.urlsafe_b64encode(box).decode()


def open_secret(cookie_key: str, box: str) -> bytes:
    """Will return the secret; raises `BrokenBox` when the halves do not belong together."""
    try:
        key, sealed = base64.urlsafe_b64decode(cookie_key.encode()), base64.urlsafe_b64decode(box.encode())
    except ValueError as error:
        message = "not a half of a session"
        raise BrokenBox(message) from error
    if len(key) != KEY_BYTES:
        message = "not a half of a session"
        raise BrokenBox(message)
    return open_box(key, sealed, _PLACE)
