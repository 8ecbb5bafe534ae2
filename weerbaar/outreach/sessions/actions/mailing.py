"""What every mail about a gathering shares: its facts, its signature, and the way back when it does not arrive."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.foundation.gateways.parts import Attachment, twin_of
from weerbaar.foundation.gateways.parts import Invitation as CalendarPart
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.outreach.campaign.actions.last_looks import look_at
from weerbaar.outreach.campaign.names import greeting
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.models import Gathering, Invitee
from weerbaar.outreach.sessions.queries.gatherings import Recipient, name_of
from weerbaar.outreach.sessions.queries.moments import moment_of, place_of
from weerbaar.outreach.sessions.queries.returned import tag_for

LAST_LOOK = "sessions"
"""The name under which this room looks once more at a mail that waited (`jobs.last_looks`)."""


def facts_of(gathering: Gathering) -> str:
    """Will say what, for whom, when and where it is, in four lines."""
    return (
        "\n\n"
        + gettext("- Wat: %(what)s\n- Voor: %(whom)s\n- Wanneer: %(when)s\n- Waar: %(where)s")
        % {
            "what": gathering.get_kind_display(),
            "whom": name_of(gathering),
            "when": moment_of(gathering),
            "where": place_of(gathering),
        }
        + "\n\n"
    )


def greeted(recipient: Recipient) -> str:
    """Will greet whom we write to at an organisation."""
    if recipient.name:
        return gettext("Goedendag %(name)s") % {"name": recipient.name}
    return greeting(recipient.contact, office=recipient.office)


def page_of(gathering: Gathering) -> str:
    """Will return the address of the page of a gathering."""
    return f"{settings.SITE_URL}{reverse('gathering', args=[gathering.pk])}"


def day_of(moment: datetime | None) -> str:
    """Will say a day, or that it is still to come."""
    return format_date(timezone.localtime(moment), "j F Y") if moment else gettext("een dag die nog komt")


def still_invited(key: str, _to: str, _at: datetime) -> bool:
    """Will say whether somebody still stands among the invited: who was forgotten meanwhile gets no mail that waited."""
    return Invitee.objects.filter(pk=key).exists()


def look_for(invitee: Invitee, subject: str) -> tuple[str, str]:
    """Will say how a mail is looked at once more: somebody whom we only know by the address that they answered from as an invitee."""
    return look_at(invitee.contact, subject=subject) or (LAST_LOOK, str(invitee.pk))


def send(
    gathering: Gathering, to: str, subject: str, body: str, attachments: Sequence[Attachment] = (), *,
    invitation: CalendarPart | None = None, last_look: tuple[str, str] | None = None,
) -> None:  # fmt: skip
    """Will put one mail about a gathering in the queue; what comes back of it says whom it did not reach."""
    # "Bel ons" is of use with the number beside it.
    whole = f"{body.rstrip()}\n\n{phrases.SIGNED}\n{settings.TOUR_NUMBER}\n"
    enqueue_mail(
        to=to, subject=subject, body=whole, html=twin_of(title=subject, body=whole), attachments=attachments,
        invitation=invitation, reply_tag=tag_for(gathering, to), last_look=last_look,
    )  # fmt: skip
