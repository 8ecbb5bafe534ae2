"""What the post has about a contact, for who asks (AVG art. 15)."""

from django.db.models import Q
from django.utils.translation import gettext

from weerbaar.outreach.campaign.data_subject import Told
from weerbaar.outreach.campaign.models import Contact
from weerbaar.outreach.letters.models import Dispatch, ReceivedMail


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
    if not contact.email:
        return told
    theirs = Q(dispatch__contact=contact) | Q(dispatch__participation__organisation=contact.organisation_id)
    back = ReceivedMail.objects.filter(theirs, sender__iexact=contact.email).order_by("at", "id")
    return told + [Told(gettext("Uw mail aan ons"), one.text, one.at) for one in back]
