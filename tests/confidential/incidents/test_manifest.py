"""What leaves the house can be checked by anyone: one changed byte is found, and named."""

import ast
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.confidential.incidents.manifest import MANIFEST, SCRIPT, Custody, Original, Package, UnsafePath
from weerbaar.confidential.incidents.verify import weerbaar_verify

MADE_AT = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
PHOTO = bytes(range(256)) * 300
FILES = {"dossier.pdf": b"%PDF-1.7", "bewijs/voordeur één.jpg": PHOTO, "bewijs/leeg.txt": b""}
PROGRAM = Path(weerbaar_verify.__file__)


def an_export(files=FILES):
    out = io.BytesIO()
    package = Package(out, case_number="2026-K7QF3M", made_at=MADE_AT)
    digests = {path: package.add(path, [content[:1000], content[1000:]]) for path, content in files.items()}
    photo = "bewijs/voordeur één.jpg"
    digest = package.finish(
        [
            Original(
                sha256=digests[photo],
                received_at=MADE_AT,
                media_type="image/jpeg",
                custody=(Custody(at=MADE_AT, act="ontvangen", by="cliënt"),),
                path=photo,
            )
        ]
        if photo in digests
        else []
    )
    return out.getvalue(), digest


def verified(file):
    """The program as anyone runs it: alone, with nothing of the house in reach."""
    done = subprocess.run(
        [sys.executable, "-I", str(PROGRAM), str(file)], capture_output=True, check=False, cwd="/", timeout=60
    )
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def outcome(file):
    """The same without a new process, for the many."""
    try:
        weerbaar_verify.check(Path(file))
    except weerbaar_verify.Wrong as wrong:
        return str(wrong)
    except (*weerbaar_verify.BROKEN, LookupError, TypeError, AttributeError, RecursionError):
        return "niet te lezen"
    return ""


@pytest.fixture
def export(tmp_path):
    file = tmp_path / "dossier.zip"
    file.write_bytes(an_export()[0])
    return file


@pytest.fixture
def unpacked(tmp_path, export):
    folder = tmp_path / "uitgepakt"
    with zipfile.ZipFile(export) as opened:
        opened.extractall(folder)
    return folder


def repacked(export, change):
    """The export with another table of files, made by `change`."""
    with zipfile.ZipFile(export) as opened:
        files = {entry.filename: opened.read(entry) for entry in opened.infolist()}
    change(files)
    with zipfile.ZipFile(export, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return export


def test_an_export_that_nobody_touched_is_in_order(export):
    code, told = verified(export)

    assert code == 0
    assert "In orde: 4 bestanden van zaak 2026-K7QF3M" in told
    assert an_export()[1] in told


@pytest.mark.parametrize("named", ["manifest.json", ""])
def test_a_manifest_beside_its_files_and_their_folder_are_checked_too(unpacked, named):
    assert verified(unpacked / named)[0] == 0


def test_packed_anew_by_another_program_it_is_still_in_order(export):
    assert outcome(repacked(export, lambda _files: None)) == ""


def test_the_manifest_tells_each_file_and_the_story_of_each_original(unpacked):
    manifest = json.loads((unpacked / MANIFEST).read_bytes())

    assert [row["path"] for row in manifest["files"]] == [
        "bewijs/leeg.txt",
        "bewijs/voordeur één.jpg",
        "dossier.pdf",
        SCRIPT,
    ]
    assert manifest["made_at"] == "2026-11-22T14:00:00Z"
    (original,) = manifest["originals"]
    assert original["custody"] == [{"act": "ontvangen", "at": "2026-11-22T14:00:00Z", "by": "cliënt"}]
    assert original["sha256"] == manifest["files"][1]["sha256"]


def test_the_same_files_make_the_same_export():
    assert an_export() == an_export()


def test_the_program_goes_along(unpacked):
    assert (unpacked / SCRIPT).read_bytes() == PROGRAM.read_bytes()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda files: files.update({"dossier.pdf": b"%PDF-1.8"}), "«dossier.pdf» is veranderd"),
        (lambda files: files.update({"dossier.pdf": b"%PDF-1.7 "}), "«dossier.pdf» is langer"),
        (lambda files: files.update({"dossier.pdf": b""}), "«dossier.pdf» is korter"),
        (lambda files: files.pop("bewijs/leeg.txt"), "«bewijs/leeg.txt» ontbreekt"),
        (lambda files: files.update({"bewijs/nog.jpg": b"x"}), "«bewijs/nog.jpg» staat niet in het manifest"),
        (lambda files: files.update({"\x1b[2Jweg": b"x"}), "«?[2Jweg» staat niet in het manifest"),
        (lambda files: files.update({"../../weg.sh": b"x"}), "«../../weg.sh» staat niet in het manifest"),
        (lambda files: files.pop(MANIFEST), "«manifest.json» ontbreekt"),
        (lambda files: files.update({MANIFEST: files[MANIFEST].replace(b"14:00", b"15:00", 1)}), "is veranderd nadat"),
        (lambda files: files.update({MANIFEST: files[MANIFEST].replace(b"\n", b"\r\n")}), "is veranderd nadat"),
        (lambda files: files.update({MANIFEST: files[MANIFEST] + b" "}), "is veranderd nadat"),
        (lambda files: files.update({MANIFEST: b"[" * 100_000}), "is geen manifest, of is beschadigd"),
        (lambda files: files.update({MANIFEST: b"[]"}), "is geen manifest van Weerbaar"),
        (lambda files: files.update({MANIFEST: b"\xff"}), "is geen manifest, of is beschadigd"),
    ],
)
def test_what_was_changed_is_named(export, change, told):
    code, said = verified(repacked(export, change))

    assert code == 1
    assert told in said


