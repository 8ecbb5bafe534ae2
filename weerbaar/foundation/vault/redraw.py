"""The child process of `viewing`: reads a picture, writes its pixels, and knows nothing of the rest of the house."""

import io
import resource
import sys

from PIL import Image, ImageOps

_MOST_PIXELS = 60_000_000
_MOST_MEMORY = 1_000_000_000
_MOST_SECONDS = 15
_WIDEST = 2000
_ON_PAPER = "paper"
_WIDEST_ON_PAPER = 1400


def main() -> None:
    """Will draw the picture on standard input anew on standard output: for a screen, or smaller for paper."""
    for_paper = sys.argv[1:] == [_ON_PAPER]
    widest = _WIDEST_ON_PAPER if for_paper else _WIDEST
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=["JPEG", "PNG", "GIF", "WEBP"]) as picture:
        if for_paper:
            picture.draft("RGB", (widest, widest))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((widest, widest))
    pixels = Image.new("RGB", upright.size)
    pixels.paste(upright)
    out = io.BytesIO()
    pixels.save(out, "JPEG" if for_paper else "WEBP", quality=85)
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
