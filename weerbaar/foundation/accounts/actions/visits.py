"""A visit that goes on: once a minute its session is written, and preferably along with something else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.http import HttpRequest


@contextmanager
def one_commit(request: HttpRequest) -> Iterator[None]:
    """Will write a session that changed in one commit with what is done inside: each commit waits for the disk.

    The session goes first, because the audit trail must be locked last. Raises `SessionInterrupted`, as Django does, when
    the visit was ended meanwhile; then nothing inside was done.
    """
    if not request.session.modified:
        yield
        return
    with transaction.atomic():
        try:
            request.session.save()
        except UpdateError:
            message = "the visit was ended while this page was asked for"
            raise SessionInterrupted(message) from None
        yield
    request.session.modified = False
