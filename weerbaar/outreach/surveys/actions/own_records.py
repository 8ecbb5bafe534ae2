"""What this room has about a contact, for who asks (AVG art. 15), and what of it goes on request (art. 17).

Nobody gives a name here: answers are those of an organisation, and say in which office somebody gave them. That a person
held that office then is all that ties them together, so that is what is told.
"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from weerbaar.outreach.campaign.data_subject import Told
from weerbaar.outreach.campaign.models import Contact
from weerbaar.outreach.campaign.rules import HELD_BY_ONE
from weerbaar.outreach.surveys.actions.files import end_uploads
from weerbaar.outreach.surveys.models import Response, SurveyMail, Upload


def tell(contact: Contact) -> list[Told]:
    """Will tell which mails about a survey went to somebody's office, and which answers were given in it."""
    mails = SurveyMail.objects.filter(_in_office(contact, "sent_at")).select_related("survey").order_by("sent_at")
    told = [
        Told(gettext("Mail aan uw functie"), f"{mail.survey.name}: {mail.get_kind_display()}", mail.sent_at)
        for mail in mails
    ]
    given = _given_by(contact) | Response.objects.filter(_in_office(contact, "started_at"))
    return told + [_told(one) for one in given.select_related("survey").order_by("started_at", "id")]


def forget(contact: Contact, _at: datetime) -> None:
    """Will end what somebody began by a link handed to them and never sent. What was sent is the organisation's, without a name."""
    begun = list(_given_by(contact).filter(sent_at=None).values_list("pk", flat=True))
    end_uploads(Upload.objects.filter(response__in=begun))
    Response.objects.filter(pk__in=begun).delete()


def kept(contact: Contact) -> list[str]:
    """Will say that answers stay, when there are any that may be theirs."""
    given = _given_by(contact) | Response.objects.filter(_in_office(contact, "started_at"))
    if not given.filter(sent_at__isnull=False).exists():
        return []
    return [
        gettext(
            "Verstuurde antwoorden op een vragenlijst blijven. Ze zijn van de organisatie en er staat geen naam bij, "
            "wel de functie (AVG art. 17 lid 3 onder b)."
        )
    ]


def _told(response: Response) -> Told:
    if response.sent_at is None:
        return Told(gettext("Begonnen antwoorden"), response.survey.name, response.started_at)
    says = gettext("%(survey)s, namens de organisatie. Wij bewaren geen naam bij de antwoorden.")
    return Told(gettext("Verstuurde antwoorden"), says % {"survey": response.survey.name}, response.sent_at)


def _given_by(contact: Contact) -> QuerySet[Response]:
    """A link that was handed to a person is theirs alone; that of an office is read by whoever opens its post."""
    return Response.objects.filter(link__handed_to=contact)


def _in_office(contact: Contact, moment: str) -> Q:
    """What belongs to the office that this contact held at that moment, when one person holds it; else nothing."""
    if contact.office not in HELD_BY_ONE:
        return Q(pk__in=[])
    found = Q(participation__organisation=contact.organisation_id, office=contact.office)
    if contact.from_on is not None:
        found &= Q(**{f"{moment}__date__gte": contact.from_on})
    if contact.until_on is not None:
        found &= Q(**{f"{moment}__date__lt": contact.until_on})
    return found
