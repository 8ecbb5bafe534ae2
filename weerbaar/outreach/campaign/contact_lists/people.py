"""From a row of text to what we would know of somebody, or why not."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import is_phone_number
from weerbaar.outreach.campaign import names
from weerbaar.outreach.campaign.contact_lists.columns import Field, Mapping
from weerbaar.outreach.campaign.contact_lists.sheets import Line
from weerbaar.outreach.campaign.models import FormOfAddress, Office

LENGTHS = {"initials": 20, "first_name": 60, "infix": 20, "surname": 100, "function": 120, "email": 254, "phone": 30}
_OFFICES = (
    (r"commissaris van de koning|\bcdk\b", Office.KINGS_COMMISSIONER),
    (r"burgemeester", Office.MAYOR),
    (r"griffiemedewerker|griffieassistent|medewerker griffie", Office.ASSISTANT),
    (r"griffier", Office.CLERK),
    (r"secretaresse|secretariaat|assistent|ondersteuner", Office.ASSISTANT),
    (r"secretaris", Office.SECRETARY),
    (r"veiligheid|openbare orde|\bov\b|\baov\b", Office.SAFETY_OFFICER),
)
_NOT_HOLDERS = re.compile(
    r"^(plv|plaatsvervangend|loco|adjunct|oud|voormalig|assistent|secretaresse|kabinet)", re.IGNORECASE
)
_FORMS = {
    "mevrouw": FormOfAddress.MS, "mevr": FormOfAddress.MS, "mw": FormOfAddress.MS, "v": FormOfAddress.MS, "vrouw": FormOfAddress.MS,
    "ms": FormOfAddress.MS, "de heer": FormOfAddress.MR, "heer": FormOfAddress.MR, "dhr": FormOfAddress.MR, "m": FormOfAddress.MR,
    "man": FormOfAddress.MR, "mr": FormOfAddress.MR,
}  # fmt: skip
_FORM_BEFORE = re.compile(r"^(mevrouw|mevr\.?|mw\.?|de heer|dhr\.?)\s+", re.IGNORECASE)
_TITLES = re.compile(r"^((prof|dr|drs|ir|ing|mr|bc|dhr)\.?\s+)+", re.IGNORECASE)
_INITIALS = re.compile(r"^((?:[A-Z][a-z]?\.)+(?:-?[A-Z]\.)*|[A-Z]{1,4})$")
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class Person:
    """Somebody in a list, tidied: what `ContactFacts` takes, with the organisation as it was written."""

    organisation: str
    office: Office = Office.OTHER
    form_of_address: FormOfAddress = FormOfAddress.NONE
    initials: str = ""
    first_name: str = ""
    infix: str = ""
    surname: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""
    from_on: date | None = None
    until_on: date | None = None


class RowRefused(Exception):
    """A row that is not imported; `why` says it to whoever sent the list."""

    def __init__(self, why: Words | str) -> None:
        super().__init__(str(why))
        self.why = why


def person_in(line: Line, mapping: Mapping) -> Person:
    """Will return who stands in a row; raises `RowRefused` with the first thing that is wrong with it."""
    if line.is_unreadable:
        raise RowRefused(_("een cel is onleesbaar of veel te lang"))
    if line.formulas & set(mapping.values()):
        raise RowRefused(_("er staat een formule in; plak waarden"))
    cell = {one: line.cells[place] for one, place in mapping.items() if place < len(line.cells)}
    if not cell.get(Field.ORGANISATION):
        raise RowRefused(_("er staat geen organisatie bij"))
    office, function = office_of(cell.get(Field.OFFICE, ""))
    told = _name(cell) | {"function": function, "phone": cell.get(Field.PHONE, "")}
    email = cell.get(Field.EMAIL, "").lower()
    _refuse_wrong_mail(email)
    if told["phone"] and not is_phone_number(str(told["phone"])):
        raise RowRefused(_("dit is geen telefoonnummer"))
    person = Person(
        organisation=cell[Field.ORGANISATION], office=office, email=email, from_on=_day(cell.get(Field.FROM, "")),
        until_on=_day(cell.get(Field.UNTIL, "")), **told,
    )  # fmt: skip
    _refuse_what_does_not_fit(person)
    return person


def office_of(text: str) -> tuple[Office, str]:
    """Will return the office that a function stands for, and the words when they say more: "plv. griffier" is no clerk."""
    plain = text.casefold()
    if _NOT_HOLDERS.match(plain):
        return (Office.ASSISTANT if "assistent" in plain or "secretaresse" in plain else Office.OTHER), text
    office = next((office for pattern, office in _OFFICES if re.search(pattern, plain)), Office.OTHER)
    return office, "" if plain == str(office.label).casefold() else text


def _name(cell: dict[str, str]) -> dict[str, Any]:
    whole = cell.get(Field.FULL_NAME, "") if not cell.get(Field.SURNAME) else ""
    told: dict[str, Any] = _parted(whole) if whole else {"surname": cell.get(Field.SURNAME, "")}
    form = cell.get(Field.FORM, "").casefold().strip(" .")
    told["form_of_address"] = _FORMS.get(form, told.get("form_of_address", FormOfAddress.NONE))
    for name, one in (("initials", Field.INITIALS), ("first_name", Field.FIRST_NAME), ("infix", Field.INFIX)):
        told[name] = cell.get(one, "") or told.get(name, "")
    infix, surname = names.tidy(told["infix"]).lower(), names.tidy(told["surname"])
    if not infix:
        infix, surname = names.split_surname(surname)
    if not surname:
        raise RowRefused(_("er staat geen achternaam bij"))
    tidied = {"initials": names.tidy_initials(told["initials"]), "first_name": names.tidy(told["first_name"])}
    return told | tidied | {"infix": infix, "surname": surname}


def _parted(whole: str) -> dict[str, Any]:
    """Will part "mevr. drs. D.H. de Vries" and "Vries, D. de" is left as a surname: whoever sent it corrects that."""
    said = _FORM_BEFORE.match(whole)
    told: dict[str, Any] = (
        {"form_of_address": _FORMS.get(said.group(1).casefold().strip("."), FormOfAddress.NONE)} if said else {}
    )
    words = _TITLES.sub("", whole[said.end() :] if said else whole).split(" ")
    if len(words) > 1 and _INITIALS.match(words[0]):
        told["initials"] = words.pop(0)
    elif len(words) > 1 and not names.split_surname(" ".join(words))[0]:
        told["first_name"] = words.pop(0)
    return told | {"surname": " ".join(words)}


def _day(text: str) -> date | None:
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text[:10])
    except ValueError:
        raise RowRefused(_("een datum is onleesbaar; schrijf 27-11-2026")) from None


def _refuse_wrong_mail(email: str) -> None:
    try:
        validate_email(email or "leeg@example.invalid")
    except ValidationError:
        raise RowRefused(_("het mailadres klopt niet")) from None


def _refuse_what_does_not_fit(person: Person) -> None:
    if any(len(getattr(person, name)) > most for name, most in LENGTHS.items()):
        raise RowRefused(_("een van de velden is te lang"))
    if person.from_on and person.until_on and person.until_on < person.from_on:
        raise RowRefused(_("de einddatum ligt voor de begindatum"))
