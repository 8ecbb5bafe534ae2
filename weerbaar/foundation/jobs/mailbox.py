"""Who reads the mail that comes in: a registry. Rooms above say which messages are theirs.

A reader gets a message and the moment, keeps what it says, and returns whether it was its own. It runs in a transaction
of its own message, and may get the same message twice: what it does the second time changes nothing.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.db import DatabaseError, transaction

from weerbaar.foundation.gateways.mailbox import Round, mailbox

logger = logging.getLogger(__name__)
Reader = Callable[[EmailMessage, datetime], bool]
_readers: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """Will have `reader(message, at)` asked whether a message is its own; those registered first are asked first."""
    if reader not in _readers:
        _readers.append(reader)


def read_mailbox(*, at: datetime) -> Round:
    """Will give every unread message to the readers; what none of them knows is left for a person. Raises MailboxNotRead.

    Without a mailbox there is nothing to read.
    """
    found = mailbox()
    return found.read(lambda content: _read(content, at)) if found else Round()


def _read(content: bytes, at: datetime) -> bool:
    try:
        message = message_from_bytes(content, policy=policy.default)
        with transaction.atomic():
            return any(reader(message, at) for reader in _readers)
    except DatabaseError:
        raise  # the message is as good as it was: later again
    except Exception as error:  # noqa: BLE001 - whatever a stranger wrote that breaks us is for a person to look at
        logger.error("A message could not be read: %s", type(error).__name__)  # noqa: TRY400 - a trace would quote it
        return False
