"""What opens one page for who holds it: a long token for links and pictures, and a short code for typing from paper.

The letters are Crockford's base 32, which has no I, L, O or U: what is read wrongly is read as what was meant. The last
sign of a code is a check (Luhn's algorithm over 32 signs, ISO/IEC 7812-1 annex B), so that a slip is told from a guess.
"""

import hashlib
import secrets

from weerbaar.foundation.vault import application_box

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
TOKEN_SIGNS = 26
"""130 bits: nobody guesses these, so that their digest needs no key."""
CODE_SIGNS = 8
"""40 bits, and a check: guessing must be slowed where these are taken."""


class NotACode(Exception):
    """What was typed cannot be a code: too long or short, a strange sign, or a slip of the finger."""


def new_token() -> str:
    """Will return a token from the system's random source, in small letters, fit for an address."""
    return _random(TOKEN_SIGNS).lower()


def new_code() -> str:
    """Will return a code as it is printed: in groups, in capitals, with its check at the end."""
    signs = _random(CODE_SIGNS)
    return shown(signs + _check(signs))


def shown(code: str) -> str:
    """Will return a code in groups of three, as people read it out."""
    return "-".join(code[place : place + 3] for place in range(0, len(code), 3))


def read_code(typed: str) -> str:
    """Will return the code as it was given out, however it was typed; raises `NotACode`."""
    signs = typed.strip().upper().translate(_MEANT)
    if len(signs) != CODE_SIGNS + 1 or not set(signs) <= set(_SIGNS) or _check(signs[:-1]) != signs[-1]:
        raise NotACode
    return shown(signs)


def digest_of_token(token: str) -> bytes:
    """Will return what to look a token up by; it does not lead back to the token."""
    return hashlib.sha256(token.strip().lower().encode()).digest()


def digest_of_code(code: str) -> bytes:
    """Will return what to look a code up by. It takes the application's key, because 40 bits alone can be tried."""
    return application_box.keyed_hash(code, purpose="code-of-a-link")


def _random(length: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(length))


def _check(signs: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = _SIGNS.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // len(_SIGNS) + value % len(_SIGNS)
    return _SIGNS[-total % len(_SIGNS)]
