"""Invitations and reminders: each once, none after an answer, none during a pause."""

from datetime import date, timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.surveys import USED, answered, link_to, open_uitvraag
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_contact, participation_of
from tests.support.mails import deliver_waiting
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.gateways.mail import outbox_folder
from weerbaar.foundation.gateways.outbox import kept
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.models import Moment, Office, PersonalLink
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.surveys.actions import mailing as post
from weerbaar.outreach.surveys.actions.answering import begin
from weerbaar.outreach.surveys.actions.openly import SurveyClosed, close_survey
from weerbaar.outreach.surveys.models import SurveyMail
from weerbaar.outreach.surveys.queries import mailing
from weerbaar.outreach.surveys.rules.mailing import DAYS_BETWEEN, Due, Facts, Reason, reminder
from weerbaar.outreach.surveys.tasks import remind

TODAY = MORNING.date()


def after(days):
    return MORNING + timedelta(days=days)


@pytest.fixture
def survey(db):
    survey = open_uitvraag()
    make_contact(LEUDAL, email="leudal@gemeente.invalid")
    make_contact(HILVERSUM, email="hilversum@gemeente.invalid")
    return survey


@pytest.fixture
def invited(survey, toon):
    assert post.invite(survey=survey, at=MORNING, by=toon.account) == 2
    return survey


@pytest.fixture
def deliver(time_machine):
    """Will let what waits leave the house at a moment."""

    def leave(at):
        time_machine.move_to(at)
        deliver_waiting()

    return leave


@pytest.fixture
def mailbox(var_dir):
    """Will give to whom a mail with this subject went, of what left the house."""

    def sent(subject):
        return sorted(mail.to for mail in kept(outbox_folder()) if mail.subject == subject)

    return sent


def kinds(code=LEUDAL):
    return [(one.kind, one.number) for one in SurveyMail.objects.filter(participation__organisation=code)]


def test_a_dry_run_counts_who_gets_one_and_who_not_and_sends_nothing(survey):
    found = mailing.invitations(survey, on=TODAY)

    assert [item.recipient.name for item in found.items] == ["gemeente Hilversum", "gemeente Leudal"]
    assert found.left_out == {Reason.NO_ADDRESS: 352}
    assert (SurveyMail.objects.count(), DBTaskResult.objects.count(), PersonalLink.objects.count()) == (0, 0, 0)


def test_an_invitation_goes_once_however_often_it_is_sent(invited, toon):
    assert post.invite(survey=invited, at=after(1), by=toon.account) == 0

    assert kinds() == [("invitation", 1)]
    assert DBTaskResult.objects.count() == 2
    assert Event.objects.filter(action="survey.invited").count() == 1
    assert Moment.objects.filter(text="Uitvraag: uitnodiging gestuurd aan: griffier.").count() == 2


def test_the_mail_has_the_link_the_code_and_the_last_day(invited):
    item = mailing.invitations(open_uitvraag(), on=TODAY).left_out
    opener = opener_of(PersonalLink.objects.get(participation__organisation=LEUDAL))
    words = post._words(
        invited,
        mailing.Item(
            mailing.Recipient(participation_of(), Office.CLERK, "x@y.invalid"), Due(SurveyMail.Kind.INVITATION, 1)
        ),
        token=opener.token,
        code=opener.code,
    )

    assert item[Reason.INVITED] == 2
    assert f"/uitvraag/{opener.token}/" in words.body
    assert opener.code in words.body
    assert "tot en met 1 juli 2028" in words.body
    assert words.body.startswith("Beste griffier van gemeente Leudal,")
    assert max(len(line) for line in words.body.splitlines()) <= 120


def test_the_mail_tells_to_call_the_team_of_the_tour(survey, settings):
    settings.TOUR_NUMBER, settings.HELPLINE_NUMBER = "030-1234567", "070-7654321"

    body = post.preview(survey, mailing.invitations(survey, on=TODAY).items[0]).body

    assert "Vragen? Bel 030-1234567." in body
    assert "070-7654321" not in body


def test_reminders_go_after_14_28_and_42_days_and_then_no_more(invited):
    went = [(days, post.remind(at=after(days))) for days in (13, 14, 15, 27, 28, 29, 42, 43, 56, 300)]

    assert [days for days, number in went if number] == [14, 28, 42]
    assert kinds() == [("invitation", 1), ("reminder", 1), ("reminder", 2), ("reminder", 3)]


def test_who_answered_gets_no_reminder(invited):
    answered(invited, at=after(3))

    assert post.remind(at=after(14)) == 1
    assert (kinds(LEUDAL), kinds(HILVERSUM)) == ([("invitation", 1)], [("invitation", 1), ("reminder", 1)])


def test_an_answer_from_another_office_stops_the_reminders_too(invited):
    answered(invited, office=Office.MAYOR, at=after(3))

    post.remind(at=after(14))

    assert kinds() == [("invitation", 1)]


