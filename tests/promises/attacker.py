"""An honest attempt at opening what was stolen: every key-like thing that was found, on every lock."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.core import signing
from django.core.signing import JSONSerializer

from tests.promises.database import ask, cells, sealed_files
from tests.support.house import ROOT, House
from weerbaar.foundation.accounts.session_store import SessionStore
from weerbaar.foundation.vault.boxes import Place, open_box
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.fields import sealed_columns
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.keys import SecretKey, derive, open_sealed
from weerbaar.foundation.vault.models import Grant, PersonKey, Seat, Share

KEY = 32
_SMALL = 1_000_000
_AS_A_KEY = 1000
_QUOTED = re.compile(rb'"([a-z][a-z0-9 ./_{}:-]{2,40})"')
_BASE64 = re.compile(rb"[A-Za-z0-9_+/-]{40,}={0,2}")


@dataclass
class Loot:
    """What opened: how many grants and seats, boxes and files."""

    keys: int = 0
    texts: list[str] = field(default_factory=list)
    files: int = 0


def key_like(house: House) -> set[bytes]:
    """Will gather everything of 32 bytes that could be a key: from settings, files, rows and what code derives."""
    secret = house.environment["SECRET_KEY"].encode()
    found = {hashlib.sha256(secret).digest(), hashlib.blake2b(secret, digest_size=KEY).digest(), secret[:KEY]}
    purposes = {quoted for file in (ROOT / "weerbaar").rglob("*.py") for quoted in _QUOTED.findall(file.read_bytes())}
    found |= {derive(secret, purpose.decode()) for purpose in purposes}
    for path in house.folder.rglob("*"):
        if path.is_file() and path.stat().st_size < _SMALL and "files" not in path.parts:
            # Of a file as small as a key every stretch may be one; of a log what is written like one.
            found |= set(_windows(path.read_bytes(), steps=path.stat().st_size < _AS_A_KEY))
    for _where, value in cells(house):
        if isinstance(value, bytes):
            found |= {value[:KEY], value[-KEY:]}
        if isinstance(value, str):
            found |= set(_windows(value.encode(), steps=False))
    return {key for key in found if len(key) == KEY}


def attack(house: House, keys: Iterable[bytes], *, number: str) -> Loot:
    """Will try every key on the grants of one case and on every seat, box and file, and what opens on all the rest again."""
    loot, tried, new = Loot(), set(), set(keys)
    locks, boxes, files = list(_sealed_keys(house, number)), list(_boxes(house)), sealed_files(house)
    while new:
        opened = {inner[:KEY] for lock in locks for key in new if (inner := _opens(lock, key))}
        for place, box in boxes:
            for key in new:
                try:
                    inner = open_box(key, box, place)
                except BrokenBox:
                    continue
                loot.texts.append(inner.decode(errors="replace"))
                opened |= set(_windows(inner, steps=False))
        loot.files += sum(_reads(path, key) for path in files for key in new)
        loot.keys += len(opened)
        tried |= new
        new = {key for key in opened if len(key) == KEY} - tried
    return loot


def session_contents(house: House) -> list[dict]:
    """Will read what lies in the sessions: whoever has the secret of the application can."""
    secret, salt = house.environment["SECRET_KEY"], SessionStore().key_salt
    rows = ask(house, "SELECT session_data FROM accounts_session")
    return [signing.loads(data, key=secret, salt=salt, serializer=JSONSerializer) for (data,) in rows]


def _windows(data: bytes, *, steps: bool = True) -> Iterator[bytes]:
    starts = range(len(data) - KEY + 1) if steps else (0, len(data) - KEY)
    yield from (data[start : start + KEY] for start in starts if start >= 0)
    for run in re.findall(rb"(?:[0-9a-f]{2}){32,}", data):
        yield bytes.fromhex(run[: 2 * KEY].decode())
    for run in _BASE64.findall(data):
        try:
            decoded = base64.urlsafe_b64decode(run.rstrip(b"=") + b"=" * (-len(run.rstrip(b"=")) % 4))
        except ValueError:
            continue
        yield from (decoded[:KEY], decoded[-KEY:])


def _sealed_keys(house: House, number: str) -> Iterator[bytes]:
    parts = f"SELECT p.id FROM vault_compartment p JOIN cases_case c ON c.id = p.scope WHERE c.number = '{number}'"
    grants = ask(house, f"SELECT sealed_key FROM {Grant._meta.db_table} WHERE compartment_id IN ({parts})")
    seats = ask(house, f"SELECT sealed_secret FROM {Seat._meta.db_table}")
    shares = ask(house, f"SELECT sealed_part FROM {Share._meta.db_table}")
    assert grants
    assert seats
    assert shares
    yield from (bytes(sealed) for (sealed,) in [*grants, *seats, *shares])


def _boxes(house: House) -> Iterator[tuple[Place, bytes]]:
    for model, column in sealed_columns():
        table, pk = model._meta.db_table, model._meta.pk.column
        select = f"SELECT {pk}, {column.compartment}_id, {column.column} FROM {table}"
        for row, compartment, box in ask(house, select):
            if box is not None:
                place = Place(table, column.attname, str(UUID(str(row))), UUID(str(compartment)))
                yield place, bytes(box)
    for name in ("wrapped_by_passphrase", "wrapped_by_recovery"):
        table = PersonKey._meta.db_table
        for row, box in ask(house, f"SELECT holder_id, {name} FROM {table}"):
            yield Place(table, name, str(UUID(str(row)))), bytes(box)
    for content in session_contents(house):
        for half in content.values():
            if isinstance(half, dict) and "box" in half:
                yield Place("session", "secret", ""), base64.urlsafe_b64decode(half["box"])


def _opens(sealed: bytes, key: bytes) -> bytes | None:
    try:
        return open_sealed(SecretKey(key), sealed)
    except BrokenBox:
        return None


def _reads(path: Path, key: bytes) -> bool:
    try:
        return bool(next(read_file(path, file_id=UUID(path.name), key=key, size=1), b""))
    except (BrokenBox, ValueError):
        return False
