"""The door through which the web server hands us requests."""

import gc
import os
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.validators import validate_email
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.config.settings")


class HouseRequest(WSGIRequest):
    """A request is read as UTF-8, whatever it claims to be: that is what our own pages send.

    Django would decode with any codec that a stranger names, and falls over when it is no codec for text.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {}


class HouseHandler(WSGIHandler):
    request_class = HouseRequest


def make_ready() -> None:
    """Will do now what would otherwise keep somebody waiting in the middle of a request."""
    import_module(settings.ROOT_URLCONF)
    # Django compiles its patterns for an address when the first one is typed: a twentieth of a second of signing in.
    validate_email("iemand@overleg.invalid")
    # Now and then Python looks through everything for what can go. What is here by now stays, so it need not look.
    gc.collect()
    gc.freeze()


django.setup(set_prefix=False)
application = HouseHandler()
make_ready()
