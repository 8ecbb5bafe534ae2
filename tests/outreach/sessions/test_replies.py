"""What calendars send back about a session: who comes, who leads it, who was not asked, and other times."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.sessions import ASKED, EVENING, again, make_gathering, plan
from tests.factories.tour import make_contact
from tests.outreach.appointments.answers import an_answer
from tests.outreach.sessions.calendar_answers import ALDERMAN, CLERK, ask, counter, item_in, say, standing_of
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.jobs import arrivals
from weerbaar.outreach.campaign.models import Standing
from weerbaar.outreach.sessions.actions import invitees, staffing
from weerbaar.outreach.sessions.actions.gatherings import cancel_gathering
from weerbaar.outreach.sessions.actions.own_records import forget, tell
from weerbaar.outreach.sessions.actions.replies import MOST_PENDING, receive
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Invitee, Released, TimeProposal
from weerbaar.outreach.sessions.queries.gatherings import row_of
from weerbaar.outreach.sessions.queries.invited import uid_of
from weerbaar.outreach.sessions.rules import Lack

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(by):
    made = make_gathering(by=by)
    plan(made, by=by)
    return again(made)


class TestWhoComes:
    @pytest.mark.parametrize("said", ["ACCEPTED", "TENTATIVE", "DECLINED"])
    def test_a_reply_says_who_comes(self, one, said):
        assert say(one, said=said)

        noted = Invitee.objects.get()
        assert (noted.standing, noted.answered_sequence, noted.answered_at) == (said, 0, ASKED)

    def test_the_mailbox_leads_it_here(self, one):
        assert arrivals.receive(an_answer(one, who=CLERK, uid=uid_of(one)), at=ASKED) == ["sessions"]

    def test_the_same_reply_twice_changes_nothing_the_second_time(self, one):
        say(one)

        assert say(one, at=ASKED + timedelta(hours=1))

        assert Invitee.objects.get().answered_at == ASKED
        assert Event.objects.filter(action="gathering.answered").count() == 1

    def test_of_two_answers_the_last_written_counts(self, one):
        say(one, said="DECLINED", stamp="20260901T074000Z")
        say(one, said="ACCEPTED", stamp="20260901T070000Z")

        assert standing_of(one) == Standing.DECLINED

    def test_after_a_move_everybody_is_asked_again_and_an_old_answer_says_nothing(self, one, by):
        say(one)
        plan(one, EVENING + timedelta(days=1), by=by)
        assert standing_of(one) == Standing.WAITING

        assert say(one, sequence=0)

        assert standing_of(one) == Standing.WAITING

    def test_another_hall_leaves_what_was_said(self, one, by):
        say(one)

        plan(one, by=by, room="Grote zaal")

        assert standing_of(one) == Standing.ACCEPTED

    def test_what_changed_for_somebody_else_does_not_make_an_answer_old(self, one, by):
        staffing.let_go(asked=ask(one, by), why=Released.WITHDRAWN, at=ASKED, by=by)
        assert again(one).sequence == 1

        say(one, sequence=0)

        assert standing_of(one) == Standing.ACCEPTED

    def test_whoever_we_wrote_before_this_was_noted_is_no_stranger(self, one):
        Invitee.objects.all().delete()

        say(one)

        assert Invitee.objects.values_list("email", "pending").get() == (CLERK, False)

    def test_a_stranger_with_a_guessed_name_gets_nothing(self, one, mails):
        before = len(mails())

        assert not say(one, uid="geraden@overleg.invalid")
        assert not say(one, uid=f"{one.pk}@elders.invalid")
        assert not receive(b"Subject: hallo\r\n\r\ntekst", ASKED)

        assert (len(mails()), Invitee.objects.count()) == (before, 1)

    def test_an_answer_to_what_was_called_off_changes_nothing(self, one, by):
        cancel_gathering(gathering=one, because="Geen zaal.", at=ASKED, by=by)

        assert say(one)
        assert counter(again(one))

        assert (standing_of(one), TimeProposal.objects.count()) == (Standing.WAITING, 0)


class TestWhoWasNotAsked:
    def test_they_are_shown_and_asked_about_and_get_nothing_yet(self, one, by, mails):
        assert say(one, who=ALDERMAN, name="W. Ethouder")

        newcomer = Invitee.objects.get(pending=True)
        assert (newcomer.name, newcomer.standing) == ("W. Ethouder", Standing.ACCEPTED)
        assert mails(ALDERMAN) == []
        assert Lack.ANSWERS in row_of(again(one), ASKED).lacks
        for _ in range(2):
            invitees.invite(invitee=newcomer, at=ASKED, by=by)
        (mail,) = mails(ALDERMAN)
        assert item_in(mail) == ("REQUEST", 0, uid_of(one), EVENING)
        assert Lack.ANSWERS not in row_of(again(one), ASKED).lacks

    def test_who_was_invited_after_all_hears_of_a_move_and_of_the_end(self, one, by, mails):
        say(one, who=ALDERMAN)
        invitees.invite(invitee=Invitee.objects.get(pending=True), at=ASKED, by=by)

        plan(one, EVENING + timedelta(days=1), by=by)
        cancel_gathering(gathering=again(one), because="Geen zaal.", at=ASKED, by=by)

        told = [item_in(mail)[:2] for mail in mails(ALDERMAN)]
        assert told == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]

    def test_who_need_not_come_hears_it_once_and_is_not_believed_any_more(self, one, by, mails):
        say(one, who=ALDERMAN)
        newcomer = Invitee.objects.get(pending=True)
        invitees.invite(invitee=newcomer, at=ASKED, by=by)

        for _ in range(2):
            invitees.let_go(invitee=newcomer, at=ASKED, by=by)

        assert [item_in(mail)[0] for mail in mails(ALDERMAN)] == ["REQUEST", "CANCEL"]
        say(one, who=ALDERMAN, said="DECLINED")
        assert standing_of(one, ALDERMAN) == Standing.ACCEPTED

    def test_who_was_never_invited_is_only_forgotten(self, one, by, mails):
        say(one, who=ALDERMAN)

        invitees.let_go(invitee=Invitee.objects.get(pending=True), at=ASKED, by=by)

        assert mails(ALDERMAN) == []
        assert not Invitee.objects.filter(email=ALDERMAN).exists()

    def test_an_address_of_elsewhere_does_not_answer_for_somebody_else(self, one):
        say(one, said="DECLINED", sender="boef@elders.invalid")

        assert standing_of(one) == Standing.WAITING
        assert Invitee.objects.get(pending=True).email == "boef@elders.invalid"

    def test_a_flood_of_newcomers_is_bounded(self, one):
        for number in range(MOST_PENDING + 5):
            assert say(one, who=f"w{number}@elders.invalid")

        assert Invitee.objects.filter(pending=True).count() == MOST_PENDING


class TestAnotherTime:
    def test_it_waits_for_a_colleague_once(self, one):
        for _ in range(2):
            assert counter(one, comment="Liever een dag later")

        waiting = TimeProposal.objects.get()
        assert (waiting.text, waiting.starts_at) == ("Liever een dag later", EVENING + timedelta(days=1))
        assert Lack.ANSWERS in row_of(again(one), ASKED).lacks

    def test_taken_over_it_moves_for_everybody(self, one, by, mails):
        counter(one)

        invitees.take_over(proposal=TimeProposal.objects.get(), at=ASKED, by=by)

        moved, settled = again(one), TimeProposal.objects.get()
        assert (moved.starts_at, moved.sequence, moved.room) == (EVENING + timedelta(days=1), 1, "Raadzaal")
        assert (settled.outcome, settled.settled_by) == (TimeProposal.Outcome.TAKEN, by)
        assert item_in(mails(CLERK)[-1]) == ("REQUEST", 1, uid_of(one), EVENING + timedelta(days=1))
        with pytest.raises(NotNow):
            invitees.take_over(proposal=settled, at=ASKED, by=by)

    def test_refused_it_says_so_in_their_calendar_once(self, one, by, mails):
        counter(one)

        for _ in range(2):
            invitees.refuse(proposal=TimeProposal.objects.get(), at=ASKED, by=by)

        found = [item_in(mail) for mail in mails(CLERK)]
        assert found[1:] == [("DECLINECOUNTER", 0, uid_of(one), EVENING)]
        assert again(one).sequence == 0

    def test_a_move_overtakes_what_was_proposed_before(self, one, by):
        counter(one)

        plan(one, EVENING + timedelta(days=7), by=by)

        assert TimeProposal.objects.get().outcome == TimeProposal.Outcome.OVERTAKEN
        counter(one, sequence=0)
        assert TimeProposal.objects.count() == 1

    def test_a_time_that_was_is_not_taken_over(self, one, by):
        counter(one)

        with pytest.raises(NotNow):
            invitees.take_over(proposal=TimeProposal.objects.get(), at=EVENING + timedelta(days=2), by=by)

        assert TimeProposal.objects.get().settled_at is None


class TestThePage:
    @pytest.fixture
    def path(self, one):
        return reverse("gathering_answers", args=[one.pk])

    def test_it_shows_who_said_what_and_what_waits(self, one, path, visitor):
        counter(one, comment="Liever later")
        say(one, who=ALDERMAN)

        shown = visitor.get(path).content.decode()

        for words in ("misschien", "Liever later", "niet uitgenodigd, antwoordde wel", "Tijd blijft zo"):
            assert words in shown

    def test_its_buttons_do_what_they_say(self, one, path, visitor, mails):
        counter(one)
        say(one, who=ALDERMAN)
        proposal, newcomer = TimeProposal.objects.get(), Invitee.objects.get(pending=True)

        for row, what in ((proposal, "blijft"), (newcomer, "uitnodigen"), (newcomer, "weg")):
            assert visitor.post(f"{path}{row.pk}/{what}/").headers["Location"] == path

        assert [mail["invitation"]["method"] for mail in mails(ALDERMAN)] == ["REQUEST", "CANCEL"]
        assert visitor.post(f"{path}{newcomer.pk}/weg/").status_code == 404
        assert visitor.post(f"{path}{proposal.pk}/uitnodigen/").status_code == 404
        assert visitor.post(f"{path}{proposal.pk}/vreemd/").status_code == 404

    def test_what_is_over_is_said_calmly(self, one, path, visitor, by):
        counter(one)
        cancel_gathering(gathering=one, because="Geen zaal.", at=ASKED, by=by)

        refused = visitor.post(f"{path}{TimeProposal.objects.get().pk}/overnemen/")

        assert refused.status_code == 400
        assert "Er is niets veranderd" in refused.content.decode()


def test_somebody_hears_what_we_have_and_is_forgotten(one):
    contact = make_contact("GM0402", surname="Zandstra", email=ALDERMAN)
    say(one, who=ALDERMAN)
    counter(one, who=ALDERMAN, comment="Liever later")

    assert [told.says.split("; ")[-2:] for told in tell(contact)] == [[ALDERMAN, "misschien, «Liever later»"]]
    forget(contact, ASKED)

    assert not Invitee.objects.filter(email=ALDERMAN).exists()
    assert Invitee.objects.filter(email=CLERK).exists()
