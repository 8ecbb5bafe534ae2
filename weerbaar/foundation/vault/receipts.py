"""The receipt: seven words that are a key.

With 84 bits from the system's random source no slow stretching is needed: from the words come, by derivation with
separate names, a locator to find the thread and a key pair that is a holder like any other.
"""

from dataclasses import dataclass, field

from weerbaar.foundation.vault.keys import SecretKey, derive
from weerbaar.foundation.vault.words import new_words, read_words

WORDS = 7


@dataclass(frozen=True)
class Receipt:
    """Seven words, where they lead and what they open. Prints as nothing."""

    words: str = field(repr=False)

    @classmethod
    def new(cls) -> "Receipt":
        """Will return a fresh receipt of 84 bits."""
        return cls(new_words(WORDS))

    @classmethod
    def read(cls, typed: str) -> "Receipt":
        """Will return the receipt that was typed; raises `NotAReceipt` when these are not seven of our words."""
        return cls(read_words(typed, WORDS))

    @property
    def locator(self) -> bytes:
        """What finds the thread in the database and opens nothing, 32 bytes."""
        return derive(self.words.encode(), "receipt/locator")

    @property
    def secret(self) -> SecretKey:
        """What opens the thread."""
        return SecretKey(derive(self.words.encode(), "receipt/holder"))
