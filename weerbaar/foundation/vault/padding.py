"""Padmé padding: a box tells the order of magnitude of what it holds, and no more.

Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs 2019,
section 4.3: at most 12 % larger, and only O(log log n) bits of the length leak.
"""

from weerbaar.foundation.vault.errors import BrokenBox

SMALLEST = 256
"""Bytes below which every text looks the same, so that a name or a number hides among short messages."""

_MARK = b"\x80"


def padded_length(length: int) -> int:
    """Will return the length in bytes that `length` bytes are padded to, at least `SMALLEST`."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    significant = exponent.bit_length()
    free = exponent - significant
    mask = (1 << free) - 1
    return (length + mask) & ~mask


def pad(content: bytes) -> bytes:
    """Will return `content` with a mark and zeros behind it, to the padded length."""
    marked = content + _MARK
    return marked.ljust(padded_length(len(marked)), b"\x00")


def unpad(padded: bytes) -> bytes:
    """Will return what was padded; raises `BrokenBox` when there is no mark."""
    content, mark, zeros = padded.rpartition(_MARK)
    if not mark or zeros.strip(b"\x00"):
        message = "no padding mark"
        raise BrokenBox(message)
    return content
