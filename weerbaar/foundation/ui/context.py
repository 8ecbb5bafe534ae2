"""What every page may say in its frame, under the one name `page`."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.ui.language import ONE_LANGUAGE
from weerbaar.foundation.ui.navigation import Group, rail_for
from weerbaar.foundation.ui.numbers import aloud, dialled


class Page:
    """The frame around a page. Nothing is looked up before a template asks, so an error page costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @property
    def switches_language(self) -> bool:
        """A page that answers a form cannot be asked for again in another language without losing what it says.

        Neither can one that exists in one language only.
        """
        return self._request.method == "GET" and not hasattr(self._request, ONE_LANGUAGE)

    @cached_property
    def helpline(self) -> str:
        """The number as people read it aloud: 070 373 83 14."""
        return aloud(self.helpline_digits)

    @cached_property
    def helpline_digits(self) -> str:
        return dialled(settings.HELPLINE_NUMBER)

    @property
    def quick_exit(self) -> str:
        return str(settings.QUICK_EXIT_URL)

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def me(self) -> str:
        """Who is signed in, as colleagues know them: name and role."""
        account = getattr(self._request, "user", None)
        role = getattr(account, "main_role", "")
        return f"{account} · {Role(role).label}" if role else str(account or "")

    @cached_property
    def navigation(self) -> list[Group]:
        return rail_for(self._request)


def page(request: HttpRequest) -> dict[str, Page]:
    """Will give templates the frame as `page`; a view that fills in `page` itself takes the frame away."""
    return {"page": Page(request)}
