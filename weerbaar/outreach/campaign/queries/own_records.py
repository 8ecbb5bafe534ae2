"""Everything that we have about one contact, in words that the contact can read."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.outreach.campaign import names
from weerbaar.outreach.campaign.data_subject import Told, kept_by_rooms, told_by_rooms
from weerbaar.outreach.campaign.models import Contact, Moment, Participation, PersonalLink

_FIELDS = (
    ("form_of_address", "aanspreekvorm"), ("initials", "voorletters"), ("first_name", "voornaam"), ("infix", "tussenvoegsel"),
    ("surname", "achternaam"), ("function", "functie"), ("email", "mailadres"), ("phone", "telefoon"), ("from_on", "vanaf"),
    ("until_on", "tot"), ("source", "herkomst"),
)  # fmt: skip


def rows_of(contact: Contact) -> list[Contact]:
    """Will give the rows of one person: this one, and the doubles that went up in it."""
    return [contact, *contact.doubles.order_by("added_at", "id")]


def known_about(contact: Contact) -> list[Told]:
    """Will tell all that is kept about a contact: what we know, the story, what they arrange, and what rooms above have."""
    told = [_who(row) for row in rows_of(contact)]
    keys = [row.pk for row in rows_of(contact)]
    told += [
        Told(moment.get_kind_display(), moment.text, moment.at)
        for moment in Moment.objects.filter(contact__in=keys).order_by("at", "id")
    ]
    told += [
        Told(gettext("Regelt het voor"), names.full_name(contact) + ", " + one.round.name)
        for one in Participation.objects.filter(arranger__in=keys).select_related("round")
    ]
    told += [
        Told(gettext("Persoonlijke link"), link.get_purpose_display(), link.issued_at)
        for link in PersonalLink.objects.filter(handed_to__in=keys).order_by("issued_at")
    ]
    # Two rows of one person may both know the same thing: it is told once.
    return told + list(dict.fromkeys(one for row in rows_of(contact) for one in told_by_rooms(row)))


def _who(row: Contact) -> Told:
    where = row.organisation.authority.full_name
    what = gettext("%(office)s bij %(where)s") % {"office": row.get_office_display(), "where": where}
    values = [
        (words, getattr(row, f"get_{name}_display", lambda name=name: getattr(row, name))()) for name, words in _FIELDS
    ]
    facts = [(words, value) for words, value in values if value]
    says = "; ".join(f"{words}: {value}" for words, value in facts)
    return Told(what, says, row.added_at, tuple((words.capitalize(), _in_words(value)) for words, value in facts))


def _in_words(value: object) -> str:
    return format_date(value, "j F Y") if isinstance(value, date) else str(value)


def kept_anyway(contact: Contact) -> list[str]:
    """Will say what stays when this contact is forgotten, and why."""
    return list(dict.fromkeys(says for row in rows_of(contact) for says in kept_by_rooms(row)))


def moments_about(contact: Contact) -> list[Moment]:
    """Will give what was written down with this contact: whoever removes them reads it first, for a name in the words."""
    found = Moment.objects.filter(contact__in=[row.pk for row in rows_of(contact)])
    return list(found.select_related("participation").order_by("-at", "id")[:100])
