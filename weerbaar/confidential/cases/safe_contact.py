"""How to reach someone without doing harm: when, in which way, what may be said, and how both sides know each other."""

from dataclasses import asdict, dataclass
from json import dumps, loads

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Relation(TextChoices):
    """What someone is to the client."""

    HOUSEHOLD = "household", _("gezin of huisgenoot")
    EMPLOYER = "employer", _("werkgever")
    CLERK = "clerk", _("griffier of secretaris")
    POLICE = "police", _("contactpersoon bij de politie")
    OTHER = "other", _("iemand anders")


@dataclass(frozen=True)
class Profile:
    """When it is safe, by which way, what may be said, and the phrase of either side."""

    when: str = ""
    way: str = ""
    may_say: str = ""
    our_phrase: str = ""
    their_phrase: str = ""

    def __repr__(self) -> str:
        return "<Profile>"

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def as_text(self) -> str:
        """Will return the one text that is sealed."""
        return dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Profile":
        """Will return what `as_text` made."""
        return cls(**loads(text))
