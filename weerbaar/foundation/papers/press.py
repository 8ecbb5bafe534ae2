"""Making the PDF: in a process of its own with little memory and time, and nothing of it on any disk."""

import json
import subprocess
import sys
from pathlib import Path

from django.utils.translation import override

from weerbaar.foundation.papers.blocks import Paper
from weerbaar.foundation.papers.legible import legible

MEDIA_TYPE = "application/pdf"
MOST_PICTURES = 200
MOST_SIGNS = 3_000_000
"""About a thousand pages. Who needs more makes two files."""
_SECONDS = 60
_CHILD = str(Path(__file__).with_name("typeset.py"))


class TooMuch(Exception):
    """More words or pictures than one paper holds."""


class CannotBeSet(Exception):
    """The press could not make this paper; says nothing of what was in it."""


def pressed(paper: Paper) -> bytes:
    """Will return the paper as tagged PDF (PDF/UA-1, ISO 14289-1); raises `TooMuch` and `CannotBeSet`.

    The words go in as JSON and are never part of the template's source, so that no word is taken for a command.
    """
    with override(paper.language):
        words = json.dumps(paper.with_words(legible).plain()).encode()
    if len(words) > MOST_SIGNS or len(paper.pictures) > MOST_PICTURES:
        raise TooMuch
    head = json.dumps({"words": len(words), "pictures": [len(picture) for picture in paper.pictures]}).encode()
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-I", _CHILD],
            input=b"".join([head, b"\n", words, *paper.pictures]),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        # From None: what the press complained about may quote the words.
        raise CannotBeSet from None
    return child.stdout
