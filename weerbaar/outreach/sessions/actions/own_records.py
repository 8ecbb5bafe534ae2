"""What this room has about a contact, for who asks (AVG art. 15), and what of it goes on request (art. 17).

Who was invited is known by contact or by address; an address that a colleague has too points at nobody. Names in the hall are typed by hand and belong to no contact: who they
are is told by the name, at gatherings of the same organisation. An answer to a quotation stays as long as the books must.
"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.outreach.campaign.data_subject import Told
from weerbaar.outreach.campaign.models import Contact
from weerbaar.outreach.campaign.names import is_name_of
from weerbaar.outreach.campaign.queries.contacts import shares_its_address
from weerbaar.outreach.sessions.models import DayContact, Gathering, Guest, Invitee, Quotation, ReturnedMail
from weerbaar.outreach.sessions.queries.gatherings import name_of
from weerbaar.outreach.sessions.queries.moments import moment_of


def tell(contact: Contact) -> list[Told]:
    """Will tell to what somebody was invited, where they stand on a list, are called on the day, or answered a quotation."""
    told = [
        Told(
            gettext("Uitnodiging in de agenda"),
            f"{_says(one.name, one.gathering)}; {one.email}; {_answered(one)}",
            one.added_at,
        )
        for one in _invitees(contact)
    ]
    told += [Told(gettext("Op de deelnemerslijst"), _says(one.name, one.gathering)) for one in _guests(contact)]
    told += [
        Told(gettext("Te bellen op de dag"), f"{_says(one.name, one.gathering)} {one.phone}".strip())
        for one in _day_contacts(contact)
    ]
    told += [
        Told(gettext("Offerte %(number)s gemaild") % {"number": one.number}, one.sent_to, one.sent_at)
        for one in _mailed_to(contact).order_by("made_at")
    ]
    told += [Told(gettext("Een mail kwam terug"), one.email, one.at) for one in _returned(contact).order_by("at", "id")]
    return told + [
        Told(
            gettext("Antwoord op offerte %(number)s") % {"number": one.number},
            "; ".join(part for part in (one.answered_by, one.answered_as, one.reason) if part),
            one.accepted_at or one.declined_at,
        )
        for one in _quotations(contact)
    ]


def kept(contact: Contact) -> list[str]:
    """Will say which answers to quotations stay, until when and why."""
    says = gettext(
        "Het antwoord op offerte %(number)s blijft, met naam en functie: zeven jaar na %(day)s. "
        "Dat moet voor de belasting (AWR art. 52; AVG art. 17 lid 3 onder b)."
    )
    return [says % {"number": one.number, "day": format_date(one.made_at, "j F Y")} for one in _quotations(contact)]


def forget(contact: Contact, _at: datetime) -> None:
    """Will take somebody off the lists of participants, of the invited and of whom to call. No calendar is told.

    What was agreed with their organisation stays.
    """
    _mailed_to(contact).update(sent_to="")
    Invitee.objects.filter(pk__in=[one.pk for one in _invitees(contact)]).delete()
    _returned(contact).delete()
    Guest.objects.filter(pk__in=[one.pk for one in _guests(contact)]).delete()
    DayContact.objects.filter(pk__in=[one.pk for one in _day_contacts(contact)]).delete()


def _guests(contact: Contact) -> list[Guest]:
    found = Guest.objects.filter(gathering__in=_gatherings(contact)).select_related("gathering").order_by("on", "id")
    return [one for one in found if is_name_of(one.name, contact)]


def _invitees(contact: Contact) -> list[Invitee]:
    rows = Invitee.objects.filter(_of(contact)).select_related("gathering").prefetch_related("proposals")
    return list(rows.order_by("added_at", "pk"))


def _returned(contact: Contact) -> QuerySet[ReturnedMail]:
    return ReturnedMail.objects.filter(_of(contact))


def _of(contact: Contact) -> Q:
    """Also who has the same address, where nobody said which contact it was."""
    found = Q(contact=contact)
    if contact.email and not shares_its_address(contact):
        hosted = Gathering.objects.filter(hosts__stage__participation__organisation=contact.organisation_id)
        found |= Q(contact=None, facilitator=None, email__iexact=contact.email, gathering__in=hosted)
    return found


def _answered(invitee: Invitee) -> str:
    proposed = [f"«{one.text}»" for one in invitee.proposals.all() if one.text]
    return ", ".join([str(invitee.get_standing_display()), *proposed])


def _day_contacts(contact: Contact) -> list[DayContact]:
    found = (
        DayContact.objects.filter(gathering__in=_gatherings(contact)).select_related("gathering").order_by("on", "pk")
    )
    called = _digits(contact.phone)
    return [one for one in found if is_name_of(one.name, contact) or (called and _digits(one.phone) == called)]


def _mailed_to(contact: Contact) -> QuerySet[Quotation]:
    if not contact.email or shares_its_address(contact):
        return Quotation.objects.none()
    return Quotation.objects.filter(participation__organisation=contact.organisation_id, sent_to__iexact=contact.email)


def _quotations(contact: Contact) -> list[Quotation]:
    found = Quotation.objects.filter(participation__organisation=contact.organisation_id).exclude(answered_by="")
    return [one for one in found.order_by("made_at") if is_name_of(one.answered_by, contact)]


def _gatherings(contact: Contact) -> list[Gathering]:
    return list(Gathering.objects.filter(hosts__stage__participation__organisation=contact.organisation_id).distinct())


def _says(name: str, gathering: Gathering) -> str:
    return f"{name}; {gathering.get_kind_display()}, {name_of(gathering)}, {moment_of(gathering)}"


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
