"""What every kind of evidence becomes: a source, and the messages in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""The clock of a telephone that wrote no offset."""
_FAST_CLOCK = timedelta(days=1)
"""A clock may be wrong by a time zone or two before a date is called impossible."""


class Kind(TextChoices):
    """What somebody brought."""

    MAIL = "mail", _("E-mail")
    CHAT = "chat", _("Chat")
    SOCIAL = "social", _("Archief van sociale media")
    ARCHIVE = "archive", _("Archief met bestanden")
    PASTED = "pasted", _("Geplakte tekst")
    TEXT = "text", _("Tekst")
    PDF = "pdf", _("PDF")
    OTHER = "other", _("Ander bestand")


class Flag(TextChoices):
    """What a reader of a message must know before leaning on it."""

    FUTURE = "future", _("De datum ligt in de toekomst.")
    TIME_UNSURE = "time_unsure", _("Het tijdstip is onzeker.")
    TIME_DERIVED = "time_derived", _("Het tijdstip is afgeleid uit het nummer van het bericht.")
    CHARACTERS_GUESSED = "characters_guessed", _("Niet alle tekens waren leesbaar; sommige zijn gegokt.")
    DELETED = "deleted", _("De afzender heeft dit bericht verwijderd.")
    EDITED = "edited", _("De afzender heeft dit bericht veranderd.")
    SYSTEM = "system", _("Dit is een melding van de app.")
    DAMAGED = "damaged", _("Dit bericht is beschadigd of niet compleet.")
    UNREADABLE = "unreadable", _("Dit bestand uit het archief kon niet worden gelezen.")
    MAYBE_LOCKED = "maybe_locked", _("Dit bestand is versleuteld; misschien is een wachtwoord nodig.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file with a message. `path` finds it in the original; without a digest it was named but not there."""

    name: str
    path: str = ""
    media_type: str = ""
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message. `source_path` says where in the original it stands; no `sent_at` means that it is not known."""

    sent_at: datetime | None
    sender: str
    text: str
    source_path: str
    recipients: tuple[str, ...] = ()
    subject: str = ""
    links: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Source:
    """The original, as it came in. Its name is what somebody called it and decides nothing."""

    name: str
    kind: Kind
    media_type: str
    size: int
    sha256: str
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A source and the messages in it, read one by one as they are asked for: while reading, `CannotRead` may come."""

    source: Source
    messages: Iterator[Message]


class Reason(TextChoices):
    """Why evidence cannot be read. The original is kept all the same."""

    EMPTY = "empty", _("Dit bestand is leeg.")
    CORRUPT = "corrupt", _("«%(name)s» is beschadigd of niet compleet. Het origineel blijft wel bewaard.")
    LOCKED = "locked", _("«%(name)s» is met een wachtwoord beveiligd. Haal het wachtwoord eraf en probeer het opnieuw.")
    NESTED = "nested", _("In dit archief zit weer een archief: «%(name)s». Pak dat eerst uit en stuur het apart.")
    TOO_DEEP = "too_deep", _("In «%(name)s» zitten te veel berichten in elkaar.")
    TOO_LARGE = "too_large", _("«%(name)s» is te groot om te lezen.")
    GROWS = (
        "grows",
        _("Het archief groeit bij het uitpakken te veel: «%(name)s». Dat lezen we niet, voor de veiligheid."),
    )
    TOO_MANY_FILES = "too_many_files", _("Hierin zitten te veel bestanden. Verdeel ze en stuur ze in delen.")
    TOO_MANY_MESSAGES = (
        "too_many_messages",
        _("Hierin staan meer berichten dan we in een keer kunnen lezen. Kies een kortere periode."),
    )
    TOO_MANY_LINES = (
        "too_many_lines",
        _("Hierin staan meer regels dan we in een keer kunnen lezen. Kies een kortere periode."),
    )
    UNSAFE_NAME = "unsafe_name", _("In dit archief heeft een bestand een naam die niet klopt: «%(name)s».")
    OVERLAPS = (
        "overlaps",
        _("In dit archief liggen bestanden over elkaar heen: «%(name)s». Dat lezen we niet, voor de veiligheid."),
    )
    DISHONEST = (
        "dishonest",
        _("«%(name)s» is niet zo groot als het archief zegt. Dat lezen we niet, voor de veiligheid."),
    )
    DOUBLE = "double", _("In dit archief staat «%(name)s» twee keer.")


class CannotRead(Exception):
    """Evidence that cannot be read. As text it says why and names nothing; `words` are for whoever brought it."""

    def __init__(self, reason: Reason, name: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.name = name

    @property
    def words(self) -> str:
        """What went wrong, in Dutch, with the name of the file."""
        return str(self.reason.label) % {"name": self.name[:200]}


def flags_of_time(sent_at: datetime | None, *, at: datetime) -> frozenset[Flag]:
    """Will return the flag of a moment that lies in the future, seen from `at`."""
    return frozenset({Flag.FUTURE}) if sent_at is not None and sent_at > at + _FAST_CLOCK else frozenset()


def in_amsterdam(local: datetime) -> tuple[datetime, bool]:
    """Will return the moment of a clock on an Amsterdam wall, and whether it is unsure: the clock was moved that night.

    The hour that comes twice is taken the first time; the hour that was skipped is taken as if the clock had not moved.
    """
    first, second = local.replace(tzinfo=AMSTERDAM, fold=0), local.replace(tzinfo=AMSTERDAM, fold=1)
    return first.astimezone(UTC), first.utcoffset() != second.utcoffset()


def moment_of(seconds: float) -> datetime | None:
    """Will return the moment of a number of seconds since 1970, or nothing when no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, OSError, ValueError, TypeError):
        return None
