#!/usr/bin/env python3
"""weerbaar-verify FILE: is everything as the manifest says? Exits 0, or 1 and names the first thing that is not.

FILE is an exported zip, a manifest beside its files, or their folder. Needs Python 3.9, writes nothing, asks no network.
Whoever changes files can write a new manifest too: compare the digest that is printed with the one on the cover.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any

MANIFEST, FORMAT, MOST_OF_MANIFEST = "manifest.json", "weerbaar-manifest/1", 64 * 1024 * 1024
BROKEN = (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error, MemoryError)


class Wrong(Exception):
    """Something is not as the manifest says: its name, made harmless for a screen, and what is wrong with it."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"«{''.join(sign if sign.isprintable() else '?' for sign in name[:200])}» {what}")


def canonical(manifest: dict[str, Any]) -> bytes:
    """Will return a manifest as the only bytes that are right for it."""
    return (json.dumps(manifest, sort_keys=True, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def digest_of(manifest: dict[str, Any]) -> str:
    """Will return the digest of a manifest: that of all of it but the digest itself."""
    return hashlib.sha256(canonical({key: value for key, value in manifest.items() if key != "digest"})).hexdigest()


def read_manifest(content: bytes, name: str) -> dict[str, Any]:
    """Will return the manifest in these bytes; raises Wrong when one of them was changed."""
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        raise Wrong(name, "is geen manifest, of is beschadigd.") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Wrong(name, "is geen manifest van Weerbaar.")
    if manifest.get("digest") != digest_of(manifest) or canonical(manifest) != content:
        raise Wrong(name, "is veranderd nadat het werd gemaakt.")
    return manifest


def same(path: str) -> str:
    """Will return the path as every system writes it: some take the accent off its letter."""
    return unicodedata.normalize("NFC", path)


def files_of_zip(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Will return how to open every file in the archive, by its path."""
    found: dict[str, Any] = {}
    for entry in archive.infolist():
        if same(entry.filename) in found:
            raise Wrong(entry.filename, "staat twee keer in het archief.")
        if not entry.filename.endswith("/"):
            found[same(entry.filename)] = lambda entry=entry: archive.open(entry)
    return found


def files_of_folder(folder: Path) -> dict[str, Any]:
    """Will return how to open every file in the folder, by its path."""
    found: dict[str, Any] = {}
    for place, folders, names in os.walk(folder):
        for file in [Path(place, name) for name in [*names, *folders]]:
            path, kind = same(file.relative_to(folder).as_posix()), stat.S_IFMT(file.lstat().st_mode)
            if kind not in {stat.S_IFREG, stat.S_IFDIR}:
                raise Wrong(path, "is geen gewoon bestand.")
            if kind == stat.S_IFREG:
                found[path] = lambda file=file: file.open("rb")
    return found


def check_file(row: dict[str, Any], opener: Any) -> None:
    """Will compare one file with its row in the manifest; raises Wrong."""
    size, digest = 0, hashlib.sha256()
    try:
        with opener() as opened:
            while size <= row["size"] and (chunk := opened.read(65536)):
                size += len(chunk)
                digest.update(chunk)
    except BROKEN:
        raise Wrong(row["path"], "is beschadigd en niet te lezen.") from None
    if size != row["size"]:
        raise Wrong(row["path"], f"is {'langer' if size > row['size'] else 'korter'} dan het manifest zegt.")
    if digest.hexdigest() != row["sha256"]:
        raise Wrong(row["path"], "is veranderd: de inhoud is niet meer die van het manifest.")


def contents(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Will return the manifest, and how to open every other file; raises Wrong."""
    if file.is_file() and zipfile.is_zipfile(file):
        found = files_of_zip(zipfile.ZipFile(file))
        if MANIFEST not in found:
            raise Wrong(MANIFEST, "ontbreekt.")
        with found.pop(MANIFEST)() as opened:
            return read_manifest(opened.read(MOST_OF_MANIFEST), MANIFEST), found
    place = file / MANIFEST if file.is_dir() else file
    if not place.is_file():
        raise Wrong(str(place), "is er niet.")
    with place.open("rb") as file_beside:
        manifest = read_manifest(file_beside.read(MOST_OF_MANIFEST), place.name)
    return manifest, {path: how for path, how in files_of_folder(place.parent).items() if path != same(place.name)}


def check(file: Path) -> dict[str, Any]:
    """Will return the manifest when everything is as it says; raises Wrong for the first thing that is not."""
    manifest, found = contents(file)
    for row in manifest["files"]:
        if same(row["path"]) not in found:
            raise Wrong(row["path"], "ontbreekt.")
        check_file(row, found.pop(same(row["path"])))
    if found:
        raise Wrong(min(found), "staat niet in het manifest.")
    return manifest


def main(arguments: list[str]) -> int:
    """Will check, say in Dutch what was found, and return 0 or 1."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return told("Gebruik: weerbaar-verify BESTAND (een zip, of het manifest naast zijn bestanden)", 1)
    try:
        manifest = check(Path(arguments[0]))
    except Wrong as wrong:
        return told(f"Niet in orde: {wrong}", 1)
    except (*BROKEN, LookupError, TypeError, AttributeError, RecursionError):
        return told(f"Niet in orde: {Wrong(arguments[0], 'is beschadigd of niet te lezen.')}", 1)
    told(f"In orde: {len(manifest['files'])} bestanden van zaak {manifest['case']} zijn zoals het manifest zegt.", 0)
    return told(f"Controlegetal: {manifest['digest']}\nStaat dit getal ook op het voorblad?", 0)


def told(text: str, code: int) -> int:
    """Will print the text, in what signs this screen knows, and return the code."""
    sys.stdout.buffer.write(text.encode(sys.stdout.encoding or "utf-8", "replace") + b"\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
