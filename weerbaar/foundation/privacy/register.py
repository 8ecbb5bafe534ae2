"""The register: what we keep about whom, why, on what ground, how long, and how it is protected.

Each room says it once, beside its models, in `privacy.py` under the name `RECORDS`. It is used for the nightly purge,
for the register that the AVG asks for (docs/avg-register.md), and by the test that fails on an undeclared field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["public", "personal", "sealed"]
Then = Literal["purge"]


@dataclass(frozen=True)
class Classification:
    """How much one field says about a person, and what stands in its place in a scrubbed copy."""

    kind: Kind
    scrub: str | None = None
    how: str = ""


def public() -> Classification:
    """Will classify a field that says nothing about a person: it may be read by anyone who can read the database."""
    return Classification("public")


def personal(*, scrub: str) -> Classification:
    """Will classify a field that says something about a person, with the invented value that replaces it."""
    return Classification("personal", scrub)


def sealed(*, how: str = "") -> Classification:
    """Will classify a field that only a holder of the key can read.

    A `SealedField` of the vault says by itself how it is sealed; any other column says it in `how`, in Dutch.
    """
    return Classification("sealed", how=how)


@dataclass(frozen=True)
class Keep:
    """How long a row stays. Either a number of days after a moment in the row, or as long as there is a need."""

    number_of_days: int | None = None
    after: str = ""
    then: Then = "purge"
    why: str = ""

    @classmethod
    def days(cls, number: int, *, after: str, then: Then = "purge") -> "Keep":
        """Will keep a row `number` days after the moment in its column `after`; raises ValueError under one day."""
        if number < 1 or not after:
            message = "A term is at least one day, counted from a column."
            raise ValueError(message)
        return cls(number_of_days=number, after=after, then=then)

    @classmethod
    def while_needed(cls, why: str) -> "Keep":
        """Will keep a row until something else ends it; `why` says what, in Dutch, or ValueError is raised."""
        if not why.strip():
            message = "Keeping something without a term needs a reason."
            raise ValueError(message)
        return cls(why=why)


@dataclass(frozen=True)
class Record:
    """One line of the register: a model, its purpose, ground and term, and a classification of each of its fields."""

    model: str
    what: str
    why: str
    ground: str
    keep: Keep
    fields: Mapping[str, Classification]
    whom: str = "medewerkers met een sleutel of een rol die dat toestaat"

    def names(self, kind: Kind) -> list[str]:
        """Will name the fields of one kind, in the order in which they were declared."""
        return [name for name, classification in self.fields.items() if classification.kind == kind]
