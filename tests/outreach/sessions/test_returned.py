"""Mail about a session that does not arrive: beside whose it was, in the story, and sent anew to where they are by now."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.sessions import ASKED, again, make_gathering, plan, price
from tests.factories.tour import HILVERSUM
from tests.foundation.gateways.test_returned import ANSWER, RETURNED
from tests.outreach.sessions.calendar_answers import CLERK, FAMKE, ask
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.jobs import arrivals
from weerbaar.outreach.campaign.models import Contact, Moment, Office, Promise
from weerbaar.outreach.sessions.actions import quotations, returned, staffing
from weerbaar.outreach.sessions.actions.gatherings import cancel_gathering
from weerbaar.outreach.sessions.actions.own_records import forget, tell
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Answer, Invitee, ReturnedMail
from weerbaar.outreach.sessions.queries.gatherings import Recipient, participations_of, row_of
from weerbaar.outreach.sessions.queries.returned import tag_for
from weerbaar.outreach.sessions.rules import Lack
from weerbaar.team.network.models import Facilitator

pytestmark = pytest.mark.django_db
NOON = ASKED + timedelta(hours=2)
NEW = "griffie-nieuw@gemeente.invalid"


def a_return(one, email, *, action="failed", status="5.1.1", tag="", more=""):
    """The report of a server about our mail to this address, as it comes in."""
    text = RETURNED.format(action=action, status=status).replace("b-7f3a", tag or tag_for(one, email))
    return (text.replace("griffie@voorbeelddam.invalid", email) + more).encode()


def comes_back(one, email, *, at=NOON, **facts):
    return arrivals.receive(a_return(one, email, **facts), at=at)


@pytest.fixture
def one(by):
    made = make_gathering(by=by)
    plan(made, by=by)
    return again(made)


@pytest.fixture
def clerk(one):
    return Contact.objects.get(email=CLERK)


class TestWhatComesBack:
    def test_every_mail_asks_to_come_back_under_the_tag_of_its_address(self, one, by, mails):
        ask(one, by)

        assert {mail["to"]: mail["reply_tag"] for mail in mails()} == {
            email: tag_for(one, email) for email in (CLERK, FAMKE)
        }  # fmt: skip
        assert tag_for(one, CLERK) != tag_for(one, FAMKE)

    def test_an_invitation_that_did_not_arrive_is_noted_and_becomes_work(self, one, clerk):
        assert comes_back(one, CLERK) == ["sessions"]

        noted = ReturnedMail.objects.get()
        assert (noted.email, noted.contact, noted.at, noted.settled_at) == (CLERK, clerk, NOON, None)
        told = Moment.objects.get(kind=Moment.Kind.MAIL)
        assert told.text == "Terug van de griffier. Een mail over de brede bijeenkomst is niet bezorgd."
        assert Promise.objects.get().text == "Uitzoeken: wie is nu de griffier?"
        assert Lack.RETURNED in row_of(again(one), NOON).lacks

    def test_the_same_report_twice_changes_nothing_the_second_time_also_once_looked_at(self, one, by):
        comes_back(one, CLERK)
        assert comes_back(one, CLERK) == ["sessions"]
        returned.settle(returned=ReturnedMail.objects.get(), at=NOON, by=by)
        comes_back(one, CLERK)

        assert ReturnedMail.objects.get().settled_by == by
        assert Promise.objects.count() == 1
        assert Event.objects.filter(action="gathering.mail_returned").count() == 1

    def test_another_mail_that_comes_back_opens_it_again(self, one, by):
        comes_back(one, CLERK)
        returned.settle(returned=ReturnedMail.objects.get(), at=NOON, by=by)

        comes_back(one, CLERK, more="\nAnders.\n", at=NOON + timedelta(days=1))

        noted = ReturnedMail.objects.get()
        assert (noted.settled_at, noted.settled_by, noted.at) == (None, None, NOON + timedelta(days=1))

    def test_a_question_to_a_facilitator_that_did_not_arrive_tells_no_organisation(self, one, by):
        asked = ask(one, by)

        comes_back(one, FAMKE)

        assert ReturnedMail.objects.get().facilitator == asked.facilitator
        assert not Moment.objects.filter(kind=Moment.Kind.MAIL).exists()
        assert Promise.objects.count() == 0

    def test_a_quotation_that_went_to_an_address_of_its_own_is_noted_there(self, one, by):
        price(one, by=by)
        made = quotations.make_quotation(gathering=one, valid_until=NOON.date(), at=ASKED, by=by)
        to = Recipient(participations_of(one)[0], "inkoop@gemeente.invalid", None, Office.OTHER, "Inkoop")
        quotations.send_quotation(quotation=made, recipient=to, at=ASKED, by=by)

        comes_back(one, "inkoop@gemeente.invalid")

        assert (ReturnedMail.objects.get().email, Promise.objects.count()) == ("inkoop@gemeente.invalid", 0)
        assert Moment.objects.get(kind=Moment.Kind.MAIL).text == "Een mail over de brede bijeenkomst is niet bezorgd."

    def test_what_is_only_late_changes_nothing(self, one):
        assert comes_back(one, CLERK, action="delayed", status="4.4.1") == ["sessions"]

        assert not ReturnedMail.objects.exists()

    def test_what_a_person_writes_back_is_left_for_a_person(self, one):
        answer = ANSWER.replace("b-7f3a", tag_for(one, CLERK)).encode()

        assert arrivals.receive(answer, at=NOON) == []

    @pytest.mark.parametrize("tag", ["s-1", "s-00000000000000000000000000000000-1", "b-7f3a"])
    def test_what_is_about_none_of_ours_is_not_ours(self, one, tag):
        assert comes_back(one, CLERK, tag=tag) == []

    def test_who_guesses_the_tag_of_somebody_else_is_not_believed(self, one):
        assert comes_back(one, CLERK, tag=f"s-{one.pk.hex}-0123456789abcde") == ["sessions"]

        assert not ReturnedMail.objects.exists()

    def test_word_that_it_was_called_off_and_did_not_arrive_is_still_shown_in_the_list(self, one, by, visitor):
        cancel_gathering(gathering=one, because="Storm", at=ASKED, by=by)
        comes_back(one, CLERK)

        assert row_of(again(one), NOON).lacks == [Lack.RETURNED]
        assert "een mail kwam niet aan" in visitor.get(reverse("gatherings")).content.decode()
        shown = visitor.get(reverse("gathering", args=[one.pk])).content.decode()
        assert "Kijk wie onze mail niet kreeg." in shown
        assert "Storm" in shown


class TestSentAnew:
    @pytest.fixture
    def back(self, one):
        comes_back(one, CLERK)
        return ReturnedMail.objects.get()

    def test_what_was_agreed_goes_to_the_new_address_which_takes_the_place_of_the_old(
        self, one, back, clerk, by, mails
    ):
        Contact.objects.filter(pk=clerk.pk).update(email=NEW)

        returned.send_anew(returned=back, at=NOON, by=by)
        plan(again(one), one.starts_at + timedelta(days=1), at=NOON, by=by)

        assert [mail["subject"] for mail in mails(NEW)] == [
            "Afgesproken: 26 oktober 2026", "Verplaatst naar 27 oktober 2026",
        ]  # fmt: skip
        assert len(mails(CLERK)) == 1
        assert list(Invitee.objects.values_list("email", flat=True)) == [NEW]
        assert ReturnedMail.objects.get().settled_by == by

    def test_pressed_twice_it_goes_once(self, back, clerk, by, mails):
        Contact.objects.filter(pk=clerk.pk).update(email=NEW)

        for _twice in range(2):
            returned.send_anew(returned=back, at=NOON, by=by)

        assert len(mails(NEW)) == 1

    def test_nothing_goes_where_it_just_came_back_from(self, back, by, mails):
        with pytest.raises(NotNow):
            returned.send_anew(returned=back, at=NOON, by=by)

        assert (len(mails(CLERK)), ReturnedMail.objects.get().settled_at) == (1, None)

    @pytest.mark.parametrize(
        ("answer", "subject"),
        [(Answer.OPEN, "Kunt u op 26 oktober 2026?"), (Answer.YES, "U komt op 26 oktober 2026")],
    )
    def test_a_facilitator_gets_the_question_or_word_that_they_come(self, one, by, mails, answer, subject):
        asked = ask(one, by)
        if answer:
            staffing.answer(asked=asked, answer=answer, remark="", at=ASKED)
        comes_back(one, FAMKE)
        Facilitator.objects.update(email="famke-nieuw@overleg.invalid")

        returned.send_anew(returned=ReturnedMail.objects.get(), at=NOON, by=by)

        assert [mail["subject"] for mail in mails("famke-nieuw@overleg.invalid")] == [subject]


class TestThePages:
    def shown(self, visitor, name, one):
        return visitor.get(reverse(name, args=[one.pk])).content.decode()

    def test_it_stands_beside_whom_it_concerns_wherever_they_stand(self, one, by, visitor):
        ask(one, by)
        pages = ("gathering_answers", "gathering_people", "plan_gathering")
        assert not [name for name in pages if "mail kwam terug" in self.shown(visitor, name, one)]

        comes_back(one, FAMKE)

        assert not [name for name in pages if "mail kwam terug" not in self.shown(visitor, name, one)]

    def test_it_leads_to_where_the_address_is_kept_and_then_sends_anew(self, one, clerk, visitor, mails):
        comes_back(one, CLERK)
        address = reverse("change_contact", args=[HILVERSUM, clerk.pk])
        assert address in self.shown(visitor, "gathering_answers", one)

        Contact.objects.filter(pk=clerk.pk).update(email=NEW)
        assert f"Stuur naar {NEW}" in self.shown(visitor, "gathering_answers", one)
        pressed = reverse("change_answers", args=[one.pk, ReturnedMail.objects.get().pk, "opnieuw"])
        after = visitor.post(pressed, follow=True).content.decode()

        assert "Wie kreeg onze mail niet?" not in after
        assert len(mails(NEW)) == 1

    def test_whoever_looked_at_it_has_it_off_the_list(self, one, visitor):
        comes_back(one, CLERK)
        pressed = reverse("change_answers", args=[one.pk, ReturnedMail.objects.get().pk, "nagekeken"])

        after = visitor.post(pressed, follow=True).content.decode()

        assert "mail kwam terug" not in after
        assert Event.objects.filter(action="gathering.mail_looked_at").count() == 1

    def test_mail_of_another_session_is_not_found_here(self, one, by, visitor):
        comes_back(one, CLERK)
        other = make_gathering("PV31", by=by)

        for what in ("nagekeken", "opnieuw"):
            pressed = reverse("change_answers", args=[other.pk, ReturnedMail.objects.get().pk, what])
            assert visitor.post(pressed).status_code == 404


def test_somebody_is_told_of_it_and_it_goes_with_them(one, clerk):
    comes_back(one, CLERK)
    assert ("Een mail kwam terug", CLERK) in [(told.what, told.says) for told in tell(clerk)]

    forget(clerk, NOON)

    assert not ReturnedMail.objects.exists()
