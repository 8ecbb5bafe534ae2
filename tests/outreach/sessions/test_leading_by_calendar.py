"""Whoever is asked to lead a session answers in their own calendar."""

from datetime import timedelta

import pytest
import vobject

from tests.factories.network import make_facilitator
from tests.factories.sessions import ASKED, EVENING, again, make_gathering, plan
from tests.factories.tour import LEUDAL
from tests.outreach.sessions.calendar_answers import FAMKE, ask, item_in, say, standing_of
from weerbaar.outreach.campaign.models import Standing
from weerbaar.outreach.sessions.actions import staffing
from weerbaar.outreach.sessions.models import Answer, Ask, Invitee, Released
from weerbaar.outreach.sessions.queries.gatherings import short_of
from weerbaar.outreach.sessions.queries.invited import uid_of
from weerbaar.team.network.models import Engagement, Skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(by):
    made = make_gathering(by=by)
    plan(made, by=by)
    return again(made)


class TestWhoLeads:
    def test_the_question_comes_with_an_item_that_a_calendar_can_answer(self, one, by, mails):
        ask(one, by)

        assert item_in(mails(FAMKE)[-1]) == ("REQUEST", 0, uid_of(one), EVENING)

    def test_accepting_is_a_yes(self, one, by, mails):
        asked = ask(one, by)

        for _ in range(2):
            say(one, who=FAMKE, sequence=0)

        asked.refresh_from_db()
        assert asked.answer == Answer.YES
        assert Engagement.objects.count() == 1
        assert [mail["subject"] for mail in mails(FAMKE)][1:] == ["U komt op 26 oktober 2026"]

    def test_a_yes_on_the_page_is_a_yes_in_the_calendar_too(self, one, by, mails):
        asked = ask(one, by)

        staffing.answer(asked=asked, answer=Answer.YES, remark="", at=ASKED)

        assert standing_of(one, FAMKE) == Standing.ACCEPTED
        event = vobject.readOne(mails(FAMKE)[-1]["invitation"]["content"]).vevent
        assert event.attendee.params["PARTSTAT"] == ["ACCEPTED"]
        say(one, who=FAMKE, said="DECLINED", stamp="20260831T080000Z")
        assert standing_of(one, FAMKE) == Standing.ACCEPTED

    def test_declining_is_a_no_and_the_next_is_asked(self, one, by, mails):
        asked = ask(one, by)
        make_facilitator("Gijs Gefantaseerd")

        for _ in range(2):
            say(one, who=FAMKE, said="DECLINED", sequence=0)

        asked.refresh_from_db()
        assert asked.answer == Answer.NO
        assert Ask.objects.get(answer=Answer.OPEN).facilitator.name == "Gijs Gefantaseerd"
        assert item_in(mails(FAMKE)[-1])[:2] == ("CANCEL", 1)
        assert not Invitee.objects.filter(pending=True).exists()

    def test_perhaps_is_let_us_talk(self, one, by):
        asked = ask(one, by)

        say(one, who=FAMKE, said="TENTATIVE", comment="Kan het later?")

        asked.refresh_from_db()
        assert (asked.answer, asked.remark) == (Answer.OTHER, "Kan het later?")

    def test_who_said_yes_and_declines_is_let_go_and_whoever_asked_hears_it(self, one, by, mails):
        asked = ask(one, by)
        say(one, who=FAMKE)
        assert short_of(again(one), Skill.MODERATE) == 0

        say(one, who=FAMKE, said="DECLINED")

        asked.refresh_from_db()
        assert asked.released == Released.DECLINED
        assert not Engagement.objects.exists()
        assert "kan toch niet" in mails(by.email)[-1]["body"]
        assert short_of(again(one), Skill.MODERATE) == 1

    def test_an_assistant_answers_for_the_clerk_but_not_for_who_leads(self, one, by):
        asked = ask(one, by)

        say(one, sender="bode@gemeente.invalid")
        say(one, who=FAMKE, sender="collega@overleg.invalid")

        asked.refresh_from_db()
        assert (standing_of(one), asked.answer) == (Standing.ACCEPTED, Answer.OPEN)

    def test_who_is_later_than_another_hears_that_they_need_not_come(self, one, by, mails):
        gijs = make_facilitator("Gijs Gefantaseerd")
        asks = [ask(one, by), ask(one, by, gijs)]
        say(one, who=gijs.email)

        say(one, who=FAMKE)

        asks[0].refresh_from_db()
        assert asks[0].released == Released.WITHDRAWN
        assert item_in(mails(FAMKE)[-1])[0] == "CANCEL"
        assert Engagement.objects.get().facilitator == gijs

    def test_who_goes_elsewhere_then_is_called(self, one, by):
        person = make_facilitator()
        other = make_gathering(LEUDAL, by=by)
        plan(other, EVENING + timedelta(hours=1), by=by)
        ask(other, by, person)
        say(other, who=FAMKE)
        asked = ask(one, by, person)

        say(one, who=FAMKE)

        asked.refresh_from_db()
        assert asked.answer == Answer.OTHER
        assert "ergens anders" in asked.remark

    def test_what_is_not_answered_in_time_leaves_the_calendar(self, one, by, mails):
        ask(one, by)

        staffing.look_after(at=ASKED + timedelta(days=7))

        assert item_in(mails(FAMKE)[-1])[:2] == ("CANCEL", 1)

    def test_who_may_yet_say_yes_hears_of_a_move(self, one, by, mails):
        ask(one, by)

        plan(one, EVENING + timedelta(days=1), by=by)

        assert item_in(mails(FAMKE)[-1])[:2] == ("REQUEST", 1)
