"""What the form of an incident begins with when it comes from messages that were picked."""

from typing import Any
from uuid import UUID

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import queries
from weerbaar.confidential.incidents.monitor import Channel, Form
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM, Kind, Message
from weerbaar.foundation.ui.message_form import MOST_CHARACTERS
from weerbaar.foundation.vault.keyring import Keyring

_CHANNELS = {Kind.CHAT: Channel.CHAT, Kind.SOCIAL: Channel.SOCIAL_MEDIA, Kind.ARCHIVE: Channel.MAIL}


def begun_with(keyring: Keyring, case: Case, picked_from: UUID | None) -> dict[str, Any]:
    """Will return day, channel and words of the messages that were picked in an archive; nothing without an archive."""
    original = queries.original_for(keyring, case, picked_from) if picked_from else None
    if original is None:
        return {}
    numbers = queries.picked_of(keyring, case, original.id)
    messages = sorted(queries.messages_at(keyring, case, original.id, numbers), key=_when)
    moments = sorted(message.sent_at for message in messages if message.sent_at)
    begun: dict[str, Any] = {
        "form": Form.ONLINE,
        "channel": _CHANNELS.get(Kind(original.found.kind), ""),
        "description": "\n".join(_line(message) for message in messages)[:MOST_CHARACTERS],
    }
    if moments:
        local = moments[0].astimezone(AMSTERDAM)
        begun |= {"day": local.date(), "clock": local.time().replace(second=0, microsecond=0)}
    return begun


def _when(message: Message) -> tuple[bool, float]:
    return message.sent_at is None, message.sent_at.timestamp() if message.sent_at else 0


def _line(message: Message) -> str:
    when = message.sent_at.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M") if message.sent_at else "?"
    return f"{when} {message.sender}: {message.text}"
