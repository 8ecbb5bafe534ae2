"""`manage.py guidance check` says what is wrong and ends accordingly."""

import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.architecture.tree import ROOT


def checked(*arguments):
    return subprocess.run(
        [sys.executable, "manage.py", "guidance", "check", *arguments],
        cwd=ROOT, check=False, capture_output=True, text=True, env={"DEBUG": "1", "PATH": ""},
    )  # fmt: skip


def test_the_content_that_we_publish_passes_and_the_command_ends_well():
    outcome = checked()

    assert (outcome.returncode, outcome.stdout) == (0, "De wegwijzers en de wettabel zijn in orde.\n")


def test_a_wrong_step_is_named_with_its_file_and_the_command_ends_with_one(content):
    path = content / "proef.yaml"
    path.write_text(path.read_text().replace('to: "3"', 'to: "9"'))

    outcome = checked(str(content))

    assert outcome.returncode == 1
    assert outcome.stderr.splitlines() == [
        "CommandError: proef.yaml, stap 1: een keuze gaat naar stap “9”, en die is er niet",
        "proef.yaml, stap 3: geen enkele keuze leidt hierheen",
        "Niet goed: 2 dingen om te herstellen.",
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="weg is geen map"):
        call_command("guidance", "check", tmp_path / "weg", stdout=StringIO())
