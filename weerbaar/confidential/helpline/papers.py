"""The proof that all is gone, on paper and in rows."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from weerbaar.foundation.audit.certificates import Certified
from weerbaar.foundation.papers import blocks
from weerbaar.foundation.papers.blocks import Paper

Rows = tuple[tuple[str, str], ...]


def _page() -> str:
    return f"{settings.SITE_URL}{reverse('check_proof')}"


def rows_of(certified: Certified) -> Rows:
    """Will return what a proof that holds says, in words."""
    facts = certified.facts
    at = localtime(datetime.fromisoformat(facts["at"]))
    return (
        (_("Nummer van uw zaak"), facts["about"]),
        (_("Gewist op"), format_date(at, "j F Y, H.i")),
        (_("Berichten"), facts["messages"]),
        (_("Notities van het team"), facts["notes"]),
        (_("Bestanden"), facts["files"]),
        (_("Andere gegevens"), facts["other"]),
        (_("Sleutels"), facts["keys"]),
    )


def proof_paper(certified: Certified) -> Paper:
    """Will return the proof on one page: what it says, and the text that can be checked, copied from the paper as well."""
    return Paper(
        title=_("Bewijs van wissen"),
        foot=_("Bel 070-3738314, dag en nacht. Bij gevaar: 112."),
        blocks=(
            blocks.Heading(text=_("Bewijs van wissen")),
            blocks.Prose(text=_("Alles wat in deze zaak stond is vernietigd, met de sleutels.")),
            blocks.Facts(rows=rows_of(certified)),
            blocks.Heading(text=_("Nagaan"), level=2),
            blocks.Prose(text=_("Kopieer de tekst hieronder en plak haar op %(page)s") % {"page": _page()}),
            blocks.Exact(text=certified.text),
            blocks.Notice(
                title=_("Bewaar dit op een veilige plek"),
                text=_("Er staat geen naam in. Wie het vindt, weet wel dat iemand bij ons was."),
            ),
        ),
        language=get_language() or "nl",
    )
