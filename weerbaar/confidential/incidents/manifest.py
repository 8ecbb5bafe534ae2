"""What leaves the house carries a manifest: every file with its digest, every original with its story.

The format is that of the program that checks it (verify/weerbaar_verify.py), which goes along: JSON with sorted keys,
ASCII only, and a SHA-256 of itself. It shows that something was changed, not by whom: the digest also stands on the cover,
and a time stamp over the manifest by an authority outside the house says since when it is as it is.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from weerbaar.confidential.incidents.verify import weerbaar_verify
from weerbaar.confidential.incidents.verify.weerbaar_verify import FORMAT, MANIFEST, canonical, digest_of

SCRIPT = "weerbaar_verify.py"
_SAFE = re.compile(r"[^/\\:*?\"<>|\x00-\x1f\x7f]{1,120}(?:/[^/\\:*?\"<>|\x00-\x1f\x7f]{1,120}){0,5}")
_ORDINARY_FILE = 0o100644 << 16


class UnsafePath(ValueError):
    """A file cannot have this name in an export: it leads outside, some system refuses it, or it is there already."""


@dataclass(frozen=True, kw_only=True)
class Custody:
    """One touch of an original: when, what was done, and in which role. Names of helpers do not leave the house."""

    at: datetime
    act: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Original:
    """The story of one original. `sha256` is that of its plain bytes; without a `path` it stayed in the house."""

    sha256: str
    received_at: datetime
    media_type: str
    custody: tuple[Custody, ...] = ()
    path: str = ""


class Package:
    """An export while it is made: a zip whose files are measured as they stream in."""

    def __init__(self, target: BinaryIO, *, case_number: str, made_at: datetime) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)
        self._case_number = case_number
        self._made_at = made_at
        self._files: dict[str, dict[str, Any]] = {}

    def add(self, path: str, chunks: Iterable[bytes]) -> str:
        """Will put a file in and return its SHA-256; raises `UnsafePath`, before anything is written."""
        self._refuse_unsafe(path)
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._entry(path), "w", force_zip64=True) as opened:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                opened.write(chunk)
        self._files[path.casefold()] = {"path": path, "size": size, "sha256": digest.hexdigest()}
        return digest.hexdigest()

    def finish(self, originals: Iterable[Original] = ()) -> str:
        """Will add the program that checks it and the manifest, close the zip and return the manifest's digest."""
        self.add(SCRIPT, [Path(weerbaar_verify.__file__).read_bytes()])
        manifest = make_manifest(
            case_number=self._case_number,
            made_at=self._made_at,
            files=self._files.values(),
            originals=originals,
        )
        self._zip.writestr(self._entry(MANIFEST), canonical(manifest))
        self._zip.close()
        return str(manifest["digest"])

    def _refuse_unsafe(self, path: str) -> None:
        parts = path.split("/")
        ends_badly = any(part.startswith(".") or part.endswith((".", " ")) for part in parts)
        if not _SAFE.fullmatch(path) or ends_badly or path.casefold() in {*self._files, MANIFEST}:
            raise UnsafePath

    def _entry(self, path: str) -> zipfile.ZipInfo:
        local = self._made_at.astimezone(UTC)
        entry = zipfile.ZipInfo(path, (local.year, local.month, local.day, local.hour, local.minute, local.second))
        entry.external_attr = _ORDINARY_FILE
        return entry


def make_manifest(
    *, case_number: str, made_at: datetime, files: Iterable[dict[str, Any]], originals: Iterable[Original]
) -> dict[str, Any]:
    """Will return the manifest of these files, each with path, size and sha256, with its own digest in it."""
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "case": case_number,
        "made_at": _written(made_at),
        "files": sorted(files, key=lambda row: str(row["path"])),
        "originals": [_story(one) for one in originals],
    }
    return manifest | {"digest": digest_of(manifest)}


def _story(original: Original) -> dict[str, Any]:
    custody = [asdict(touch) | {"at": _written(touch.at)} for touch in original.custody]
    return asdict(original) | {"received_at": _written(original.received_at), "custody": custody}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
