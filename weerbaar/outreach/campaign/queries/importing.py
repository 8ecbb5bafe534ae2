"""What a list of contacts would change, row by row, before anything is changed. A second time it changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign import names
from weerbaar.outreach.campaign.contact_lists.columns import Mapping
from weerbaar.outreach.campaign.contact_lists.people import Person, RowRefused, person_in
from weerbaar.outreach.campaign.contact_lists.sheets import Line, Sheet
from weerbaar.outreach.campaign.models import Contact, ContactImport, Organisation
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
    organisation_name: str = ""

    @property
    def changed_words(self) -> str:
        """The fields that change, in words."""
        return ", ".join(str(FIELD_WORDS[name]) for name in self.changed)


@dataclass
class Preview:
    """What a whole list would change; once it `came_in`, what it did."""

    rows: list[Row] = field(default_factory=list)
    came_in: ContactImport | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each verdict, also of those that do not occur."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict.value: found[verdict] for verdict in Verdict}

    def of(self, verdict: str) -> list[Row]:
        """Will give the rows with one verdict, or all of them."""
        return [row for row in self.rows if not verdict or row.verdict == verdict]


class _Known:
    """Whom we know already, as contacts to compare with: three queries, however long the list is.

    `elsewhen` are those who left or are still to come: a row that says so of somebody is compared with them too, else a
    list that comes in twice would have them twice.
    """

    def __init__(self, on: date) -> None:
        self.bodies = authorities.names_on(on)
        self.organisations = set(Organisation.objects.values_list("pk", flat=True))
        self.by_name: dict[tuple[str, str], list[Contact]] = defaultdict(list)
        self.elsewhen: dict[tuple[str, str], list[Contact]] = defaultdict(list)
        self.on = on
        for contact in Contact.objects.filter(merged_into=None).order_by("organisation_id", "office", "surname", "id"):
            known = self.by_name if _is_there(contact, on) else self.elsewhen
            known[contact.organisation_id, names.likeness(contact)].append(contact)
        self.seen: dict[tuple[str, str, str], list[tuple[Person, int]]] = defaultdict(list)
        self.taken: dict[UUID, int] = {}
        self.names: dict[str, str] = {"": ""}


def preview(sheet: Sheet, mapping: Mapping, *, on: date) -> Preview:
    """Will say of every row what it would change: new, changed, the same, a double of whom, or refused and why."""
    known = _Known(on)
    rows = [_row(line, mapping, known) for line in sheet.lines]
    return Preview([replace(row, organisation_name=known.names[row.organisation_code]) for row in rows])


def _row(line: Line, mapping: Mapping, known: _Known) -> Row:
    shown = " · ".join(cell for cell in line.cells if cell)[:160]
    try:
        person = person_in(line, mapping)
        code = _code_of(person, known)
    except RowRefused as refused:
        return Row(line.number, Verdict.REFUSED, shown, why=refused.why)
    same_office = known.seen[code, names.likeness(person), person.office]
    before = next((number for one, number in same_office if _are_one(one, person)), None)
    if before is not None:
        return Row(line.number, Verdict.DOUBLE, shown, person, code, why=_also_in(before))
    same_office.append((person, line.number))
    return _compared(person, code, known, line.number, shown)


def _compared(person: Person, code: str, known: _Known, number: int, shown: str) -> Row:
    alike = _alike(person, code, known)
    if len(alike) > 1:
        unsure: Words = _("lijkt op meer dan één contactpersoon; voeg die eerst samen")
        return Row(number, Verdict.DOUBLE, shown, person, code, alike[0], why=unsure)
    if not alike:
        return Row(number, Verdict.NEW, names.formal_name(person), person, code)
    # One contact takes one row. Two would overwrite each other, and the list would never come to rest.
    first = known.taken.setdefault(alike[0].pk, number)
    if first != number:
        return Row(number, Verdict.DOUBLE, shown, person, code, alike[0], why=_also_in(first))
    begins, ends = person.from_on or alike[0].from_on, person.until_on or alike[0].until_on
    if begins and ends and ends < begins:
        wrong: Words = _("met wat we al weten ligt de einddatum voor de begindatum")
        return Row(number, Verdict.REFUSED, shown, person, code, alike[0], why=wrong)
    changed = changes(alike[0], person)
    verdict = Verdict.CHANGED if changed else Verdict.SAME
    return Row(number, verdict, names.formal_name(person), person, code, alike[0], tuple(changed))


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
    known.names[body.pk] = body.name
    return body.pk


def _fits(contact: Contact, person: Person) -> bool:
    """D. and Daan are one person when nothing says otherwise; D. and P. are two."""
    ours, theirs = ((one.initials or one.first_name)[:1].casefold() for one in (contact, person))
    return not ours or not theirs or ours == theirs


def _alike(person: Person, code: str, known: _Known) -> list[Contact]:
    name = code, names.likeness(person)
    there = [one for one in known.by_name.get(name, []) if _fits(one, person)]
    if there or _is_there(person, known.on):
        return there
    same_office = [one for one in known.elsewhen.get(name, []) if _fits(one, person) and one.office == person.office]
    same_days = [one for one in same_office if (one.from_on, one.until_on) == (person.from_on, person.until_on)]
    return same_days[:1] or same_office


def _is_there(one: Contact | Person, on: date) -> bool:
    """As `contacts_on` has it: from the first day on, and not on the day of leaving any more."""
    return (one.from_on is None or one.from_on <= on) and (one.until_on is None or one.until_on > on)


def _are_one(one: Person, other: Person) -> bool:
    """Within one list: the same initials or first name, and where they cannot be compared the same first letter, or none."""
    for name in ("initials", "first_name"):
        if getattr(one, name) and getattr(other, name):
            return bool(getattr(one, name).casefold() == getattr(other, name).casefold())
    first, second = ((person.initials or person.first_name)[:1].casefold() for person in (one, other))
    return not first or not second or first == second


def _also_in(number: int) -> str:
    return str(_("staat ook in rij %(number)d")) % {"number": number}


def organisations_in(rows: Iterable[Row]) -> list[str]:
    """Will return the codes of the organisations that rows change something of, in a fixed order for locking."""
    return sorted({row.organisation_code for row in rows if row.verdict in {Verdict.NEW, Verdict.CHANGED}})


def imports() -> QuerySet[ContactImport]:
    """Will give the lists that came in and can still be taken back, the newest first."""
    return ContactImport.objects.filter(undone_at=None).select_related("by")


def import_by_id(key: UUID) -> ContactImport | None:
    """Will give one list that came in; None when that is too long ago."""
    return ContactImport.objects.filter(pk=key).select_related("by").first()
