"""What a letter is made of, and where its parts stand on the sheet."""

from dataclasses import asdict, dataclass, replace
from typing import Any

import segno

from weerbaar.foundation.papers.blocks import Block, Change

PLACES: dict[str, float] = {
    "left": 25, "top": 51, "width": 74, "height": 32, "beside": 128, "below": 97, "fold": 105,
}  # fmt: skip
"""Millimetres on A4, from the left and from the top.

A DL envelope is 220 by 110 mm (ISO 269); its window is 90 by 45 mm, 20 mm from the left and 15 mm from the bottom
(DIN 680). So it shows, measured on the envelope, 20 to 110 mm across and 50 to 95 mm down. A sheet folded at 105 mm, or in
three at 99, slips: at most 10 mm across and 11 mm down. Whatever the sheet does, the window then shows 20 to 100 mm across
and 50 to 84 mm down, and never anything outside 10 to 110 and 39 to 95. The address stands in the first; nothing
else stands in the second: the sender above it, the rest `below` it, and what is `beside` it right of it.
"""
ALWAYS_SEEN = (20.0, 50.0, 100.0, 84.0)
"""What the window shows however the sheet slips: left, top, right and bottom in millimetres."""
EVER_SEEN = (10.0, 39.0, 110.0, 95.0)
"""What the window can show at all."""


@dataclass(frozen=True, kw_only=True)
class Opening(Block):
    """How to come to a page that is for this reader: a picture to scan, an address and a code to type.

    `picture` is SVG; without it, and without a `link`, only the words stand there.
    """

    kind = "opening"
    title: str
    says: str
    shown: str
    link: str = ""
    code_says: str = ""
    code: str = ""
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One letter. `facts` stand between address and subject, such as place and date; `foot` stands under every page."""

    title: str
    sender: str
    mark_alt: str
    contact: tuple[str, ...]
    address: tuple[str, ...]
    facts: tuple[str, ...]
    subject: str
    blocks: tuple[Block, ...]
    foot: str

    def with_words(self, change: Change) -> "Sheet":
        """Will return the same letter with every text in it put through `change`."""
        return replace(
            self,
            title=change(self.title), sender=change(self.sender), mark_alt=change(self.mark_alt),
            contact=tuple(map(change, self.contact)), address=tuple(map(change, self.address)),
            facts=tuple(map(change, self.facts)), subject=change(self.subject), foot=change(self.foot),
            blocks=tuple(block.with_words(change) for block in self.blocks),
        )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """Will return the words of the letter for the template."""
        return asdict(self) | {"blocks": [block.plain() for block in self.blocks]}


def picture_of(address: str) -> str:
    """Will draw an address as a QR code (ISO/IEC 18004, error level M) in SVG, with the white edge that readers need."""
    drawn: str = segno.make_qr(address, error="m").svg_inline(border=2, dark="#1d2733")
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