def test_an_answer_in_the_minute_before_stops_it(invited, monkeypatch):
    due = mailing.reminders(invited, on=after(14).date())
    answered(invited, at=after(14))

    assert post._send_all(invited, due, mailing.reminders, after(14)) == 1
    assert kinds() == [("invitation", 1)]


def test_who_answers_while_the_reminder_waits_in_the_queue_gets_none(invited, time_machine, mailbox, deliver):
    deliver(MORNING)
    time_machine.move_to(after(14))
    remind.call()
    answered(invited, at=after(14))

    deliver(after(14) + timedelta(hours=3))

    assert mailbox("Herinnering: zijn er afspraken over agressie?") == ["hilversum@gemeente.invalid"]
    assert (kinds(LEUDAL), kinds(HILVERSUM)) == ([("invitation", 1)], [("invitation", 1), ("reminder", 1)])
    assert Moment.objects.filter(participation__organisation=LEUDAL).order_by("at").last().text == (
        "Uitvraag: herinnering 1 ging toch niet uit. Er kwam intussen antwoord."
    )
    assert Event.objects.filter(action="survey.mail_kept_back").count() == 1


def test_who_answers_while_the_invitation_waits_gets_none(invited, mailbox, deliver):
    answered(invited, at=after(0))

    deliver(after(0))

    assert mailbox("Zijn er afspraken over agressie?") == ["hilversum@gemeente.invalid"]


def test_a_pause_while_a_reminder_waits_keeps_it_back_and_does_not_say_why(invited, mailbox, deliver):
    deliver(MORNING)
    post.remind(at=after(14))
    place = participation_of()
    place.paused_until = after(20).date()
    place.save()
    deliver(after(14))

    told = Moment.objects.filter(participation=place).order_by("at").last().text
    assert told == "Uitvraag: herinnering 1 ging toch niet uit. Wij vragen nu niets."
    assert kinds() == [("invitation", 1)]
    assert post.remind(at=after(21)) == 1
    deliver(after(21))
    assert len(mailbox("Herinnering: zijn er afspraken over agressie?")) == 2


def test_a_survey_that_closes_while_a_reminder_waits_keeps_it_back(invited, toon, mailbox, deliver):
    deliver(MORNING)
    post.remind(at=after(14))
    close_survey(survey=invited, at=after(14))

    deliver(after(14))

    assert mailbox("Herinnering: zijn er afspraken over agressie?") == []


def test_who_is_forgotten_while_a_mail_waits_gets_none_and_whoever_comes_next_is_invited(
    survey, toon, mailbox, deliver
):
    somebody = make_contact(LEUDAL, surname="Zonderling", from_on=TODAY, email="z@gemeente.invalid")
    post.invite(survey=survey, at=MORNING, by=toon.account)
    forget_contact(contact=somebody, drop_story=True, at=after(0), by=toon.account)
    deliver(after(0))

    assert mailbox("Zijn er afspraken over agressie?") == ["hilversum@gemeente.invalid"]
    assert post.invite(survey=survey, at=after(1), by=toon.account) == 1
    deliver(after(1))
    assert mailbox("Zijn er afspraken over agressie?") == ["hilversum@gemeente.invalid", "leudal@gemeente.invalid"]


def test_a_mail_to_an_address_that_is_no_longer_that_of_the_office_is_kept_back(survey, toon, mailbox, deliver):
    post.invite(survey=survey, at=MORNING, by=toon.account)
    make_contact(LEUDAL, surname="Opvolger", from_on=TODAY, email="opvolger@gemeente.invalid")
    deliver(after(0))

    assert mailbox("Zijn er afspraken over agressie?") == ["hilversum@gemeente.invalid"]
    told = Moment.objects.filter(participation__organisation=LEUDAL).order_by("at").last().text
    assert told == "Uitvraag: uitnodiging ging toch niet uit. Wij hebben intussen een ander mailadres."
    assert post.invite(survey=survey, at=after(0), by=toon.account) == 1
    deliver(after(0))
    assert "opvolger@gemeente.invalid" in mailbox("Zijn er afspraken over agressie?")


def test_a_last_look_that_comes_twice_writes_one_thing_down(invited):
    post.remind(at=after(14))
    mail = SurveyMail.objects.get(participation__organisation=LEUDAL, kind="reminder")
    answered(invited, at=after(14))

    to = "leudal@gemeente.invalid"
    assert [post.still_wanted(str(mail.pk), to, after(14)) for _ in range(2)] == [False, False]
    assert Moment.objects.filter(text__contains="ging toch niet uit").count() == 1


def test_a_half_filled_answer_is_no_answer(invited):
    begin(link=link_to()[0], survey=invited, office=Office.CLERK, at=after(2))

    post.remind(at=after(14))

    assert kinds() == [("invitation", 1), ("reminder", 1)]


def test_a_paused_organisation_is_left_alone_and_the_list_does_not_say_which(invited):
    place = participation_of()
    place.paused_until = after(30).date()
    place.save()

    assert post.remind(at=after(14)) == 1
    assert kinds() == [("invitation", 1)]
    found = mailing.reminders(invited, on=after(15).date())
    assert found.left_out[Reason.PAUSED] == 1
    assert post.remind(at=after(31)) == 2
    assert kinds() == [("invitation", 1), ("reminder", 1)]


