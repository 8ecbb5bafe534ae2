"""The child process of `letter_press`: reads letters, writes PDFs, until there are no more. Knows nothing of the house."""

import json
import resource
import sys
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_MOST_MEMORY = 3_000_000_000
_MOST_SECONDS = 600
# What the template says when it refuses; everything else that the press says may quote somebody's words.
_SPOKEN = ("address-does-not-fit",)


def main() -> None:
    """Will set each job on standard input as a PDF on standard output; a warning is an error, as an unknown font is one."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")])
    compiler = typst.Compiler(str(_HERE / "letter.typ"), root=str(_HERE), font_paths=fonts)
    while size := sys.stdin.buffer.readline():
        kind, content = _set(compiler, json.loads(sys.stdin.buffer.read(int(size))))
        sys.stdout.buffer.write(f"{kind} {len(content)}\n".encode() + content)
        sys.stdout.buffer.flush()


def _set(compiler: typst.Compiler, told: dict[str, str]) -> tuple[str, bytes]:
    try:
        pdf, warnings = compiler.compile_with_warnings(sys_inputs=told, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        return "refused", next((word for word in _SPOKEN if word in error.message), "").encode()
    if warnings or not isinstance(pdf, bytes):
        return "refused", b""
    return "pdf", pdf


if __name__ == "__main__":
    main()
