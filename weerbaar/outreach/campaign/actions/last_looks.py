"""A mail to a contact goes only while we still know them: who was forgotten meanwhile gets none (ADR 38, 39)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Contact, Moment, Participation

LAST_LOOK = "campaign.contact"
"""The name under which this room looks once more at a mail that waited (`jobs.last_looks`)."""


def look_at(contact: Contact | None, *, subject: str) -> tuple[str, str] | None:
    """Will return the last look of a mail to a contact, for `enqueue_mail`; None when it goes to nobody whom we know.

    The subject stands in the story when the mail does not go, so it names nobody.
    """
    return (LAST_LOOK, f"{contact.pk} {contact.organisation_id} {subject}") if contact is not None else None


@transaction.atomic
def still_known(key: str, _to: str, at: datetime) -> bool:
    """Will say whether the contact is still there; when not, the story of the organisation says that the mail did not go."""
    contact, organisation, subject = key.split(" ", 2)
    if Contact.objects.filter(pk=contact).exists():
        return True
    on = timezone.localtime(at).date()
    running = Participation.objects.filter(organisation=organisation, merged_into=None, round__ends_on__gte=on)
    text = gettext("«%(subject)s» ging toch niet uit: de ontvanger is gewist.") % {"subject": subject}
    for participation in running:
        tell(participation=participation, kind=Moment.Kind.MAIL, text=text, at=at)
    return False
