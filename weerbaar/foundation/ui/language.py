"""Which language a page speaks: Dutch, unless the visitor chose otherwise with the switch.

What a browser says it prefers is not asked. Our visitors hold Dutch offices, often on a laptop that someone set to
English; a page in the wrong language is one more thing to solve at night.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

DUTCH = "nl"
ONE_LANGUAGE = "has_one_language"
"""The attribute of a request whose page exists in one language only."""


class LanguageMiddleware:
    """Speaks the language in the cookie of the switch, if it is one of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            # What it speaks by now: a page may exist in Dutch alone.
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


def only_in_dutch(request: HttpRequest) -> None:
    """Will speak Dutch for the rest of this request, and offer no other language: what the page shows has no other."""
    translation.activate(DUTCH)
    request.LANGUAGE_CODE = DUTCH
    setattr(request, ONE_LANGUAGE, True)
