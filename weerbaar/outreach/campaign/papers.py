"""The papers of the Tour: what we have about somebody, for that person to read."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date

from weerbaar.foundation.papers.blocks import Block, Bullets, Facts, Heading, Paper, Prose, Table
from weerbaar.outreach.campaign.data_subject import Told
from weerbaar.outreach.campaign.privacy import RECORDS

_TITLE = "Wat wij over u bewaren"
_CONTACTS = next(one for one in RECORDS if one.model == "campaign.Contact")
_RIGHTS = (
    "Klopt er iets niet? Dan verbeteren wij het.",
    "Wilt u dat wij uw gegevens wissen? Vraag het ons. Wij zeggen erbij wat moet blijven, en waarom.",
    "U mag bezwaar maken als u niet wilt dat wij uw gegevens gebruiken.",
    "Wilt u uw gegevens ergens anders gebruiken? Vraag om het bestand voor computers (JSON).",
    "Vindt u dat wij het niet goed doen? U kunt klagen bij de Autoriteit Persoonsgegevens.",
)


def own_records_paper(name: str, told: Sequence[Told], kept: Sequence[str], *, on: date) -> Paper:
    """Will write out all that we have about somebody, as AVG articles 12 and 15 ask: in Dutch, each thing by its name.

    `told` are the things that we have, `kept` says what would stay when they ask to be forgotten.
    """
    who_they_are = [one for one in told if one.fields]
    the_rest = [one for one in told if not one.fields]
    blocks: list[Block] = [
        Heading(text=_TITLE),
        Facts(rows=(("Over", name), ("Van", settings.LETTER_SENDER), ("Gemaakt op", _day(on)))),
        Prose(text="U vroeg welke gegevens wij van u hebben. Hier staat alles, met waar wij het voor gebruiken."),
        Heading(text="Wie u bent", level=2),
    ]
    for one in who_they_are:
        since = (("Bij ons bekend sinds", _moment(one.at)),) if one.at else ()
        blocks += [Heading(text=one.what, level=3), Facts(rows=(*one.fields, *since))]
    if the_rest:
        rows = tuple((one.what, one.says, _moment(one.at) if one.at else "") for one in the_rest)
        blocks += [
            Heading(text="Wat er gebeurde", level=2),
            Table(head=("Wat", "Wat er staat", "Wanneer"), rows=rows, widths=(3, 6, 3)),
        ]
    blocks += [Heading(text="Waarom wij dit hebben", level=2), Facts(rows=_reasons())]
    if kept:
        blocks += [Heading(text="Wat blijft als u ons vraagt te wissen", level=2), Bullets(items=tuple(kept))]
    blocks += [
        Heading(text="Wat u kunt doen", level=2),
        Bullets(items=_RIGHTS),
        Prose(text=f"Hebt u een vraag? Bel {settings.TOUR_NUMBER}."),
    ]
    return Paper(title=f"{_TITLE}: {name}", foot=_TITLE, blocks=tuple(blocks))


def _reasons() -> tuple[tuple[str, str], ...]:
    """What the register says of contacts, in the words of who reads it about themselves."""
    return (
        ("Waarvoor", _CONTACTS.why),
        ("Op welke grond", _CONTACTS.ground),
        ("Wie het ziet", _CONTACTS.whom),
        (
            "Hoe lang",
            f"Tot {_CONTACTS.keep.number_of_days} dagen nadat u uw functie verlaat. Daarna wissen wij uw gegevens.",
        ),
    )


def _moment(at: datetime) -> str:
    return _day(timezone.localtime(at))


def _day(on: date) -> str:
    return format_date(on, "j F Y")
