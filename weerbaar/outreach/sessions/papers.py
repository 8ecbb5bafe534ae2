"""The papers of sessions and trainings: a quotation, and what came back from the hall on one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.foundation.papers.blocks import Block, Bullets, Facts, Heading, Letter, Paper, Prose, Table
from weerbaar.outreach.sessions.money import euros


def quotation_paper(content: Mapping[str, Any]) -> Paper:
    """Will write a quotation out of its frozen content: the same content gives the same paper."""
    title = gettext("Offerte %(number)s, versie %(version)s") % content
    rows = [
        (line["text"], str(line["quantity"]), euros(line["unit_cents"]), f"{line['vat']}%", euros(line["cents"]))
        for line in content["lines"]
    ]
    head = (
        gettext("Wat"), gettext("Aantal"), gettext("Prijs"), gettext("Btw"), gettext("Bedrag zonder btw"),
    )  # fmt: skip
    taxes = [
        (
            gettext("Btw %(rate)s%% over %(over)s") % {"rate": tax["rate"], "over": euros(tax["over"])},
            euros(tax["cents"]),
        )
        for tax in content["taxes"]
    ]
    sums = (
        (gettext("Zonder btw"), euros(content["without"])), *taxes, (gettext("Te betalen"), euros(content["whole"])),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Letter(
            sender=_sender(content), to=content["to"], date=_day(content["made_on"]), subject=title,
        ),
        Prose(text=gettext("Graag bieden wij u het volgende aan: %(what)s.") % {"what": content["what"]}),
        Facts(
            rows=(
                (gettext("Wanneer"), content["when"]), (gettext("Waar"), content["where"]),
                (gettext("Geldig tot en met"), _day(content["valid_until"])),
            )
        ),
        *_programme(content["programme"]),
        Heading(text=gettext("Kosten"), level=2),
        Table(head=head, rows=tuple(rows), widths=(6, 2, 3, 2, 4)),
        Facts(rows=sums),
        Heading(text=gettext("Voorwaarden"), level=2),
        Bullets(items=tuple(content["terms"])),
    )  # fmt: skip
    return Paper(title=f"{title}: {content['to'].splitlines()[0]}", foot=title, blocks=blocks)


def _sender(content: Mapping[str, Any]) -> str:
    # What was offered before it said who offers it stays as it was.
    name, kvk = content.get("sender") or gettext("Ondersteuningsteam Weerbaar Bestuur"), content.get("kvk")
    return "\n".join((name, gettext("KvK %(number)s") % {"number": kvk})) if kvk else name


def _programme(items: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    if not items:
        return ()
    lines = tuple(gettext("%(name)s (%(minutes)s minuten)") % item for item in items)
    return (Heading(text=gettext("Programma"), level=2), Bullets(items=lines, numbered=True))


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso), "j F Y")


@dataclass(frozen=True)
class Figure:
    """One question with its answers, as they may be told: the answers in words, or that there are too few."""

    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """What came back from a gathering, on one page."""

    name: str
    kind: str
    day: date
    present: int
    asked: bool
    answers: int
    figures: tuple[Figure, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    next_steps: tuple[str, ...]


def results_paper(results: Results) -> Paper:
    """Will write the results on one page; it names nobody, and shows no figure of fewer than five people."""
    title = gettext("Wat uw %(kind)s opleverde") % {"kind": results.kind}
    facts = [
        (gettext("Voor"), results.name),
        (gettext("Gehouden op"), format_date(results.day, "j F Y")),
        (gettext("Aanwezig"), str(results.present) if results.present else gettext("niet geteld")),
    ]
    if results.asked:
        facts.append((gettext("Antwoorden"), _answers(results.answers)))
    blocks: list[Block] = [Heading(text=title), Facts(rows=tuple(facts))]
    if results.figures:
        blocks.append(Heading(text=gettext("Wat deelnemers zeiden"), level=2))
        rows = tuple((figure.question, "\n".join(figure.lines)) for figure in results.figures)
        blocks.append(Table(head=(gettext("Vraag"), gettext("Antwoord")), rows=rows, widths=(3, 4)))
    elif not results.asked:
        blocks.append(
            Prose(text=gettext("Deelnemers kregen deze keer geen vragen. Hier staat wat wij samen afspraken."))
        )
    else:
        blocks.append(
            Prose(
                text=gettext("Er zijn minder dan vijf antwoorden. Die delen wij niet: zo blijft iedereen onherkenbaar.")
            )
        )
    for heading, items in (
        (gettext("Dit doen wij"), results.ours),
        (gettext("Dit doet u"), results.theirs),
        (gettext("Wat nu past"), results.next_steps),
    ):
        if items:
            blocks += [Heading(text=heading, level=2), Bullets(items=items)]
    return Paper(
        title=f"{title}: {results.name}", foot=gettext("Cijfers onder de vijf laten wij weg."), blocks=tuple(blocks)
    )


def _answers(number: int) -> str:
    return str(number) if number >= 5 else gettext("minder dan vijf")  # noqa: PLR2004 - as the sentence says
