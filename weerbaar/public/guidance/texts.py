"""A text in Dutch, and in English where it was translated."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from weerbaar.public.guidance.prose import as_html


@dataclass(frozen=True)
class Text:
    """What a reader sees, in the language of the page when there is one, and else in Dutch."""

    nl: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if self.en and get_language() == "en" else self.nl

    def __bool__(self) -> bool:
        return bool(self.nl)

    @property
    def html(self) -> SafeString:
        return as_html(str(self))
