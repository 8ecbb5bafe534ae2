"""The file for the police as a paper: facts in, blocks out. In Dutch, because that is the language of the desk."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from weerbaar.confidential.incidents.facts import Told
from weerbaar.confidential.incidents.monitor import Channel, Form, Offender, Severity, Target
from weerbaar.confidential.incidents.nine_steps import ANONYMITY, SENTENCE
from weerbaar.confidential.incidents.queries.police_files import Annex, Gathered
from weerbaar.confidential.incidents.queries.timeline import Whole
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM, Message
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.papers import blocks
from weerbaar.foundation.papers.blocks import Block, Paper
from weerbaar.public.guidance import queries as guidance

Rows = tuple[tuple[str, str], ...]
_REQUESTS = {"yes": "ja, binnen drie maanden", "no": "nee", "unsure": "niet zeker"}


def paper_of(gathered: Gathered, wish: Wish, *, made_at: datetime) -> Paper:
    """Will return the file as a paper, with the mask of the wish laid over every word of it.

    The mask comes before anything is made: what it covers is in no part of the PDF, whatever somebody opens it with.
    """
    pictured = [annex for annex in gathered.annexes if annex.picture]
    paper = Paper(
        title=_("Dossier voor de politie, zaak %(number)s") % {"number": gathered.number},
        foot=_("Zaak %(number)s. Vertrouwelijk.") % {"number": gathered.number},
        blocks=(
            _cover(gathered, wish, made_at),
            blocks.Contents(title=_("Inhoud")),
            *_at_the_desk(wish),
            *_seven_questions(gathered, wish),
            *_timeline(gathered.incidents),
            *_offences(gathered.incidents),
            *_evidence(gathered.annexes),
            *_annexes(gathered.annexes, {annex.number: place for place, annex in enumerate(pictured)}),
        ),
        pictures=tuple(annex.picture for annex in pictured if annex.picture),
    )
    return paper.with_words(gathered.mask)


def _cover(gathered: Gathered, wish: Wish, made_at: datetime) -> Block:
    notice = [
        _("Dit dossier is vertrouwelijk. Het is gemaakt met toestemming van wie het aangaat, voor dit ene doel."),
        _("De artikelen uit de wet zijn aanwijzingen. Of iets strafbaar is, beslissen politie, officier en rechter."),
    ]
    if wish.masks_anything:
        notice.append(
            _("In dit exemplaar zijn woorden onleesbaar gemaakt. Ze staan ook niet verborgen in het bestand.")
        )
    facts = [
        (_("Voor"), wish.for_whom),
        (_("Doel"), wish.why),
        (_("Wie het betreft"), _whom(gathered, wish)),
        (_("Gemaakt op"), _moment(made_at)),
        (
            _("Inhoud"),
            _("%(incidents)d gebeurtenissen, %(pieces)d stukken bewijs")
            % {"incidents": len(gathered.incidents), "pieces": len(gathered.annexes)},
        ),
    ]
    if wish.as_package:
        facts.append(
            (_("Controlegetal"), _("In te vullen bij de overdracht: ................................................"))
        )
    return blocks.Cover(
        title=_("Dossier voor de politie"),
        under=_("Zaak %(number)s") % {"number": gathered.number},
        facts=tuple(facts),
        notice=tuple(notice),
    )


def _at_the_desk(wish: Wish) -> Iterator[Block]:
    office = wish.office or _("politieke ambtsdrager")
    yield blocks.Heading(text=_("Wat u aan de balie zegt"), new_page=True)
    yield blocks.Notice(title=_("Zeg deze zin"), text=SENTENCE % {"office": office})
    yield blocks.Prose(
        text=_(
            "Zonder de VPT-code gelden de landelijke afspraken niet. Met de code komt er snel opvolging, wordt de "
            "aangifte altijd opgenomen en telt het misdrijf zwaarder."
        )
    )
    address = wish.work_address or _("het adres van het gemeentehuis of het provinciehuis")
    yield blocks.Bullets(
        items=(
            _("Adres: %(address)s. Geef het huisadres niet.") % {"address": address},
            _(
                "De organisatie kan de aangifte doen. Voor belediging, smaad en stalking is ook een klacht nodig: "
                "die doet u zelf, of iemand met een bijzondere volmacht (artikel 164 Wetboek van Strafvordering)."
            ),
            _("Vraag om een kopie, het nummer van de aangifte en de naam van een contactpersoon."),
            _("Neemt de balie de aangifte niet op? Vraag of de hulpofficier van justitie dat bevestigt."),
        )
    )
    if wish.under_number:
        yield blocks.Notice(title=_("Aangifte onder nummer"), text=str(ANONYMITY[1][1]))
    yield blocks.Prose(
        text=_("Bronnen: veiligepubliekedienstverlening.nl, Eenduidige Landelijke Afspraken (2010), vng.nl."),
        small=True,
    )


def _seven_questions(gathered: Gathered, wish: Wish) -> Iterator[Block]:
    told = [one.told for one in gathered.incidents]
    yield blocks.Heading(text=_("De zeven vragen"))
    yield blocks.Facts(
        rows=(
            (_("Wie"), "\n".join([_whom(gathered, wish), *_offenders(told, _("Wie het deed: %(who)s"))])),
            (_("Wat"), _listed(_name(Form, one.form) for one in told)),
            (_("Waar"), _listed(one.place for one in told)),
            (_("Waarmee"), _listed(_name(Channel, one.channel) for one in told)),
            (_("Welke wijze"), _listed(str(label) for one in told for label in _behaviours(one))),
            (_("Wanneer"), _span(told)),
            (
                _("Waarom"),
                wish.motive
                or _("Om het werk als %(office)s, voor zover bekend.")
                % {"office": wish.office or _("politieke ambtsdrager")},
            ),
        )
    )


def _timeline(incidents: tuple[Whole, ...]) -> Iterator[Block]:
    yield blocks.Heading(text=_("Wat er gebeurde"), new_page=True)
    if not incidents:
        yield blocks.Prose(text=_("In dit dossier staat geen gebeurtenis."))
    for number, one in enumerate(incidents, 1):
        told = one.told
        yield blocks.Moment(
            when=_when(told),
            title=f"{number}. {_name(Form, told.form)}",
            text=told.description,
            facts=_facts_of(told),
        )


def _offences(incidents: tuple[Whole, ...]) -> Iterator[Block]:
    yield blocks.Heading(text=_("Waar dit onder kan vallen"), new_page=True)
    yield blocks.Notice(
        title=_("Aanwijzingen, geen oordeel"),
        text=_(
            "Deze artikelen passen bij wat is verteld. Of het strafbaar is, beslissen politie, officier en rechter."
        ),
    )
    hints = guidance.hints_for({name for one in incidents for name in one.told.behaviours})
    if not hints:
        yield blocks.Prose(text=_("Er is geen gedrag aangewezen waar wij een artikel bij kennen."))
        return
    yield blocks.Table(
        head=(_("Artikel"), _("Waarover"), _("Hoogste straf"), _("Klacht nodig"), _("Bron")),
        rows=tuple(
            (
                hint.article.key,
                hint.article.name.nl
                + (_(" (niet zeker: %(note)s)") % {"note": hint.article.note.nl} if hint.unsure else ""),
                hint.article.maximum.nl,
                _REQUESTS[hint.article.prosecution_request],
                "; ".join(source.name for source in hint.sources),
            )
            for hint in hints
        ),
        widths=(2, 6, 5, 3, 5),
    )
    yield blocks.Prose(
        text=_(
            "Artikelen van het Wetboek van Strafrecht. De klacht moet er zijn binnen drie maanden nadat de klachtgerechtigde ervan wist (artikel 66)."
        ),
        small=True,
    )


def _evidence(annexes: tuple[Annex, ...]) -> Iterator[Block]:
    yield blocks.Heading(text=_("Bewijs"), new_page=True)
    if not annexes:
        yield blocks.Prose(text=_("Bij dit dossier zit geen bewijs."))
        return
    yield blocks.Prose(
        text=_(
            "Van elk stuk staat hier het controlegetal (SHA-256) van het origineel. Wie het origineel heeft, kan "
            "daarmee nagaan dat er niets aan is veranderd sinds wij het kregen."
        )
    )
    yield blocks.Table(
        head=(_("Nr."), _("Wat"), _("Ontvangen"), _("Controlegetal (SHA-256)")),
        rows=tuple(
            (
                str(annex.number),
                f"{annex.original.name}\n{annex.original.found.kind_name}",
                _moment(annex.original.received_at),
                annex.original.digest,
            )
            for annex in annexes
        ),
        widths=(1, 4, 3, 5),
        exact=(3,),
    )


def _annexes(annexes: tuple[Annex, ...], places: dict[int, int]) -> Iterator[Block]:
    shown = [annex for annex in annexes if annex.messages or annex.picture]
    if shown:
        yield blocks.Heading(text=_("Bijlagen"), new_page=True)
    for annex in shown:
        yield blocks.Heading(text=f"{annex.number}. {annex.original.name}", level=2)
        for message in annex.messages:
            yield blocks.Quote(above=_above(message), text=message.text or _("(geen tekst)"))
        if annex.picture:
            yield blocks.Picture(
                number=places[annex.number],
                alt=_("Afbeelding bij bewijs %(number)d: %(name)s")
                % {"number": annex.number, "name": annex.original.name},
                under=_("Bewijs %(number)d. Kopie om te bekijken; het origineel is ongewijzigd bewaard.")
                % {"number": annex.number},
            )


def _above(message: Message) -> str:
    told = [(_("Van"), message.sender), (_("Aan"), ", ".join(message.recipients)), (_("Onderwerp"), message.subject)]
    lines = [f"{name}: {said}" for name, said in told if said]
    return "\n".join([_moment(message.sent_at) if message.sent_at else _("tijdstip onbekend"), *lines])


def _facts_of(told: Told) -> Rows:
    rows = (
        (_("Hoe het kwam"), _name(Channel, told.channel)),
        (_("Waar"), told.place),
        (_("Wat iemand deed"), _listed(str(label) for label in _behaviours(told)) if told.behaviours else ""),
        (_("Gericht op"), _listed(_name(Target, one) for one in told.targets) if told.targets else ""),
        (_("Hoe ernstig"), _name(Severity, told.severity)),
        (_("Wat het deed"), told.effect),
        (_("Getuigen"), told.witnesses),
        (_("Wie het deed"), "\n".join(_offenders([told], "%(who)s"))),
    )
    return tuple(row for row in rows if row[1])


def _whom(gathered: Gathered, wish: Wish) -> str:
    return ", ".join(part for part in (gathered.client, wish.office) if part) or _("politieke ambtsdrager")


def _offenders(told: list[Told], line: str) -> list[str]:
    said = [": ".join(part for part in (_name(Offender, one.offender), one.about_offender) if part) for one in told]
    return [line % {"who": one} for one in dict.fromkeys(said) if one]


def _behaviours(told: Told) -> list[str]:
    return [str(one.label.nl) for one in guidance.behaviours() if one.key in told.behaviours]


def _span(told: list[Told]) -> str:
    if not told:
        return _("niet gezegd")
    return _when(told[0]) if len(told) == 1 else f"{_when(told[0])}\n{_('tot en met')}\n{_when(told[-1])}"


def _when(told: Told) -> str:
    day = format_date(told.day, "l j F Y")
    at = _("%(day)s om %(clock)s uur") % {"day": day, "clock": told.clock.strftime("%H.%M")} if told.clock else day
    return _("%(when)s (ongeveer)") % {"when": at} if told.about else at


def _moment(at: datetime) -> str:
    return format_date(at.astimezone(AMSTERDAM), "j F Y, H.i") + _(" uur")


def _name(kinds: type[Form | Channel | Severity | Target | Offender], value: str) -> str:
    return str(kinds(value).label) if value in kinds.values else ""


def _listed(parts: Iterator[str] | list[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part)) or _("niet gezegd")
