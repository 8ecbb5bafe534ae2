"""Contacts that may be one person: the same mail address, or names that differ in spelling only, at one organisation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from django.db.models import QuerySet

from weerbaar.outreach.campaign import names
from weerbaar.outreach.campaign.models import Contact, ContactMerge, NotDouble

MOST_ALIKE = 20
"""More rows than this that are alike are no doubles but a shared mailbox: the first are shown, the rest after those."""


@dataclass(frozen=True)
class Double:
    """Two rows that may be one person, and why we think so. The one we know most of comes first: it stays."""

    kept: Contact
    double: Contact
    same_mail: bool

    @property
    def differing(self) -> list[str]:
        """The fields in which the two say something else."""
        return [name for name in FACTS if _said(self.kept, name) != _said(self.double, name)]


FACTS = ("office", "form_of_address", "initials", "first_name", "infix", "surname", "function", "email", "phone")


def likely_doubles(organisation_code: str = "") -> list[Double]:
    """Will find pairs of living contacts that may be one person, of one organisation or of all, surest first.

    Pairs of which somebody said that they are two are left out.
    """
    people = Contact.objects.filter(merged_into=None, until_on=None).select_related("organisation__authority")
    if organisation_code:
        people = people.filter(organisation=organisation_code)
    apart = {frozenset(pair) for pair in NotDouble.objects.values_list("one_id", "other_id")}
    found = {}
    for one, other, same_mail in _alike(people.order_by("organisation_id", "added_at", "id")):
        pair = frozenset({one.pk, other.pk})
        if pair not in apart and pair not in found:
            found[pair] = Double(*_fuller_first(one, other), same_mail)
    return sorted(
        found.values(), key=lambda double: (not double.same_mail, double.kept.organisation_id, str(double.kept.pk))
    )


def _alike(people: Iterable[Contact]) -> Iterator[tuple[Contact, Contact, bool]]:
    by_mail, by_name, by_last = defaultdict(list), defaultdict(list), defaultdict(list)
    for person in people:
        if person.email:
            by_mail[person.organisation_id, person.email.lower()].append(person)
        by_name[person.organisation_id, names.likeness(person)].append(person)
        by_last[person.organisation_id, names.bare_likeness(person)].append(person)
    for same in by_mail.values():
        # One mailbox is shared by a whole office: then the surnames must be alike too, or one of them missing.
        yield from ((one, other, True) for one, other in combinations(same[:MOST_ALIKE], 2) if _may_be_one(one, other))
    for same in by_name.values():
        yield from (
            (one, other, False) for one, other in combinations(same[:MOST_ALIKE], 2) if _first_letters_fit(one, other)
        )
    for same in by_last.values():
        yield from (
            (one, other, False) for one, other in combinations(same[:MOST_ALIKE], 2) if _prefix_was_left_out(one, other)
        )


def _may_be_one(one: Contact, other: Contact) -> bool:
    return names.likeness(one) == names.likeness(other) or one.office == other.office


def _first_letters_fit(one: Contact, other: Contact) -> bool:
    """D. and Daan fit, and so does nothing; D. and P. do not."""
    first, second = ((person.initials or person.first_name)[:1].lower() for person in (one, other))
    return not first or not second or first == second


def _prefix_was_left_out(one: Contact, other: Contact) -> bool:
    """«R. van Zomer» and «René Zomer» fit when it is one office; «De Vries» and «Van Vries» are two families."""
    return bool(one.infix) != bool(other.infix) and one.office == other.office and _first_letters_fit(one, other)


def _fuller_first(one: Contact, other: Contact) -> tuple[Contact, Contact]:
    filled = [sum(bool(getattr(person, name)) for name in FACTS) for person in (one, other)]
    return (one, other) if filled[0] >= filled[1] else (other, one)


def _said(contact: Contact, name: str) -> str:
    return str(getattr(contact, name)).casefold()


def merges_to_undo() -> QuerySet[ContactMerge]:
    """Will give the merges that stand, the newest first."""
    return (
        ContactMerge.objects.filter(undone_at=None)
        .select_related("kept__organisation__authority", "double")
        .order_by("-at", "id")
    )


def merge_by_id(merge_id: UUID) -> ContactMerge | None:
    """Will give a merge that stands; None when it was taken back."""
    return merges_to_undo().filter(pk=merge_id).first()
