"""What this room has about a contact, for who asks (AVG art. 15), and forgetting it on request (art. 17)."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext

from weerbaar.outreach.appointments.models import Participant, Question
from weerbaar.outreach.appointments.queries.mails import day_and_clock
from weerbaar.outreach.campaign.data_subject import Told
from weerbaar.outreach.campaign.models import Contact


def tell(contact: Contact) -> list[Told]:
    """Will tell to which appointments somebody was invited and what they answered."""
    rows = Participant.objects.filter(_is(contact)).select_related("appointment").order_by("added_at", "pk")
    told = [
        Told(
            gettext("Uitgenodigd voor %(what)s") % {"what": row.appointment.get_stage_display()},
            f"{row.name} {row.email}; {day_and_clock(row.appointment.starts_at)}; {row.get_standing_display()}".strip(),
            row.added_at,
        )
        for row in rows
    ]
    asked = Question.objects.filter(Q(contact=contact) | Q(participant__in=rows)).order_by("asked_at", "pk")
    return told + [Told(one.get_kind_display(), one.text, one.asked_at) for one in asked]


def forget(contact: Contact, _at: datetime) -> None:
    """Will take somebody off every appointment, with the mails and questions about them. What was agreed stays agreed.

    No calendar is told: whoever is forgotten gets no mail about it, and may well still come.
    """
    Question.objects.filter(contact=contact).delete()
    Participant.objects.filter(_is(contact)).delete()


def _is(contact: Contact) -> Q:
    """Also who typed the same address on the page of the organisation, where nobody said which contact it was."""
    found = Q(contact=contact)
    if contact.email:
        typed = Q(contact=None, email__iexact=contact.email)
        found |= typed & Q(appointment__participation__organisation=contact.organisation_id)
    return found
