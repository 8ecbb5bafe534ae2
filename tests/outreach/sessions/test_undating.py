"""A date is taken away before there is another: out of every calendar, everybody free and told, and the wish stays."""

from datetime import date, timedelta

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from tests.factories.network import make_facilitator
from tests.factories.sessions import ASKED, EVENING, again, compose, make_gathering, plan
from tests.factories.tour import HILVERSUM, LEUDAL, participation_of, stage_of
from tests.outreach.appointments.answers import an_answer
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.models import StageKind, StageState
from weerbaar.outreach.sessions.actions import staffing
from weerbaar.outreach.sessions.actions.gatherings import cancel_gathering, take_date_away
from weerbaar.outreach.sessions.actions.replies import receive
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Answer, Ask, Invitee, Released, State, TimeProposal
from weerbaar.outreach.sessions.queries.gatherings import row_of
from weerbaar.outreach.sessions.queries.invited import uid_of
from weerbaar.outreach.sessions.queries.staffing import candidates_for
from weerbaar.outreach.sessions.rules import Lack
from weerbaar.team.network.models import Engagement, Skill

pytestmark = pytest.mark.django_db
CLERK, FAMKE = "griffie-gm0402@gemeente.invalid", "famke@overleg.invalid"


@pytest.fixture
def one(by):
    made = make_gathering(HILVERSUM, LEUDAL, by=by)
    plan(made, by=by)
    compose(made, by=by)
    asked = staffing.ask(gathering=made, facilitator=make_facilitator(), skill=Skill.MODERATE, at=ASKED, by=by)
    staffing.answer(asked=asked, answer=Answer.YES, remark="", at=ASKED)
    return again(made)


def take_away(one, by, **facts):
    take_date_away(gathering=one, because="De raad vergadert dan.", at=ASKED, by=by, **facts)


def item_in(mail):
    calendar = vobject.readOne(mail["invitation"]["content"])
    return calendar.method.value, int(calendar.vevent.sequence.value), calendar.vevent.uid.value


def test_it_is_wanted_again_and_says_what_it_lacks(one, by):
    assert one.state == State.STAFFED

    take_away(one, by)

    now = again(one)
    assert (now.state, now.starts_at, now.ends_at, now.room, now.address) == (
        State.ASKED,
        None,
        None,
        "",
        "Dudokpark 1",
    )
    for code in (HILVERSUM, LEUDAL):
        stage = stage_of(participation_of(code), StageKind.SESSION)
        assert (stage.state, stage.planned_for) == (StageState.WANTED, None)
    assert row_of(now, ASKED).lacks[0] == Lack.NO_MOMENT
    assert Event.objects.filter(action="gathering.undated").count() == 1


def test_a_day_to_ask_again_makes_it_later(one, by, mails):
    take_away(one, by, until=date(2027, 1, 4))

    stage = stage_of(participation_of(HILVERSUM), StageKind.SESSION)
    assert (stage.state, stage.later_until) == (StageState.LATER, date(2027, 1, 4))
    assert "Vanaf 4 januari 2027" in mails(CLERK)[-1]["body"]


def test_it_leaves_every_calendar_and_everybody_reads_why(one, by, mails):
    asked = make_facilitator("Gijs Gefantaseerd")
    staffing.ask(gathering=again(one), facilitator=asked, skill=Skill.MODERATE, at=ASKED, by=by)

    take_away(one, by)

    for address in (CLERK, "griffie-gm1640@gemeente.invalid", FAMKE, asked.email):
        mail = mails(address)[-1]
        assert "De raad vergadert dan." in mail["body"]
        assert item_in(mail) == ("CANCEL", 1, uid_of(one))


def test_who_would_lead_it_is_free_and_can_be_asked_again(one, by):
    take_away(one, by)
    assert not Engagement.objects.exists()
    assert Ask.objects.get().released == Released.UNDATED

    plan(again(one), EVENING + timedelta(days=14), by=by)

    free = [each.facilitator.email for each in candidates_for(again(one), Skill.MODERATE, at=ASKED)]
    assert free == [FAMKE]


def test_the_next_date_is_the_same_item_one_change_further(one, by, mails):
    take_away(one, by)

    plan(again(one), EVENING + timedelta(days=14), by=by)

    assert [item_in(mail) for mail in mails(CLERK)] == [
        ("REQUEST", 0, uid_of(one)),
        ("CANCEL", 1, uid_of(one)),
        ("REQUEST", 2, uid_of(one)),
    ]
    assert mails(CLERK)[-1]["subject"] == "Afgesproken: 9 november 2026"


def test_what_comes_back_meanwhile_changes_nothing(one, by):
    counter = an_answer(one, who=CLERK, uid=uid_of(one), method="COUNTER", said="TENTATIVE")
    receive(counter, ASKED)
    take_away(one, by)
    assert TimeProposal.objects.get().outcome == TimeProposal.Outcome.OVERTAKEN

    assert receive(an_answer(one, who=CLERK, uid=uid_of(one), sequence=1), ASKED)

    assert Invitee.objects.get(email=CLERK).answered_at is None


def test_without_a_date_or_when_it_is_over_there_is_nothing_to_take_away(one, by):
    take_away(one, by)
    with pytest.raises(NotNow):
        take_away(again(one), by)

    cancel_gathering(gathering=again(one), because="Toch niet.", at=ASKED, by=by)

    with pytest.raises(NotNow):
        take_away(again(one), by)


class TestThePage:
    @pytest.fixture
    def path(self, by):
        now = timezone.now()
        self.made = make_gathering(at=now, by=by)
        plan(self.made, now + timedelta(days=30), at=now, by=by)
        return reverse("take_date_away", args=[self.made.pk])

    def test_it_says_who_hears_of_it_and_does_it(self, path, visitor):
        assert CLERK in visitor.get(path).content.decode()

        sent = visitor.post(path, {"because": "De raad vergadert dan.", "until": ""})

        assert sent.headers["Location"] == reverse("gathering", args=[self.made.pk])
        assert again(self.made).state == State.ASKED
        assert visitor.post(path, {"because": "Nog eens.", "until": ""}).status_code == 400

    @pytest.mark.parametrize("wrong", [{"because": ""}, {"until": "2020-01-01"}, {"until": "2090-01-01"}, {"x": "1"}])
    def test_what_is_not_filled_in_well_changes_nothing(self, path, visitor, wrong):
        refused = visitor.post(path, {"because": "De raad vergadert dan.", "until": ""} | wrong)

        assert refused.status_code == 400
        assert again(self.made).state == State.PLANNED
