"""What the post has about a contact, for who asks (AVG art. 15), and what of it goes on request (art. 17).

A letter that went is a record of the sender. Whether the Archiefwet obliges this sender to keep it as it was differs, and
stands in `LETTER_ARCHIVE_DUTY`: with that duty it stays, and `kept` says so; without it the name goes out of the letter,
which is to an office from then on. What never went, and what only tells that an address is wrong, goes always.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext

from weerbaar.outreach.campaign.data_subject import Told
from weerbaar.outreach.campaign.models import Contact
from weerbaar.outreach.letters.models import Dispatch, DispatchState, ReceivedMail
from weerbaar.outreach.letters.queries.recipients import snapshot_without_name

Kind = ReceivedMail.Kind


def tell(contact: Contact) -> list[Told]:
    """Will tell what was sent to somebody, and what came back from their address."""
    sent = Dispatch.objects.filter(contact=contact).select_related("mailing").order_by("mailing__made_at", "id")
    told = [
        Told(
            f"{one.get_channel_display()}: {one.mailing.name}",
            f"{one.get_office_display()}, {one.get_state_display()}",
            one.sent_at,
        )
        for one in sent
    ]
    back = ReceivedMail.objects.filter(_written_by(contact)).order_by("at", "id")
    return told + [Told(gettext("Uw mail aan ons"), one.text, one.at) for one in back]


def kept(contact: Contact) -> list[str]:
    """Will say what of the post stays, and why."""
    if not settings.LETTER_ARCHIVE_DUTY:
        return []
    sent = Dispatch.objects.filter(contact=contact, state=DispatchState.SENT).exists()
    if not sent and not ReceivedMail.objects.filter(_written_by(contact)).exists():
        return []
    return [
        gettext(
            "Verstuurde brieven en ontvangen mails blijven zoals ze zijn. "
            "De afzender moet ze bewaren (Archiefwet; AVG art. 17 lid 3 onder b en d)."
        )
    ]


def forget(contact: Contact, _at: datetime) -> None:
    """Will take somebody out of what never went and of what came back undelivered; without a duty to keep, out of all post."""
    theirs = Dispatch.objects.filter(contact=contact).exclude(snapshot={})
    changed = theirs.exclude(state=DispatchState.SENT) if settings.LETTER_ARCHIVE_DUTY else theirs
    for dispatch in changed.select_related("participation__organisation").select_for_update(of=("self",)):
        dispatch.snapshot = snapshot_without_name(dispatch)
        dispatch.save(update_fields=["snapshot"])
    came_back = Dispatch.objects.filter(contact=contact, returned_at__isnull=False, returned_why__contains="@")
    came_back.update(returned_why=gettext("Niet bezorgd: dit adres bestaat niet."))
    undelivered = ReceivedMail.objects.filter(dispatch__contact=contact, kind__in=[Kind.RETURNED, Kind.DELAYED])
    undelivered.update(sender="", text="")
    if not settings.LETTER_ARCHIVE_DUTY:
        ReceivedMail.objects.filter(_written_by(contact)).update(sender="", text="")


def _written_by(contact: Contact) -> Q:
    """Mail from the address of a contact, on what went to them or to their organisation."""
    if not contact.email:
        return Q(pk__in=[])
    on_theirs = Q(dispatch__contact=contact) | Q(dispatch__participation__organisation=contact.organisation_id)
    return on_theirs & Q(sender__iexact=contact.email)
