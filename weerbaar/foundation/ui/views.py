"""Pages of the house itself: the quick way out, the language, the gallery, and what other programs ask for."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from weerbaar.foundation.accounts.actions.sign_in import end_visit
from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.jobs import health as jobs_health
from weerbaar.foundation.ui.errors import (
    bad_request,
    csrf_failure,
    is_out_of_order,
    out_of_order,
    page_not_found,
    permission_denied,
    server_error,
    too_busy,
    too_large,
)
from weerbaar.foundation.ui.gallery import sample_data

__all__ = [
    "bad_request",
    "csrf_failure",
    "gallery",
    "health",
    "is_out_of_order",
    "language",
    "leave",
    "out_of_order",
    "page_not_found",
    "permission_denied",
    "robots",
    "security_txt",
    "server_error",
    "too_busy",
    "too_large",
]

PLAIN_TEXT = "text/plain; charset=utf-8"
CLOSED_TO_ROBOTS = (
    "/inloggen/",
    "/uitloggen/",
    "/dienst/",
    "/zaken/",
    "/api/",
    "/terug/",
    "/weg/",
    "/taal/",
    "/stijl/",
    "/dev/",
)
VALID_FOR = timedelta(days=180)
FORGET = '"cookies", "storage", "cache"'


@public
@csrf_exempt
@cache_control(no_store=True)
def leave(request: HttpRequest) -> HttpResponse:
    """Will send the visitor elsewhere at once, and forget them here.

    It must work without JavaScript and from a page that was open for hours, so it asks for no token. What another
    site could do with that is kept out by `_asked_for_here`: a picture elsewhere that points here signs nobody out.
    """
    response = HttpResponseRedirect(settings.QUICK_EXIT_URL)
    response.status_code = 303
    if _asked_for_here(request):
        _forget(request, response)
    return response


def _asked_for_here(request: HttpRequest) -> bool:
    """Whether one of our pages, or the visitor's own hand, asked for this.

    Every browser since 2023 says so itself. In an older one, a cookie that travels along is the sign: ours are
    not sent with requests that another site makes in the background.
    """
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return False
    asked_by = request.headers.get("Sec-Fetch-Site")
    if asked_by is None:
        return settings.SESSION_COOKIE_NAME in request.COOKIES
    return asked_by in {"same-origin", "none"}


def _forget(request: HttpRequest, response: HttpResponse) -> None:
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        try:
            end_visit(request, at=timezone.now())
        except DatabaseError:
            # Leaving comes first, database or not: without its cookie the session is out of reach and ends by itself.
            request.session = type(request.session)()
    for name in request.COOKIES:
        response.delete_cookie(name, samesite="Lax")
    response.headers["Clear-Site-Data"] = FORGET


@public
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Will show the pages in the chosen language from now on.

    No token: that would put a cookie with everyone who only reads, and a language is nothing to protect.
    """
    response: HttpResponse = set_language(request)
    return response


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Will show every component in every state, for who builds pages."""
    asked = request.GET.get("kleuren")
    context = sample_data(timezone.now()) | {"scheme": asked if asked in {"light", "dark"} else ""}
    return render(request, "ui/gallery.html", context)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Will ask search engines to leave everything but the public pages alone."""
    return render(request, "ui/robots.txt", {"closed": CLOSED_TO_ROBOTS}, content_type=PLAIN_TEXT)


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Will say where to report a hole (RFC 9116)."""
    context = {
        "contact": settings.SECURITY_CONTACT,
        "expires": (timezone.now() + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0),
        "canonical": f"{settings.SITE_URL}{request.path}",
    }
    return render(request, "ui/security.txt", context, content_type=PLAIN_TEXT)


@public
@require_safe
@cache_control(no_store=True)
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django gives it
    """Will say which parts work; 503 when one does not.

    A detail is given only of what does not work: from counts on a page that anyone may ask for, someone could tell to the
    minute when a first contact came in.
    """
    checks = jobs_health.report(timezone.now())
    well = all(check.ok for check in checks.values())
    body = {
        "ok": well,
        "checks": {
            name: {"ok": check.ok, "detail": "" if check.ok else check.detail} for name, check in checks.items()
        },
    }
    return JsonResponse(body, status=200 if well else 503)
