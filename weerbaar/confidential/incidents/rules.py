"""How much is taken at once, and what a portion is. Predicates on numbers, no database."""

from weerbaar.confidential.incidents.reading.messages import Kind

PAGE = 500
"""How many messages are sealed together: a row of some hundred kilobytes."""
FIRST_PORTION, LAST_PORTION = 1000, 10_000
MANY = frozenset({Kind.CHAT, Kind.SOCIAL, Kind.ARCHIVE})
"""What may hold thousands of messages, and is read in portions."""
SHORT = frozenset({Kind.MAIL, Kind.TEXT, Kind.PASTED})
"""What is read on the spot, as often as somebody looks."""
SHOWN = 100
"""How many messages of a selection stand on one page."""
MOST_PICKED = 500
"""How many messages one incident can be about: more is not read by anybody at a counter."""
MOST_BYTES_BY_OPERATOR = 250 * 1024 * 1024


def portion_after(read: int) -> int:
    """Will return how many messages to read next, when so many were read before.

    A portion grows with what was read before: the first is there at once, and fifty thousand messages are a dozen presses.
    """
    grown = read // 2 // PAGE * PAGE  # whole pages, so that the place of a message tells its page
    return min(max(FIRST_PORTION, grown), LAST_PORTION)