def test_the_first_thing_that_is_wrong_is_named_and_no_more(unpacked):
    (unpacked / "dossier.pdf").write_bytes(b"anders")
    (unpacked / "bewijs" / "leeg.txt").unlink()

    assert verified(unpacked) == (1, "Niet in orde: «bewijs/leeg.txt» ontbreekt.\n")


@pytest.mark.parametrize(
    "made", [os.mkfifo, lambda path: path.symlink_to("/etc/passwd"), lambda path: path.symlink_to("/")]
)
def test_what_is_no_ordinary_file_is_not_opened(unpacked, made):
    made(unpacked / "val")

    assert verified(unpacked) == (1, "Niet in orde: «val» is geen gewoon bestand.\n")


def test_a_file_that_is_not_there_and_one_that_is_no_export_are_told(tmp_path):
    (tmp_path / "foto.jpg").write_bytes(PHOTO)

    assert verified(tmp_path / "weg.zip")[0] == 1
    assert verified(tmp_path / "foto.jpg") == (1, "Niet in orde: «foto.jpg» is geen manifest, of is beschadigd.\n")
    assert verified("--help")[0] == 1


def test_one_name_twice_in_an_archive_is_found(export):
    with zipfile.ZipFile(export, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("dossier.pdf", b"anders")

    assert verified(export) == (1, "Niet in orde: «dossier.pdf» staat twee keer in het archief.\n")


def test_a_bomb_in_the_place_of_a_file_is_read_no_further_than_it_should_be_long(export):
    assert "langer" in outcome(repacked(export, lambda files: files.update({"dossier.pdf": bytes(50_000_000)})))


def test_a_manifest_of_one_who_made_his_own_shows_another_digest(export):
    content, digest = an_export({"dossier.pdf": b"iets anders"})
    export.write_bytes(content)

    code, said = verified(export)

    assert (code, an_export()[1] in said, digest in said) == (0, False, True)


@settings(max_examples=60)
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7), which=st.sampled_from([*FILES, SCRIPT, MANIFEST]))
def test_one_bit_changed_in_any_file_is_found(unpacked, place, bit, which):
    file = unpacked / which
    before = file.read_bytes()
    changed = bytearray(before or b"\x00")
    changed[place % len(changed)] ^= 1 << bit
    file.write_bytes(changed)
    try:
        assert outcome(unpacked).startswith(f"«{which}»") or which == MANIFEST
        assert outcome(unpacked) != ""
    finally:
        file.write_bytes(before)


@settings(max_examples=100)
@given(content=st.binary(max_size=200) | st.binary(max_size=50).map(lambda tail: an_export()[0][:-30] + tail))
def test_any_bytes_are_checked_without_harm(export, content):
    export.write_bytes(content)

    assert outcome(export) != ""


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/x",
        "a//b",
        "",
        ".x",
        "a/.x",
        "C:x",
        "a\\b",
        "a\nb",
        "con?",
        "x.",
        "x ",
        "manifest.json",
        "Manifest.JSON",
        "DOSSIER.pdf",
        "x" * 130,
    ],
)
def test_a_name_that_some_system_refuses_does_not_get_in(path):
    package = Package(io.BytesIO(), case_number="2026-K7QF3M", made_at=MADE_AT)
    package.add("dossier.pdf", [b""])

    with pytest.raises(UnsafePath):
        package.add(path, [b"x"])


def test_the_program_stands_alone_and_runs_on_python_3_9():
    source = PROGRAM.read_text()
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported - sys.stdlib_module_names == set()
    assert imported & {"socket", "urllib", "http", "subprocess", "shutil", "tempfile"} == set()
    assert len(source.splitlines()) < 150
    assert os.access(PROGRAM, os.X_OK)
    assert re.match(r"#!/usr/bin/env python3\n", source)