def test_running_the_task_twice_sends_nothing_twice(invited, time_machine):
    time_machine.move_to(after(14))
    for _ in range(2):
        remind.call()

    assert kinds() == [("invitation", 1), ("reminder", 1)]


def test_a_worker_that_stood_still_does_not_send_two_at_once(invited):
    assert post.remind(at=after(50)) == 2
    assert post.remind(at=after(51)) == 0
    assert post.remind(at=after(50 + DAYS_BETWEEN)) == 2


def test_nothing_goes_out_in_the_last_days_or_after_the_end(db, toon):
    survey = open_uitvraag(closes_on=after(15).date())
    make_contact(LEUDAL)
    post.invite(survey=survey, at=MORNING, by=toon.account)

    assert [post.remind(at=after(days)) for days in (14, 15, 20)] == [0, 0, 0]
    close_survey(survey=survey, at=after(2))
    survey.refresh_from_db()
    with pytest.raises(SurveyClosed):
        post.invite(survey=survey, at=after(3), by=toon.account)


def test_without_reminders_none_go(db, toon):
    survey = open_uitvraag(reminders=0)
    make_contact(LEUDAL)
    post.invite(survey=survey, at=MORNING, by=toon.account)

    assert post.remind(at=after(60)) == 0


def test_who_really_arranges_it_is_written_to_instead_of_the_clerk(survey, toon):
    place = participation_of()
    place.arranger = make_contact(LEUDAL, Office.SAFETY_OFFICER, email="veiligheid@gemeente.invalid")
    place.save()

    items = mailing.invitations(survey, on=TODAY, among=[place]).items

    assert [(item.recipient.office, item.recipient.email) for item in items] == [
        (Office.SAFETY_OFFICER, "veiligheid@gemeente.invalid")
    ]


def test_whose_protocol_fell_asleep_is_asked_once_more(invited):
    answered(invited, answers=USED, at=after(3))

    post.remind(at=after(600))
    assert kinds() == [("invitation", 1)]
    for days in (660, 690):
        post.remind(at=after(days))
    assert kinds() == [("invitation", 1), ("again", 1)]
    answered(invited, answers=USED | {"exercised_on": "2028-03-01"}, at=after(700))
    post.remind(at=after(720))
    assert kinds() == [("invitation", 1), ("again", 1)]


def test_the_outbox_costs_the_same_for_one_and_for_many(survey, django_assert_num_queries):
    with django_assert_num_queries(4):
        mailing.invitations(survey, on=TODAY)
    for code in ("GM0363", "GM0344", "GM0599"):
        make_contact(code)
    with django_assert_num_queries(4):
        assert len(mailing.invitations(survey, on=TODAY).items) == 5


@given(
    answered_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    is_paused=st.booleans(),
    days=st.integers(0, 400),
    numbers=st.lists(st.integers(0, 400), max_size=5),
    reminders=st.integers(0, 3),
)
def test_whatever_happened_no_reminder_follows_an_answer_and_none_has_a_number_twice(
    answered_on, is_paused, days, numbers, reminders
):
    mailed = [(TODAY, "invitation", 1)]
    mailed += [(TODAY + timedelta(days=day), "reminder", place) for place, day in enumerate(sorted(numbers), start=1)]
    facts = Facts(invited_on=TODAY, mailed=mailed, answered_on=answered_on, is_paused=is_paused, has_address=True)

    decided = reminder(facts, reminders=reminders, closes_on=date(2030, 1, 1), on=TODAY + timedelta(days=days))

    if isinstance(decided, Due):
        assert answered_on is None
        assert not is_paused
        assert decided.number not in [number for _day, kind, number in mailed if kind == "reminder"]
        assert decided.number <= reminders


def test_the_page_shows_what_would_go_and_sends_it_only_when_asked(survey, visitor):
    address = f"/tour/uitvraag/{survey.pk}/post/"

    shown = visitor.get(address).content.decode()

    assert "2 organisaties krijgen nu een uitnodiging." in shown
    assert "Beste griffier van gemeente Hilversum," in shown
    assert SurveyMail.objects.count() == 0
    sent = visitor.post(f"{address}uitnodigen/", follow=True)
    assert "De uitnodigingen zijn onderweg" in sent.content.decode()
    visitor.post(f"{address}uitnodigen/")
    assert SurveyMail.objects.count() == 2


def test_who_had_to_confirm_first_reads_that_no_invitation_went_yet(survey, toon, client, time_machine):
    time_machine.move_to(MORNING)
    toon.sign_in(client)
    time_machine.move_to(MORNING + timedelta(minutes=6))
    page = f"/tour/uitvraag/{survey.pk}/post/"

    asked = client.post(f"{page}uitnodigen/", headers={"Referer": f"http://testserver{page}"})
    client.post(asked["Location"], {"code": toon.next_code()})
    back = client.get(page).content.decode()

    assert "Het is nog niet gebeurd" in back
    assert not SurveyMail.objects.exists()
