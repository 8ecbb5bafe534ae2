"""The house and the yardstick in one process. An address under /kaal/ goes past all middleware, the rest through it.

The yardstick is Django with nothing around it, so a ratio counts everything that this house adds: middleware, sessions,
sealing, templates, audit.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler

from weerbaar.config.wsgi import application as house


class BareHandler(WSGIHandler):
    """Django's handler without any middleware."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        self._view_middleware = []
        self._template_response_middleware = []
        self._exception_middleware = []
        self._middleware_chain = convert_exception_to_response(self._get_response)


bare = BareHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    handler = bare if environ["PATH_INFO"].startswith("/kaal/") else house
    return handler(environ, start_response)
