"""The door through which the web server hands us requests."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
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


django.setup(set_prefix=False)
application = HouseHandler()
