"""Fetching the mail that came in, and giving each message to whom it concerns, in a transaction of its own.

A message is filed away only after what it said is committed. Somebody who pulls the plug in between makes that a message
is read twice: what a reader does the second time changes nothing.
"""

import logging
from datetime import datetime

from django.db import DatabaseError, DataError, transaction

from weerbaar.foundation.gateways.mailbox import Round, mailbox
from weerbaar.foundation.jobs import arrivals

logger = logging.getLogger(__name__)


def read_mailbox(*, at: datetime) -> Round:
    """Will give every unread message to the readers; what none of them knows is left for a person. Raises MailboxNotRead.

    Without a mailbox there is nothing to read.
    """
    found = mailbox()
    return found.read(lambda content: _read(content, at)) if found else Round()


def _read(content: bytes, at: datetime) -> bool:
    try:
        with transaction.atomic():
            return bool(arrivals.receive(content, at=at))
    except Exception as error:
        if isinstance(error, DatabaseError) and not isinstance(error, DataError):
            raise  # the message is as good as it was: later again
        # Whatever a stranger wrote that breaks us, or fits in no column, is for a person to look at.
        logger.error("A message could not be read: %s", type(error).__name__)  # noqa: TRY400 - a trace would quote it
        return False
