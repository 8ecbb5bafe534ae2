"""The child process of `press`: reads words and pictures, writes a PDF, and knows nothing of the rest of the house."""

import json
import os
import resource
import sys
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_MOST_MEMORY = 3_000_000_000
_MOST_SECONDS = 90
_OPEN_FILES = "/proc/self/fd"


def main() -> None:
    """Will set the paper on standard input as a PDF on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    told = json.loads(sys.stdin.buffer.readline())
    words = sys.stdin.buffer.read(told["words"])
    pictures = [_in_memory(sys.stdin.buffer.read(size)) for size in told["pictures"]]
    pdf: bytes = typst.compile(  # type: ignore[call-overload] # files in memory work; its types do not say so
        {
            "main.typ": (_HERE / "paper.typ").read_bytes(),
            "paper.json": words,
            "pictures.json": json.dumps(pictures).encode(),
        },
        root=_OPEN_FILES,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
        ),
        pdf_standards=["ua-1"],
    )
    sys.stdout.buffer.write(pdf)


def _in_memory(content: bytes) -> str:
    """Puts a picture in memory under a name: the press reads pictures by name only, and no disk may see them."""
    number = os.memfd_create("picture")
    written = 0
    while written < len(content):
        written += os.write(number, content[written:])
    return f"/{number}"


if __name__ == "__main__":
    main()
