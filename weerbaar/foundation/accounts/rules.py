"""Facts that pages and actions share: how long to wait, and what a passphrase must be."""

from collections.abc import Collection
from datetime import timedelta

from zxcvbn import zxcvbn

from weerbaar.foundation.accounts.roles import Role

FREE_FAILURES = 3
LONGEST_WAIT = 30
INVITATION_LASTS = timedelta(days=7)
STEP_UP_LASTS = timedelta(minutes=5)
SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 500
# zxcvbn's 3 withstands guessing at the door; a stolen database is guessed at without a door, which asks for 4.
LOWEST_STRENGTH = 4
# A draft waits in a session, and nobody's session may fill the disk: three times our longest message fits.
MOST_KEPT_OF_A_DRAFT = 64 * 1024
WORTH_SHOWING_AGAIN = 20


def wait_after(failures: int) -> int:
    """Will return how many seconds the next attempt has to wait: none after two failures, then 1, 2, 4 … 30."""
    if failures < FREE_FAILURES:
        return 0
    return min(1 << min(failures - FREE_FAILURES, 5), LONGEST_WAIT)


# Who lets people in does not also help them: an administrator who could appoint a reader could appoint himself.
_NEVER_BESIDE_ADMINISTRATOR = frozenset({Role.ADVISER, Role.HELPER, Role.COORDINATOR})


def may_be_combined(roles: Collection[Role]) -> bool:
    """Will tell whether one person may hold all of these roles."""
    return Role.ADMINISTRATOR not in roles or _NEVER_BESIDE_ADMINISTRATOR.isdisjoint(roles)


# Words that someone who attacks this team tries first. zxcvbn itself knows names and the most used passwords.
_GUESSED_FIRST = [
    "welkom",
    "wachtwoord",
    "wachtzin",
    "geheim",
    "overleg",
    "weerbaar",
    "bestuur",
    "gemeente",
    "gemeenteraad",
    "raadslid",
    "wethouder",
    "burgemeester",
    "griffier",
    "griffie",
    "provincie",
    "waterschap",
    "dijkgraaf",
    "ambtsdrager",
    "politiek",
    "steunpunt",
    "vertrouwenspersoon",
    "nederland",
    "amsterdam",
    "rotterdam",
    "utrecht",
    "denhaag",
    "groningen",
    "eindhoven",
    "tilburg",
    "breda",
    "nijmegen",
    "arnhem",
    "zwolle",
    "voetbal",
    "ajax",
    "feyenoord",
    "psv",
    "oranje",
    "koningsdag",
    "sinterklaas",
    "lente",
    "zomer",
    "herfst",
    "winter",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "liefde",
    "schatje",
    "familie",
    "moeder",
    "vader",
    "hond",
    "poes",
    "konijn",
]
_MEASURED = 72


def is_strong_enough(passphrase: str, *, known: list[str]) -> bool:
    """Will tell whether a passphrase takes long to guess, for someone who knows Dutch and the words in `known`.

    Only the first 72 characters are measured: longer is not weaker, and measuring takes time.
    """
    personal = [word for text in known for word in (text, *text.replace("@", " ").replace(".", " ").split())]
    return int(zxcvbn(passphrase[:_MEASURED], user_inputs=[*_GUESSED_FIRST, *personal])["score"]) >= LOWEST_STRENGTH
