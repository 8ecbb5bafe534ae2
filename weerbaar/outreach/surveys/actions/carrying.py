"""When an organisation goes up in another, its answers and the mails it got go along."""

from weerbaar.outreach.campaign.mergers import Merged
from weerbaar.outreach.surveys.models import Response, SurveyMail


def carry_along(merged: Merged) -> None:
    """Will let the successor have what was answered and mailed; called again for the same merger it changes nothing.

    People of two organisations that became one may disagree: that is shown like any difference. A mail that both got
    stays where it was, because each counts once.
    """
    Response.objects.filter(participation=merged.former).update(participation=merged.successor)
    there = {_what(mail) for mail in SurveyMail.objects.filter(participation=merged.successor)}
    for mail in SurveyMail.objects.filter(participation=merged.former):
        if _what(mail) not in there:
            SurveyMail.objects.filter(pk=mail.pk).update(participation=merged.successor)


def _what(mail: SurveyMail) -> tuple[object, ...]:
    return mail.survey_id, mail.office, mail.kind, mail.number
