"""From a template and what is known of an office to one letter: as a sheet, as a mail, and as a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from weerbaar.foundation.papers.blocks import Block, Bullets, Prose
from weerbaar.foundation.papers.letters import Opening, Sheet, picture_of
from weerbaar.outreach.campaign.models import PersonalLink
from weerbaar.outreach.campaign.queries.links import Opener
from weerbaar.outreach.letters import wording
from weerbaar.outreach.letters.models import TemplateVersion

Purpose = PersonalLink.Purpose
PAGES = {Purpose.APPOINTMENT: "a", Purpose.SURVEY: "uitvraag", Purpose.QUOTATION: "offerte"}
"""Under which address the rooms of the Tour open a link; there a code can be typed as well."""
SAMPLE = Opener(token="voorbeeld", code="ABC-DEF-GHJ")  # noqa: S106 - it opens nothing; a preview prints it
"""What a preview shows in the place of a link: it opens nothing."""


@dataclass(frozen=True)
class Letter:
    """The words of one letter. What it looks like on paper or in a mail follows from them."""

    address: tuple[str, ...]
    facts: tuple[str, ...]
    subject: str
    blocks: tuple[Block, ...]
    title: str

    @property
    def sheet(self) -> Sheet:
        """The letter on paper."""
        return Sheet(
            title=self.title, sender=settings.LETTER_SENDER, mark_alt=gettext("Beeldmerk: een huis met een deur"),
            contact=contact_lines(), address=self.address, facts=self.facts, subject=self.subject,
            blocks=self.blocks, foot=f"{settings.LETTER_SENDER} · {settings.TOUR_NUMBER}",
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The letter as a mail: the same words, and the link in full."""
        return "\n\n".join(_as_text(block) for block in self.blocks) + "\n"


def contact_lines() -> tuple[str, ...]:
    """Will return what stands beside the address: how to reach the sender, a line each."""
    return tuple(line.strip() for line in settings.LETTER_CONTACT.split("|"))


def page_of(opener: Opener, purpose: str) -> str:
    """Will return the address of the personal page behind a link."""
    return f"{settings.SITE_URL}/{PAGES[Purpose(purpose)]}/{opener.token}/"


def typed_address(purpose: str) -> str:
    """Will return where the code is typed, as one reads it from paper: without what a browser adds by itself."""
    whole = f"{settings.SITE_URL}/{PAGES[Purpose(purpose)]}"
    return whole.removeprefix("https://").removeprefix("http://")


def compose(*, subject: str, body: str, purpose: str, snapshot: Mapping[str, Any], opener: Opener) -> Letter:
    """Will write one letter. `purpose` is what its link opens, `snapshot` is what was known of the office (`queries.recipients`); the link comes with it.

    Raises `WrongField`, which a stored version never does: it was checked before it was kept.
    """
    wording.check(f"{subject}\n{body}")
    values = dict(snapshot["fields"]) | {"link": page_of(opener, purpose), "code": opener.code}
    return Letter(
        address=tuple(snapshot["address"]), facts=tuple(snapshot["facts"]), subject=wording.filled(subject, values),
        title=f"{wording.filled(subject, values)} · {snapshot['organisation']}",
        blocks=tuple(_filled(block, values, opener, purpose) for block in wording.parts_of(body)),
    )  # fmt: skip


def compose_version(version: TemplateVersion, snapshot: Mapping[str, Any], opener: Opener) -> Letter:
    """Will write one letter from a version that was kept."""
    return compose(
        subject=version.subject, body=version.body, purpose=version.template.purpose, snapshot=snapshot, opener=opener
    )


def _filled(block: Block, values: Mapping[str, str], opener: Opener, purpose: str) -> Block:
    if isinstance(block, wording.OpeningHere):
        page = page_of(opener, purpose)
        return Opening(
            title=gettext("Uw eigen pagina"), says=gettext("Scan de code met uw telefoon, of ga naar:"),
            shown=typed_address(purpose), link=page, code_says=gettext("Vul daar deze code in:"), code=opener.code,
            picture=picture_of(page), alt=gettext("QR-code die naar uw eigen pagina leidt"),
        )  # fmt: skip
    return block.with_words(lambda words: wording.filled(words, values))


def _as_text(block: Block) -> str:
    if isinstance(block, Opening):
        where = [block.link, f"{gettext('Of typ op')} {block.shown} {gettext('deze code:')} {block.code}"]
        return "\n".join([f"{block.title}:", *(where if block.link else [block.shown])])
    if isinstance(block, Bullets):
        marks = [f"{number}. " if block.numbered else "- " for number in range(1, len(block.items) + 1)]
        return "\n".join(mark + item for mark, item in zip(marks, block.items, strict=True))
    assert isinstance(block, Prose)
    return block.text
