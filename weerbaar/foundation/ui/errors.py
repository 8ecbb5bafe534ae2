"""Pages for when something goes wrong: what happened, what is kept, what to do, and the number to call."""

import errno
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.keyrings import staff_keyring

WORTH_KEEPING = 20
NEVER_SHOWN = ("pass", "wacht", "receipt", "code", "token", "secret", "key", "reach")


@dataclass(frozen=True)
class Explanation:
    """What an error page says."""

    title: str | Promise
    happened: str | Promise
    kept: str | Promise
    advice: str | Promise


class LeadsOn(Http404):
    """What was asked for is not there, but whoever asks may read at `address` where it went.

    Only a request that looks is led on. What was sent gets 404, with its texts to copy.
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address


NOTHING_STORED = _("Wij hebben niets opgeslagen.")
EXPLANATIONS = {
    HTTPStatus.BAD_REQUEST: Explanation(
        _("Dit konden wij niet lezen"),
        _("Er kwam iets anders aan dan wij verwachtten."),
        NOTHING_STORED,
        _("Ga terug en probeer het nog een keer."),
    ),
    HTTPStatus.FORBIDDEN: Explanation(
        _("Dit mag alleen vanaf onze eigen pagina"),
        _("Deze pagina stond te lang open, of het formulier is al een keer verstuurd."),
        NOTHING_STORED,
        _("Ga terug, laad de pagina opnieuw en verstuur het nog een keer."),
    ),
    HTTPStatus.NOT_FOUND: Explanation(
        _("Deze pagina is er niet"),
        _("Misschien klopt het adres niet helemaal, of bestaat de pagina niet meer."),
        "",
        _("Ga naar het begin, of bel ons."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Explanation(
        _("Dit is te groot om te versturen"),
        _("Uw tekst of een van uw bestanden is groter dan wij kunnen ontvangen."),
        NOTHING_STORED,
        _("Ga terug en stuur minder bestanden, of kleinere. De tekst kan ook zonder bestanden."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: Explanation(
        _("Het is nu erg druk"),
        _("Wij krijgen meer berichten dan wij tegelijk kunnen verwerken."),
        NOTHING_STORED,
        _("Wacht even en probeer het dan opnieuw. Wilt u niet wachten, bel ons dan."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Explanation(
        _("Er ging iets mis bij ons"),
        _("Dit ligt niet aan u. Wij krijgen er bericht van."),
        _("Wat u net verstuurde is niet opgeslagen. Wat er al stond is er nog."),
        _("Probeer het over een paar minuten opnieuw, of bel ons."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Explanation(
        _("Wij kunnen dit nu even niet bewaren"),
        _("Ons systeem is bezig of vol. Dit ligt niet aan u."),
        _("Wat u net verstuurde is niet opgeslagen. Wat er al stond is er nog."),
        _("Probeer het over een paar minuten opnieuw, of bel ons."),
    ),
}
NOT_FOUND_AT_WORK = replace(
    EXPLANATIONS[HTTPStatus.NOT_FOUND], advice=_("Ga terug, of kies waar u verder wilt werken.")
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Will answer 400, or 413 when what came in was too large."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Will answer as if there is nothing here: "you may not" would tell that there is something."""
    return page_not_found(request, exception)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Will answer 404; to who is at work here in the frame of their work, when there is a database to tell who that is."""
    try:
        if hasattr(request, "user") and staff_keyring(request, at=timezone.now()) is not None:
            return _page(request, HTTPStatus.NOT_FOUND, NOT_FOUND_AT_WORK, frame="ui/staff.html")
    except DatabaseError:
        pass
    return _page(request, HTTPStatus.NOT_FOUND)


def too_large(request: HttpRequest) -> HttpResponse:
    """Will answer 413."""
    return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def too_busy(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Will answer 429 and ask to wait `retry_after` seconds; the text that was typed stays on the page."""
    response = _page(request, HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Will answer 500, or 503 when the database or the disk cannot take more just now."""
    exception = sys.exc_info()[1]
    if exception is not None and is_out_of_order(exception):
        return out_of_order(request)
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def out_of_order(request: HttpRequest) -> HttpResponse:
    """Will answer 503: nothing is broken, but nothing can be stored at this moment."""
    response = _page(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Will answer 400 with the text that was typed; a view that can do better says so in `on_csrf_failure`."""
    match = request.resolver_match
    own_answer = getattr(match.func, "on_csrf_failure", None) if match else None
    if own_answer is not None:
        response: HttpResponse = own_answer(request, reason)
        return response
    return _page(request, HTTPStatus.BAD_REQUEST, EXPLANATIONS[HTTPStatus.FORBIDDEN])


def is_out_of_order(exception: BaseException) -> bool:
    """Will tell a locked database or a full disk from a mistake in our code."""
    return isinstance(exception, OperationalError) or (
        isinstance(exception, OSError) and exception.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
    )


def _page(
    request: HttpRequest, status: HTTPStatus, explanation: Explanation | None = None, *, frame: str = "ui/public.html"
) -> HttpResponse:
    context = {
        "explanation": explanation or EXPLANATIONS[status], "typed": list(_typed(request)), "frame": frame,
        "at_work": explanation is NOT_FOUND_AT_WORK,
        # What was pressed and did not happen is said once: not on a page that a browser may ask for by itself.
        "unsent": None,
    }  # fmt: skip
    return render(request, "ui/error.html", context, status=status)


def _typed(request: HttpRequest) -> Iterator[str]:
    """The longer texts of a form that could not be taken, never a secret; so that nobody has to write it twice."""
    if request.method != "POST":
        return
    try:
        fields = list(request.POST.lists())
    except Exception:  # noqa: BLE001 - what cannot be read cannot be kept, whatever the reason
        return
    for name, values in fields:
        if not any(word in name.lower() for word in NEVER_SHOWN):
            yield from (text for text in values if len(text) >= WORTH_KEEPING or "\n" in text)
