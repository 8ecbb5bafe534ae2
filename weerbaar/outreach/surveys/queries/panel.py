"""What the page of an organisation in the Tour shows of surveys. Two queries, three when somebody answered."""

from datetime import date

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.panels import Panel
from weerbaar.outreach.surveys.models import Response
from weerbaar.outreach.surveys.queries.questionnaires import SURVEY
from weerbaar.outreach.surveys.queries.standing import Standing, answerers_of, surveys_in_rounds
from weerbaar.outreach.surveys.rules.offers import offers_for


def panel(participation: Participation, _viewer: Account, on: date) -> Panel | None:
    """Will show how it is with protocol and code, who answered and what we can offer; nothing without an Uitvraag."""
    survey = surveys_in_rounds(SURVEY).filter(round=participation.round_id).first()
    if survey is None:
        return None
    answerers = tuple(answerers_of(survey, [participation]).get(participation.pk, ()))
    standing = Standing(participation.organisation_id, "", "", "", answerers)
    offers = dict.fromkeys(offer for one in answerers for offer in offers_for(one.answers))
    begun = Response.objects.filter(survey=survey, participation=participation, sent_at=None).exists()
    facts = {
        "survey": survey, "code": participation.organisation_id, "answerers": answerers, "begun": begun,
        "pulse": standing.pulse(on), "offers": list(offers),
    }  # fmt: skip
    return Panel("surveys/panel.html", facts)
