"""Taking in a calendar file that a stranger wrote: bounded before it is parsed, and parsed apart from other files."""

import re
from threading import Lock

from icalendar import Calendar, use_zoneinfo

MOST_BYTES = 2_000_000
MOST_COMPONENTS = 5_000
# What repeats by the hour or faster is no appointment; a reader would count for minutes to reach this year.
_TOO_OFTEN = re.compile(rb"FREQ=(SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)
_FOLD = re.compile(rb"\r?\n[ \t]")
# The library keeps the zones that a file defines for the next file: another "Customized Time Zone" would be read as
# the first. Files are read one at a time, each with an empty memory.
_ONE_AT_A_TIME = Lock()


class UnreadableCalendar(Exception):
    """The file is not taken. `reason` is a plain word that may be logged and shown: "size", "form", "zone", "often"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parsed(content: bytes) -> Calendar:
    """Will return the calendar in these bytes; raises `UnreadableCalendar`."""
    if len(content) > MOST_BYTES or content.upper().count(b"BEGIN:") > MOST_COMPONENTS:
        reason = "size"
        raise UnreadableCalendar(reason)
    if _TOO_OFTEN.search(_FOLD.sub(b"", content)):
        reason = "often"
        raise UnreadableCalendar(reason)
    with _ONE_AT_A_TIME:
        use_zoneinfo()  # type: ignore[no-untyped-call] # the library says nothing of its types here
        try:
            found = Calendar.from_ical(content)
        except Exception as error:  # a library reading a stranger's file may raise anything
            reason = "form"
            raise UnreadableCalendar(reason) from error
    if not isinstance(found, Calendar):
        reason = "form"
        raise UnreadableCalendar(reason)
    return found
