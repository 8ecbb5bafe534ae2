"""The child process of `viewing`: reads a picture, writes its pixels, and knows nothing of the rest of the house."""

import io
import resource
import sys

from PIL import Image, ImageOps

_MOST_PIXELS = 60_000_000
_MOST_MEMORY = 1_000_000_000
_MOST_SECONDS = 15
_WIDEST = 2000
_WIDEST_ON_PAPER = 1400
_FOR_PAPER = "paper"
_LENGTH = 8


def main() -> None:
    """Will draw anew what comes in on standard input: one picture for a screen, or several smaller ones for paper."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    if sys.argv[1:] == [_FOR_PAPER]:
        _for_paper()
    else:
        sys.stdout.buffer.write(_redrawn(sys.stdin.buffer.read(), _WIDEST, "WEBP"))


def _for_paper() -> None:
    """Each picture comes and goes behind its length; one that cannot be drawn goes back as nothing."""
    while length := sys.stdin.buffer.read(_LENGTH):
        content = sys.stdin.buffer.read(int.from_bytes(length))
        try:
            copy = _redrawn(content, _WIDEST_ON_PAPER, "JPEG")
        except Exception:  # noqa: BLE001 - whatever a hostile picture does to the library, the next one is drawn
            copy = b""
        sys.stdout.buffer.write(len(copy).to_bytes(_LENGTH) + copy)


def _redrawn(content: bytes, widest: int, kind: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "GIF", "WEBP"]) as picture:
        if kind == "JPEG":
            picture.draft("RGB", (widest, widest))  # a photo is far larger than paper shows
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((widest, widest))
    pixels = Image.new("RGB", upright.size)
    pixels.paste(upright)
    out = io.BytesIO()
    pixels.save(out, kind, quality=85)
    return out.getvalue()


if __name__ == "__main__":
    main()
