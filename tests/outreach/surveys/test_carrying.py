import pytest

from tests.factories.surveys import NONE, USED, answered, open_uitvraag
from tests.factories.tour import HILVERSUM, MORNING, WIJDEMEREN, make_contact, participation_of
from weerbaar.outreach.campaign.mergers import Merged
from weerbaar.outreach.surveys.actions import mailing
from weerbaar.outreach.surveys.actions.carrying import carry_along
from weerbaar.outreach.surveys.models import SurveyMail
from weerbaar.outreach.surveys.queries.standing import DIFFERENT, standings

pytestmark = pytest.mark.django_db


def test_a_merger_takes_answers_and_mails_along_and_sends_none_again(tour_round, toon):
    survey = open_uitvraag(tour_round)
    for code in (HILVERSUM, WIJDEMEREN):
        make_contact(code)
    mailing.invite(survey=survey, at=MORNING, by=toon.account)
    answered(survey, WIJDEMEREN, USED)
    answered(survey, HILVERSUM, NONE)
    former, successor = participation_of(WIJDEMEREN), participation_of(HILVERSUM)
    former.merged_into = successor
    former.save()

    for _ in range(2):
        carry_along(Merged(former=former, successor=successor, stages={}, on=MORNING.date(), at=MORNING))

    found = standings(survey)
    assert WIJDEMEREN not in found.by_code
    assert len(found.by_code[HILVERSUM].answerers) == 2
    assert found.by_code[HILVERSUM].value(found.form.question("protocol")) == DIFFERENT
    assert SurveyMail.objects.count() == 2
    assert mailing.invite(survey=survey, at=MORNING, by=toon.account) == 0


def test_a_mail_that_only_the_former_got_counts_for_the_successor(tour_round, toon):
    survey = open_uitvraag(tour_round)
    make_contact(WIJDEMEREN)
    mailing.invite(survey=survey, at=MORNING, by=toon.account)
    former, successor = participation_of(WIJDEMEREN), participation_of(HILVERSUM)

    carry_along(Merged(former=former, successor=successor, stages={}, on=MORNING.date(), at=MORNING))

    assert SurveyMail.objects.get().participation == successor
