"""`python -m tests.bench.letters`: the letter to all 354 organisations by our own action, and the same letter by WeasyPrint.

It runs in the surroundings of the house and prints the seconds of writing (fields, links, QR) and of setting, the processor
time of both, the number of letters, and the seconds that WeasyPrint would take for as many, counted from a part of them.
"""

import resource
import sys
import time
from html import escape

import django

django.setup()

from django.utils import timezone
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from weerbaar.foundation.papers.blocks import Bullets, Prose
from weerbaar.foundation.papers.legible import FONTS
from weerbaar.foundation.papers.letters import Opening, Sheet
from weerbaar.outreach.campaign.queries.rounds import current_round
from weerbaar.outreach.letters.actions import printing
from weerbaar.outreach.letters.actions.templates import begin_with_standards
from weerbaar.outreach.letters.queries.templates import invitation_version

PART = 30
STYLE = f"""
@font-face {{ font-family: "Weerbaar Sans"; src: url("file://{FONTS}/weerbaar-sans-regular.ttf"); }}
@font-face {{ font-family: "Weerbaar Sans"; font-weight: bold; src: url("file://{FONTS}/weerbaar-sans-bold.ttf"); }}
@page {{ size: A4; margin: 24mm 25mm 26mm; @bottom-right {{ content: "pagina " counter(page) " van " counter(pages); }} }}
body {{ font: 10.5pt "Weerbaar Sans"; }} svg {{ width: 26mm; height: 26mm; }}
"""


def as_page(sheet: Sheet) -> str:
    """The same words and the same picture, as a page for WeasyPrint."""
    parts = [f"<p>{'<br>'.join(map(escape, sheet.address))}</p>", f"<h1>{escape(sheet.subject)}</h1>"]
    for block in sheet.blocks:
        if isinstance(block, Prose):
            parts.append(f"<p>{escape(block.text)}</p>")
        elif isinstance(block, Bullets):
            parts.append("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>")
        elif isinstance(block, Opening):
            parts.append(f"<p>{escape(block.says)} <a href='{block.link}'>{escape(block.shown)}</a></p>{block.picture}")
    return (
        f"<html lang='nl'><head><title>{escape(sheet.title)}</title><style>{STYLE}</style></head><body>{''.join(parts)}"
    )


def spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Will write, set and measure."""
    at = timezone.now()
    if invitation_version() is None:
        begin_with_standards(at=at, by=None)
    before, begun = spent(), time.perf_counter()
    letters, _plan = printing.letters_of_round(
        round=current_round(at.date()), version=invitation_version(), province="", dated_on=at.date(), at=at
    )
    written = time.perf_counter()
    pdfs = [outcome.taken() for _one, outcome in printing.pressed(letters)]
    ended, after = time.perf_counter(), spent()
    fonts = FontConfiguration()
    for one in letters[:PART]:
        HTML(string=as_page(one.letter.sheet)).write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)
    other = (time.perf_counter() - ended) * len(letters) / PART
    sys.stdout.write(f"{written - begun} {ended - written} {after - before} {len(pdfs)} {other}\n")


if __name__ == "__main__":
    main()
