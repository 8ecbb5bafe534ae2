"""What a browser may do with our answers, and what a visitor sees when an answer cannot be given."""

from collections.abc import Callable
from gzip import decompress
from http import HTTPStatus
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.handlers.wsgi import LimitedStream
from django.http import Http404, HttpRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect

from weerbaar.foundation.ui import errors
from weerbaar.foundation.vault.errors import NotGranted

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "encrypted-media",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "hid",
            "identity-credentials-get",
            "idle-detection",
            "local-fonts",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "picture-in-picture",
            "screen-wake-lock",
            "serial",
            "usb",
            "xr-spatial-tracking",
        )
    ),
}
FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
LOOKING = frozenset({"GET", "HEAD"})
KEEP_NOTHING = "no-store"
ASK_AGAIN = "no-cache, private"


class SecurityHeadersMiddleware:
    """Will set the headers of every answer, and turn what a view could not handle into a page in Dutch.

    It stands first, so that it sees static files and the answers of every other middleware too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND and _lists_addresses(response):
            # Django would show the list of addresses instead of the page that a visitor gets. A page of a view stays.
            response = errors.page_not_found(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = ASK_AGAIN if _may_be_kept(request, response) else KEEP_NOTHING
        response.headers.pop("Server", None)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Will read the form before anybody else does: what cannot be read gets a clear answer, also while developing."""
        if request.method != "POST":
            return None
        try:
            request.POST  # noqa: B018 - reading it is what may fail
        except RequestDataTooBig:
            _forget_uploads(request)
            return errors.too_large(request)
        except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            _forget_uploads(request)
            return errors.bad_request(request)
        return errors.bad_request(request) if _was_cut_off(request) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Will answer what is nobody's mistake in code: not there, too large, a database or disk that is full or busy."""
        if isinstance(exception, errors.LeadsOn) and request.method in LOOKING:
            return redirect(exception.address)
        if isinstance(exception, Http404 | NotGranted):
            # Without a key there is nothing there, also when the key went while the page was being made.
            return errors.page_not_found(request)
        if isinstance(exception, RequestDataTooBig):
            return errors.too_large(request)
        if errors.is_out_of_order(exception):
            return errors.out_of_order(request)
        return None


class PagePolicyMiddleware:
    """Will tell the browser what a page of ours may load. It is the same for every page, so it is put into words once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # What Django shows to a developer when something broke styles itself.
        if not (settings.DEBUG and response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR):
            response.headers.setdefault(HEADER, self.policy)
        return response


def _lists_addresses(response: HttpResponseBase) -> bool:
    content: bytes = getattr(response, "content", b"")
    if response.headers.get("Content-Encoding") == "gzip":
        content = decompress(content)  # every browser asks for it packed
    return b"<title>Page not found at" in content


def _forget_uploads(request: HttpRequest) -> None:
    """Django tells nobody that it stopped reading in the middle of a file."""
    for handler in request.upload_handlers:
        handler.upload_interrupted()


def _was_cut_off(request: HttpRequest) -> bool:
    """Whether the connection ended before all of the form had come in; half a message is not a message."""
    stream = getattr(request, "_stream", None)
    if request.content_type not in FORMS or not isinstance(stream, LimitedStream):
        return False
    # A request that was too large was left unread on purpose; its form says so.
    return stream._pos < stream.limit and not hasattr(request, "upload_refused")  # type: ignore[attr-defined] # noqa: SLF001


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    match = request.resolver_match
    door = getattr(match.func, "door", None) if match else None
    is_plainly_public = request.method in LOOKING and door is not None and door.kind == "public"
    went_well = response.status_code < HTTPStatus.BAD_REQUEST
    return is_plainly_public and went_well and KEEP_NOTHING not in response.headers.get("Cache-Control", "")
