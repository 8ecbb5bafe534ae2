"""The first of the three locks: every view says who may come in.

A view that says nothing does not get past the door, and a test walks the URLconf to find it before a visitor does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

from weerbaar.foundation.accounts.roles import Permission

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Door:
    """Who may come in: anyone, someone with a receipt, or staff with a permission."""

    kind: str
    permission: Permission | None = None
    step_up: bool = False
    background: bool = False
    does_nothing: Callable[[HttpRequest], bool] | None = None
    hands_out: bool = False


def public(view: View) -> View:
    """Will let anyone in."""
    view.door = Door("public")  # type: ignore[attr-defined]
    return view


def receipt(view: View) -> View:
    """Will let in who came back with the seven words of a receipt."""
    view.door = Door("receipt")  # type: ignore[attr-defined]
    return view


def staff(
    permission: Permission,
    *,
    step_up: bool = False,
    background: bool = False,
    does_nothing: Callable[[HttpRequest], bool] | None = None,
    hands_out: bool = False,
) -> Callable[[View], View]:
    """Will let in staff who hold `permission`; with `step_up`, only within five minutes of a second factor.

    `does_nothing` knows a request that the view refuses whatever else is in it, such as a form in which nothing was
    chosen: that is said at once, because a second factor for nothing is asked in vain.

    `hands_out` is for a link that answers with a file and no page: after the second factor, the page with that link comes
    back, because behind a file the form with the code would stay there, sent and dead.

    `background` is for what a page asks by itself: it does not keep a session alive that nobody sits behind.
    """

    def hang(view: View) -> View:
        # A view is a function: what its door asks hangs on it, and the architecture tests see that each has one.
        view.door = Door("staff", permission, step_up, background, does_nothing, hands_out)  # type: ignore[attr-defined]
        return view

    return hang
