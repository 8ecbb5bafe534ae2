"""How the web server treats a connection: it does not wait for ever, answers in Dutch, and writes down no address.

gunicorn's own worker waits without end for the rest of a request, so that eight half requests take the house away, and
logs the address of whoever sends something that it cannot read (promise 7).
"""

import sys
import traceback
from html import escape
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.workers.gthread import TConn, ThreadWorker

PATIENCE_SECONDS = 15
"""How long a connection may say nothing while we wait for the rest of what it sends, or for it to take our answer."""

_TOO_LONG = (
    (errors.LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (errors.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
)
_PAGE = """<!doctype html>
<html lang="nl"><meta charset="utf-8"><title>Overleg</title>
<h1>{title}</h1><p>{advice}</p><p><a href="/">Naar het begin</a></p></html>
"""
_ADVICE = {
    False: (
        "Dit konden wij niet lezen",
        "Wij hebben niets opgeslagen. Ga terug en probeer het nog een keer, of bel ons.",
    ),
    True: ("Er ging iets mis bij ons", "Dit ligt niet aan u. Probeer het over een paar minuten opnieuw, of bel ons."),
}
_HEADERS = (
    "Connection: close",
    "Content-Type: text/html; charset=utf-8",
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy: same-origin",
    "X-Content-Type-Options: nosniff",
)


class DiscreetLogger(Logger):  # type: ignore[misc]
    """Tells what broke and where in the code, never the address, the path or the words that it broke on."""

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - they name the path
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, TimeoutError):
            self.broke(error)

    def broke(self, error: BaseException) -> None:
        """Will log the kind of the error and the lines of code."""
        where = "".join(traceback.format_tb(error.__traceback__))
        self.error("A request broke: %s\n%s", type(error).__name__, where)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Threads that give up on who falls silent halfway."""

    def enqueue_req(self, conn: TConn) -> None:
        def init() -> None:
            # gunicorn has made the socket wait for ever a moment ago; this comes behind it, for each request anew.
            TConn.init(conn)
            conn.sock.settimeout(PATIENCE_SECONDS)

        conn.init = init
        super().enqueue_req(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Will answer what could not be read with 400, 414 or 431, and what we broke on with 500."""
        del req, addr
        is_ours = type(exc).__module__ != errors.__name__ or "Response" in type(exc).__name__
        if is_ours:
            self.log.broke(exc)
        status = HTTPStatus.INTERNAL_SERVER_ERROR if is_ours else HTTPStatus.BAD_REQUEST
        status = next((found for kind, found in _TOO_LONG if isinstance(exc, kind)), status)
        try:
            util.write_nonblock(client, _answer(status, ours=is_ours))
        except OSError:
            self.log.debug("Nobody waited for the answer.")


def _answer(status: HTTPStatus, *, ours: bool) -> bytes:
    title, advice = _ADVICE[ours]
    page = _PAGE.format(title=escape(title), advice=escape(advice)).encode()
    head = [f"HTTP/1.1 {status.value} {status.phrase}", *_HEADERS, f"Content-Length: {len(page)}"]
    return "\r\n".join([*head, "", ""]).encode() + page
