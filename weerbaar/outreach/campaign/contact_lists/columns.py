"""Which column of a list is what: guessed from the names above them, and put right by whoever sent it."""

import re
from collections.abc import Sequence
from enum import StrEnum

Mapping = dict[str, int]
"""The place of the column of each field that a list has; a field that is missing is not in it."""


class Field(StrEnum):
    """What a column can be."""

    ORGANISATION = "organisatie"
    OFFICE = "functie"
    FORM = "aanspreekvorm"
    INITIALS = "voorletters"
    FIRST_NAME = "voornaam"
    INFIX = "tussenvoegsel"
    SURNAME = "achternaam"
    FULL_NAME = "naam"
    EMAIL = "mail"
    PHONE = "telefoon"
    FROM = "vanaf"
    UNTIL = "tot"


_CALLED = {
    Field.ORGANISATION: ("organisatie", "gemeente", "provincie", "gemeentenaam", "code", "cbscode", "gemeentecode", "organisatienaam", "bestuur"),
    Field.OFFICE: ("functie", "rol", "ambt", "functienaam", "functieomschrijving"),
    Field.FORM: ("aanspreekvorm", "aanhef", "geslacht", "titulatuur", "dhrmevr", "mvx", "mv"),
    Field.INITIALS: ("voorletters", "initialen", "voorl"),
    Field.FIRST_NAME: ("voornaam", "roepnaam"),
    Field.INFIX: ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "tv", "tussenv"),
    Field.SURNAME: ("achternaam", "geslachtsnaam", "familienaam"),
    Field.FULL_NAME: ("naam", "volledigenaam", "contactpersoon", "contact"),
    Field.EMAIL: ("mail", "email", "emailadres", "mailadres", "epost"),
    Field.PHONE: ("telefoon", "telefoonnummer", "tel", "telnr", "nummer"),
    Field.FROM: ("vanaf", "sinds", "begindatum", "infunctiesinds", "start", "ingangsdatum"),
    Field.UNTIL: ("tot", "einddatum", "vertrokken", "uitfunctie"),
}  # fmt: skip


def guess(head: Sequence[str]) -> Mapping:
    """Will say which column is what, by the names above them; the first that fits, and a column is one thing only."""
    plain = [re.sub(r"[^a-z]", "", name.casefold()) for name in head]
    found: Mapping = {}
    for one, names in _CALLED.items():
        place = next(
            (
                place
                for name in names
                for place, seen in enumerate(plain)
                if seen == name and place not in found.values()
            ),
            None,
        )
        if place is not None:
            found[one] = place
    return found


def missing(mapping: Mapping) -> list[Field]:
    """Will return what a list cannot do without and has not: an organisation, and a name."""
    lacking = [] if Field.ORGANISATION in mapping else [Field.ORGANISATION]
    return lacking if {Field.SURNAME, Field.FULL_NAME} & mapping.keys() else [*lacking, Field.SURNAME]
