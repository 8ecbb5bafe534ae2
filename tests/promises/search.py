"""Searching bytes as a thief would: as they are, and folded in the ways that software folds things."""

import base64
import re
import zlib
from collections.abc import Iterator
from itertools import takewhile

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}")
_HEX = re.compile(rb"(?:[0-9a-f]{2}){16,}", re.IGNORECASE)
_ZIPPED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_URLSAFE = bytes.maketrans(b"-_", b"+/")
_MOST = 4_000_000
_ENOUGH = 12


def found_in(data: bytes, planted: dict[str, str]) -> list[str]:
    """Will return which of the planted words lie in the data, in any form."""
    unfolded = b"\n".join(unfold(data))
    shared = "".join(
        letters[0] for letters in takewhile(lambda seen: len(set(seen)) == 1, zip(*planted.values(), strict=False))
    )
    if len(planted) > 1 and len(shared) >= _ENOUGH and not any(form in unfolded for form in forms_of(shared)):
        return []  # what all of them begin with is not there: no need to look for each
    return [kind for kind, word in planted.items() if any(form in unfolded for form in forms_of(word))]


def forms_of(word: str) -> set[bytes]:
    """Will return the bytes that a word becomes in the encodings that a database or a library may use."""
    plain = word.encode()
    upper = {plain, plain.upper(), plain[::-1], word.encode("utf-16-le"), word.encode("utf-16-be")}
    in_hex = {form.hex().encode() for form in upper} | {form.hex().upper().encode() for form in upper}
    # In base64 a word looks different at each of three places; the edges depend on what stands next to it.
    in_base64 = {base64.b64encode(b"\0" * shift + form)[4:-4] for form in upper for shift in range(3)}
    return upper | in_hex | in_base64 | {form.translate(bytes.maketrans(b"+/", b"-_")) for form in in_base64}


def unfold(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """Will give the data and all that unpacks out of it: zipped streams, base64 and hexadecimal runs, and those in those."""
    yield data
    if not depth:
        return
    view = memoryview(data)
    for start in _ZIPPED.finditer(data):
        if inner := _unzipped(view[start.start() : start.start() + _MOST]):
            yield from unfold(inner, depth - 1)
    for run in _BASE64.finditer(data):
        text = run[0].translate(_URLSAFE)
        yield from unfold(base64.b64decode(text[: len(text) // 4 * 4]), 1 if depth > 1 else 0)
    for run in _HEX.finditer(data):
        yield from unfold(bytes.fromhex(run[0].decode()), 1 if depth > 1 else 0)


def _unzipped(data: memoryview) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, _MOST)
    except zlib.error:
        return b""
