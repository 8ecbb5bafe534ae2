"""Cookies that are decided on while a request is answered, and set when the answer leaves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


def set_later(request: HttpRequest, name: str, value: str, *, max_age: int | None = None) -> None:
    """Will set an HttpOnly cookie on the answer to this request; without `max_age` it ends with the browser."""
    _waiting(request)[name] = (value, max_age)


def delete_later(request: HttpRequest, name: str) -> None:
    """Will delete the cookie on the answer to this request."""
    _waiting(request)[name] = None


def value_of(request: HttpRequest, name: str) -> str:
    """Will return the cookie as the next request would send it, or an empty text."""
    waiting = _waiting(request)
    if name not in waiting:
        return request.COOKIES.get(name, "")
    chosen = waiting[name]
    return chosen[0] if chosen else ""


def apply(request: HttpRequest, response: HttpResponseBase) -> None:
    """Will put what was decided on the answer."""
    for name, chosen in _waiting(request).items():
        if chosen is None:
            response.delete_cookie(name, samesite="Lax")
            if settings.SECURE_COOKIES:
                # A browser ignores a `__Host-` cookie that is not marked secure, the one that deletes included.
                response.cookies[name]["secure"] = True
            continue
        value, max_age = chosen
        response.set_cookie(
            name, value, max_age=max_age, secure=settings.SECURE_COOKIES, httponly=True, samesite="Lax", path="/"
        )


def _waiting(request: HttpRequest) -> dict[str, tuple[str, int | None] | None]:
    waiting: dict[str, tuple[str, int | None] | None] = request.__dict__.setdefault("cookies_later", {})
    return waiting
