"""What comes back on a letter: answers, returns, and the post of a municipality that went up in another."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories.letters import DAY, LATER, NOON, dispatch_to, make_mailing, send_all
from tests.factories.tour import HILVERSUM, LEUDAL
from tests.foundation.gateways.test_returned import ANSWER, RETURNED
from weerbaar.foundation.jobs import arrivals
from weerbaar.outreach.campaign.mergers import Merged
from weerbaar.outreach.campaign.models import Moment, Participation, Promise
from weerbaar.outreach.letters.actions import arriving
from weerbaar.outreach.letters.models import ReceivedMail
from weerbaar.outreach.letters.queries.dispatches import sent_to, tag_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(db):
    mailing = make_mailing(channels=("mail",))
    send_all(mailing)
    return dispatch_to(mailing)


def answer(dispatch, text=ANSWER):
    return text.replace("b-7f3a", tag_of(dispatch)).encode()


def returned(dispatch, action="failed", status="5.1.1"):
    return RETURNED.format(action=action, status=status).replace("b-7f3a", tag_of(dispatch)).encode()


def participation():
    return Participation.objects.get(organisation=LEUDAL)


def test_an_answer_by_mail_is_filed_on_its_organisation(sent):
    assert arrivals.receive(answer(sent), at=LATER) == ["letters"]

    sent.refresh_from_db()
    moment = Moment.objects.get(participation=participation(), kind="answer")
    assert (sent.answered_on, participation().answered_on) == (DAY, DAY)
    assert moment.text == "Wij maken graag een afspraak. Één vraag nog."


def test_the_same_mail_twice_changes_nothing_the_second_time(sent):
    arrivals.receive(answer(sent), at=LATER)
    arrivals.receive(answer(sent), at=LATER + timedelta(days=1))

    assert Moment.objects.filter(kind="answer").count() == 1
    assert ReceivedMail.objects.count() == 1


def test_a_mail_that_could_not_be_delivered_becomes_work_and_keeps_what_it_said(sent):
    arrivals.receive(returned(sent), at=LATER)

    sent.refresh_from_db()
    assert (sent.returned_at, sent.returned_why) == (LATER, "Niet bezorgd: griffie@voorbeelddam.invalid bestaat niet.")
    promise = Promise.objects.get()
    assert (promise.text, promise.due_on) == ("Uitzoeken: wie is nu de burgemeester?", DAY + timedelta(days=7))
    assert ReceivedMail.objects.get().text == "Uw bericht kon niet worden bezorgd."


def test_a_delay_and_a_holiday_reply_are_kept_and_change_nothing_else(sent):
    arrivals.receive(returned(sent, "delayed", "4.4.1"), at=LATER)
    arrivals.receive(
        answer(sent, ANSWER.replace("MIME-Version", "Auto-Submitted: auto-replied\nMIME-Version")), at=LATER
    )

    sent.refresh_from_db()
    assert (sent.returned_at, sent.answered_on, Promise.objects.count()) == (None, None, 0)
    assert sorted(ReceivedMail.objects.values_list("kind", flat=True)) == ["automatic", "delayed"]


@pytest.mark.parametrize("tag", ["b-7f3a", "b-00000000000000000000000000000000", "x-1", "b-zz"])
def test_a_mail_of_a_stranger_is_not_ours(sent, tag):
    assert arrivals.receive(ANSWER.replace("b-7f3a", tag).encode(), at=LATER) == []
    assert ReceivedMail.objects.count() == 0


def test_a_letter_that_came_back_becomes_work_once(toon):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)

    for _twice in range(2):
        arriving.note_returned(dispatch=dispatch_to(mailing), why="Verhuisd", at=LATER, by=toon.account)

    assert Promise.objects.count() == 1
    assert Moment.objects.filter(text="Terug van de burgemeester. Verhuisd").count() == 1


def test_what_was_never_sent_cannot_come_back(toon):
    mailing = make_mailing(codes=(LEUDAL,))

    with pytest.raises(arriving.NotSentYet):
        arriving.note_returned(dispatch=dispatch_to(mailing), why="Verhuisd", at=LATER, by=toon.account)
    with pytest.raises(arriving.NotSentYet):
        arriving.note_answered(dispatch=dispatch_to(mailing), text="Ja", on=DAY, at=LATER, by=toon.account)


def test_an_answer_by_telephone_is_filed_too(toon):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)

    arriving.note_answered(dispatch=dispatch_to(mailing), text="Belt: graag.", on=DAY, at=LATER, by=toon.account)

    assert (dispatch_to(mailing).answered_on, participation().answered_on) == (DAY, DAY)


def test_a_merger_takes_the_post_along_and_sends_nothing_twice():
    mailing = make_mailing()
    only_former = make_mailing(version=mailing.version.template.versions.create(
        number=2, subject="Twee", body="Twee", made_at=NOON
    ), codes=(LEUDAL,), readers=("clerk",))  # fmt: skip
    former, successor = participation(), Participation.objects.get(organisation=HILVERSUM)
    merged = Merged(former=former, successor=successor, stages={}, on=DAY, at=NOON)

    for _twice in range(2):
        arriving.carry_along(merged)

    assert only_former.dispatches.get().participation == successor
    assert sorted(mailing.dispatches.values_list("participation__organisation", "state")) == [
        (HILVERSUM, "waiting"), (LEUDAL, "cancelled"),
    ]  # fmt: skip


@pytest.fixture
def merged(db):
    """A letter that went to Leudal and to Hilversum, and then Leudal went up in Hilversum."""
    mailing = make_mailing(channels=("mail",))
    send_all(mailing)
    former, successor = (Participation.objects.get(organisation=code) for code in (LEUDAL, HILVERSUM))
    Participation.objects.filter(pk=former.pk).update(merged_into=successor)
    arriving.carry_along(Merged(former=former, successor=successor, stages={}, on=DAY, at=NOON))
    return dispatch_to(mailing, LEUDAL)


def test_an_answer_to_a_letter_from_before_a_merger_reaches_the_successor(merged):
    arrivals.receive(answer(merged), at=LATER)

    assert list(Moment.objects.filter(kind="answer").values_list("participation__organisation", flat=True)) == [
        HILVERSUM
    ]
    assert Participation.objects.get(organisation=HILVERSUM).answered_on == DAY


def test_a_mail_from_before_a_merger_that_comes_back_is_work_at_the_successor(merged):
    arrivals.receive(returned(merged), at=LATER)

    assert Promise.objects.get().participation.organisation_id == HILVERSUM


def test_the_page_of_the_successor_shows_what_went_to_both(merged):
    successor = Participation.objects.get(organisation=HILVERSUM)

    assert {one.participation.organisation_id for one in sent_to(successor)} == {LEUDAL, HILVERSUM}


def test_an_answer_just_after_midnight_is_of_the_new_day(sent):
    arrivals.receive(answer(sent), at=datetime(2026, 6, 1, 22, 30, tzinfo=UTC))

    assert participation().answered_on == date(2026, 6, 2)
