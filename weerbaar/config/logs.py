"""What a log line may say: what happened and where in the code, never an address, a path or a word that was written."""

import logging
import traceback
from typing import Any


class DiscreetFormatter(logging.Formatter):
    """Of a request it tells the status and which page it was; of an error the kind and the lines of code.

    Django itself would quote paths, which hold invitations and case numbers, and headers that a stranger sent; the
    words of an error may quote what somebody typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Will return the line; a record about a request is rewritten first, for every handler that comes after."""
        if record.name.startswith(("django.request", "django.security")):
            record.msg, record.args = _about_request(record), ()
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that logging calls
        """Will return the kinds of the errors and where they were raised, the cause first, without their words."""
        told, error = [], ei[1]
        while error is not None:
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            told.append("".join([*traceback.format_tb(error.__traceback__), kind]))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nled to\n".join(reversed(told))


def _about_request(record: logging.LogRecord) -> str:
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    status = getattr(record, "status_code", "refused")
    return f"{status} at {match.route or '/' if match else 'no page of ours'}"
