"""What a list of contacts would change, row by row, before anything is changed. A second time it changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign import names
from weerbaar.outreach.campaign.contact_lists.columns import Mapping
from weerbaar.outreach.campaign.contact_lists.people import Person, RowRefused, person_in
from weerbaar.outreach.campaign.contact_lists.sheets import Line, Sheet
from weerbaar.outreach.campaign.models import Contact, Organisation
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.public.authorities import queries as authorities

_EMPTY = {"", "none", "other", None}
FIELD_WORDS = {
    "office": _("functie"), "form_of_address": _("aanspreekvorm"), "initials": _("voorletters"), "first_name": _("voornaam"),
    "infix": _("tussenvoegsel"), "surname": _("achternaam"), "function": _("omschrijving"), "email": _("mailadres"),
    "phone": _("telefoon"), "from_on": _("vanaf"), "until_on": _("tot"),
}  # fmt: skip


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBLE = "double"
    REFUSED = "refused"


@dataclass(frozen=True)
class Row:
    """One row of a list and what becomes of it: who it is, what changes of whom, or why it is left out."""

    number: int
    verdict: Verdict
    shown: str = ""
    person: Person | None = None
    organisation_code: str = ""
    known: Contact | None = None
    changed: tuple[str, ...] = ()
    why: Words | str = ""

    @property
    def changed_words(self) -> str:
        """The fields that change, in words."""
        return ", ".join(str(FIELD_WORDS[name]) for name in self.changed)


@dataclass
class Preview:
    """What a whole list would change."""

    rows: list[Row] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each verdict, also of those that do not occur."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict.value: found[verdict] for verdict in Verdict}

    def of(self, verdict: str) -> list[Row]:
        """Will give the rows with one verdict, or all of them."""
        return [row for row in self.rows if not verdict or row.verdict == verdict]


class _Known:
    """Whom we know already, as contacts to compare with: three queries, however long the list is."""

    def __init__(self, on: date) -> None:
        self.bodies = authorities.names_on(on)
        self.organisations = set(Organisation.objects.values_list("pk", flat=True))
        self.by_name: dict[tuple[str, str], list[Contact]] = defaultdict(list)
        for contact in contacts_on(on):
            self.by_name[contact.organisation_id, names.likeness(contact)].append(contact)
        self.seen: dict[tuple[str, str, str, str], int] = {}


def preview(sheet: Sheet, mapping: Mapping, *, on: date) -> Preview:
    """Will say of every row what it would change: new, changed, the same, a double of whom, or refused and why."""
    known = _Known(on)
    return Preview([_row(line, mapping, known) for line in sheet.lines])


def _row(line: Line, mapping: Mapping, known: _Known) -> Row:
    shown = " · ".join(cell for cell in line.cells if cell)[:160]
    try:
        person = person_in(line, mapping)
        code = _code_of(person, known)
    except RowRefused as refused:
        return Row(line.number, Verdict.REFUSED, shown, why=refused.why)
    twice = (code, names.likeness(person), person.office, person.initials or person.first_name)
    if twice in known.seen:
        why = str(_("staat ook in rij %(number)d")) % {"number": known.seen[twice]}
        return Row(line.number, Verdict.DOUBLE, shown, person, code, why=why)
    known.seen[twice] = line.number
    alike = [one for one in known.by_name.get((code, names.likeness(person)), []) if _fits(one, person)]
    if len(alike) > 1:
        unsure: Words = _("lijkt op meer dan één contactpersoon; voeg die eerst samen")
        return Row(line.number, Verdict.DOUBLE, shown, person, code, alike[0], why=unsure)
    if not alike:
        return Row(line.number, Verdict.NEW, names.formal_name(person), person, code)
    changed = changes(alike[0], person)
    verdict = Verdict.CHANGED if changed else Verdict.SAME
    return Row(line.number, verdict, names.formal_name(person), person, code, alike[0], tuple(changed))


def changes(contact: Contact, person: Person) -> list[str]:
    """Will name the fields that a row says something new about. What a row leaves empty is never wiped out."""
    told = asdict(person)
    return [
        name
        for name in FIELD_WORDS
        if told[name] not in _EMPTY and told[name] != getattr(contact, name) and not _weaker(name, contact, told[name])
    ]


def _weaker(name: str, contact: Contact, value: object) -> bool:
    """A surname in capitals or without its marks does not replace one that was written with care."""
    if name not in {"surname", "infix"}:
        return False
    return str(value).isupper() and not str(getattr(contact, name)).isupper()


def _code_of(person: Person, known: _Known) -> str:
    body = known.bodies.find(person.organisation)
    if body is None:
        raise RowRefused(_("deze organisatie kennen we niet, of er zijn er meer met die naam"))
    if body.pk not in known.organisations:
        raise RowRefused(_("deze organisatie doet niet mee aan de Tour"))
    return body.pk


def _fits(contact: Contact, person: Person) -> bool:
    """D. and Daan are one person when nothing says otherwise; D. and P. are two."""
    ours, theirs = ((one.initials or one.first_name)[:1].casefold() for one in (contact, person))
    return not ours or not theirs or ours == theirs


def organisations_in(rows: Iterable[Row]) -> list[str]:
    """Will return the codes of the organisations that rows change something of, in a fixed order for locking."""
    return sorted({row.organisation_code for row in rows if row.verdict in {Verdict.NEW, Verdict.CHANGED}})
