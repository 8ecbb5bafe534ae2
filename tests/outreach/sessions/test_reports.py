"""Whoever led it tells hours and costs by the link that they were asked with; a colleague agrees to what the page shows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.network import make_facilitator
from tests.factories.sessions import again, make_gathering, plan
from weerbaar.outreach.sessions.actions import reports, staffing
from weerbaar.outreach.sessions.actions.evaluations import send_results
from weerbaar.outreach.sessions.actions.gatherings import cancel_gathering, tell_held
from weerbaar.outreach.sessions.models import Answer, Gathering, Released, WorkReport
from weerbaar.outreach.sessions.queries.gatherings import overview, row_of
from weerbaar.outreach.sessions.queries.staffing import address_of_ask
from weerbaar.outreach.sessions.rules import REPORT_WITHIN, Lack
from weerbaar.outreach.sessions.tasks import remind_of_reports
from weerbaar.team.network.models import Facilitator, Skill

pytestmark = pytest.mark.django_db
FAMKE = "famke@overleg.invalid"
TOLD = {"minutes": "3,5", "travel_cents": "27,60", "other_cents": "", "remark": "Met de trein."}
PRESENT = {"council": 17}


@pytest.fixture
def asked(by):
    """Somebody who led an evening that began three hours ago."""
    asked_at = timezone.now() - timedelta(days=3)
    one = make_gathering(at=asked_at, by=by)
    plan(one, timezone.now() - timedelta(hours=3), at=asked_at, by=by)
    found = staffing.ask(gathering=again(one), facilitator=make_facilitator(), skill=Skill.MODERATE, at=asked_at, by=by)
    staffing.answer(asked=found, answer=Answer.YES, remark="", at=asked_at)
    found.refresh_from_db()
    return found


@pytest.fixture
def path(asked):
    return "/begeleiden/" + address_of_ask(asked).rstrip("/").rsplit("/", 1)[-1] + "/uren/"


def hold(asked, by):
    tell_held(gathering=again(asked.gathering), present=PRESENT, at=timezone.now(), by=by)


def told_of(asked):
    return WorkReport.objects.values_list("minutes", "travel_cents", "other_cents", "remark").get(ask=asked)


def test_after_it_was_held_each_who_led_it_gets_the_link(asked, path, by, mails):
    hold(asked, by)

    mail = mails(FAMKE)[-1]
    assert mail["subject"] == "Uw uren en kosten"
    assert path in mail["body"]


def test_looking_changes_nothing_and_the_page_of_the_question_leads_there(path):
    assert Client().get(path).status_code == 200
    assert path in Client().get(path.removesuffix("uren/")).content.decode()
    assert not WorkReport.objects.exists()


def test_it_is_told_without_an_account_and_told_again_until_it_is_agreed(asked, path, by, visitor):
    assert Client().post(path, TOLD).headers["Location"] == path
    assert told_of(asked) == (210, 2760, 0, "Met de trein.")
    assert "3:30" in Client().get(path).content.decode()
    Client().post(path, TOLD | {"minutes": "4:15", "other_cents": "12,00"})
    assert told_of(asked) == (255, 2760, 1200, "Met de trein.")

    page = reverse("gathering_costs", args=[asked.gathering_id])
    assert "4:15 uur" in visitor.get(page).content.decode()
    told = WorkReport.objects.get()
    act = reverse("agree_report", args=[asked.gathering_id, told.pk])
    assert visitor.post(act, {"seen": told.told_at.isoformat()}).headers["Location"] == page

    assert WorkReport.objects.get().agreed_by == by
    assert Client().post(path, TOLD).status_code == 400
    assert told_of(asked)[0] == 255
    assert "Akkoord" in Client().get(path).content.decode()


def test_what_changed_after_the_page_was_drawn_is_not_agreed_to(asked, path, visitor):
    Client().post(path, TOLD)
    seen = WorkReport.objects.get()
    Client().post(path, TOLD | {"minutes": "9"})

    for sent in (seen.told_at.isoformat(), "gisteren"):
        refused = visitor.post(reverse("agree_report", args=[asked.gathering_id, seen.pk]), {"seen": sent})
        assert refused.status_code == 400

    assert WorkReport.objects.get().agreed_at is None


def test_what_nobody_looked_at_is_on_the_list_until_it_is_agreed(asked, path, by):
    hold(asked, by)
    Client().post(path, TOLD)
    assert Lack.REPORTS in row_of(again(asked.gathering), timezone.now()).lacks

    told = WorkReport.objects.get()
    reports.agree(report=told, seen_at=told.told_at, at=timezone.now(), by=by)

    assert Lack.REPORTS not in row_of(again(asked.gathering), timezone.now()).lacks
    with pytest.raises(reports.ReportClosed):
        reports.agree(report=told, seen_at=told.told_at, at=timezone.now(), by=by)


def test_hours_told_after_the_results_went_are_on_the_list_too(asked, path, by, visitor):
    hold(asked, by)
    send_results(gathering=again(asked.gathering), at=timezone.now(), by=by)
    assert not overview(at=timezone.now(), page=1).first

    Client().post(path, TOLD)

    assert [row.lacks for row in overview(at=timezone.now(), page=1).first] == [[Lack.REPORTS]]


def test_nobody_agrees_to_their_own_hours(asked, path, by, visitor):
    Facilitator.objects.filter(pk=asked.facilitator_id).update(account=by)
    Client().post(path, TOLD)
    told, costs = WorkReport.objects.get(), reverse("gathering_costs", args=[asked.gathering_id])
    act = reverse("agree_report", args=[asked.gathering_id, told.pk])
    assert act not in visitor.get(costs).content.decode()

    refused = visitor.post(act, {"seen": told.told_at.isoformat()})

    assert refused.status_code == 400
    assert "Een collega bekijkt uw uren." in refused.content.decode()
    assert WorkReport.objects.get().agreed_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": "veel"}, {"minutes": "41"}, {"minutes": "3:75"}, {"travel_cents": "veel"}, {"remark": "x" * 301},
        {"minutes": "", "travel_cents": ""}, {"vreemd": "1"}, {"minutes": "-1"},
    ],
)  # fmt: skip
def test_what_is_filled_in_wrongly_is_refused_and_kept_nowhere(path, wrong):
    refused = Client().post(path, TOLD | wrong)

    assert refused.status_code == 400
    assert not WorkReport.objects.exists()


@pytest.mark.parametrize("moved", [timedelta(days=1), -REPORT_WITHIN - timedelta(hours=1)])
def test_not_before_it_began_nor_long_after(asked, path, moved):
    start = timezone.now() + moved
    Gathering.objects.update(
        starts_at=start - timedelta(hours=2) if moved < timedelta() else start, ends_at=start + timedelta(minutes=30)
    )

    assert "Dit kan nu niet" in Client().get(path).content.decode()
    assert Client().post(path, TOLD).status_code == 400
    assert not WorkReport.objects.filter(ask=asked).exists()


def test_whoever_was_let_go_or_whose_evening_was_called_off_tells_nothing(asked, path, by):
    staffing.let_go(asked=asked, why=Released.ILL, at=timezone.now(), by=by)
    assert Client().post(path, TOLD).status_code == 400

    cancel_gathering(gathering=again(asked.gathering), because="Geen zaal.", at=timezone.now(), by=by)

    assert Client().post(path, TOLD).status_code == 400


def test_a_guess_is_told_nothing_and_a_report_of_elsewhere_is_not_there(asked, path, visitor, by):
    assert Client().get(f"/begeleiden/{'0' * 26}/uren/").status_code == 404
    Client().post(path, TOLD)
    told, other = WorkReport.objects.get(), make_gathering("GM1640", by=by)

    sent = {"seen": told.told_at.isoformat()}
    assert visitor.post(reverse("agree_report", args=[other.pk, told.pk]), sent).status_code == 404
    assert visitor.post(reverse("agree_report", args=[asked.gathering_id, told.pk]), {}).status_code == 404


def test_it_reads_in_english_too(path):
    client = Client()
    client.cookies["taal"] = "en"

    assert "How many hours?" in client.get(path).content.decode()


class TestTheReminder:
    def remind(self, mails, after):
        before = len(mails(FAMKE))
        count = reports.remind_of_reports(at=timezone.now() + after)
        assert len(mails(FAMKE)) == before + count
        return count

    def test_goes_once_two_weeks_after_we_asked(self, asked, path, by, mails):
        hold(asked, by)

        went = [self.remind(mails, timedelta(days=day)) for day in (13, 14, 15, 40)]

        assert went == [0, 1, 0, 0]
        mail = mails(FAMKE)[-1]
        assert mail["subject"] == "Nog even: uw uren en kosten"
        assert path in mail["body"]

    def test_comes_a_week_before_the_last_day_when_somebody_said_late_that_it_was_held(self, asked, by, mails):
        late = timezone.now() + timedelta(days=50)
        tell_held(gathering=again(asked.gathering), present=PRESENT, at=late, by=by)

        went = [self.remind(mails, timedelta(days=day)) for day in (50, 52, 53, 54)]

        assert went == [0, 0, 1, 0]

    def test_is_not_for_who_was_let_go(self, asked, by, mails):
        hold(asked, by)
        asked.released, asked.released_at = Released.ILL, timezone.now()
        asked.save()

        assert self.remind(mails, timedelta(days=20)) == 0

    def test_runs_by_itself(self, asked, by, mails, time_machine):
        hold(asked, by)
        time_machine.move_to(timezone.now() + timedelta(days=14))

        remind_of_reports.call()

        assert mails(FAMKE)[-1]["subject"] == "Nog even: uw uren en kosten"

    def test_is_not_for_who_told_it(self, asked, path, by, mails):
        hold(asked, by)
        Client().post(path, TOLD)

        assert self.remind(mails, timedelta(days=20)) == 0

    def test_is_not_for_who_can_no_longer_tell_it(self, asked, by, mails):
        hold(asked, by)

        assert self.remind(mails, REPORT_WITHIN + timedelta(days=1)) == 0

    @pytest.mark.usefixtures("asked")
    def test_is_not_for_what_nobody_said_was_held(self, mails):
        assert self.remind(mails, timedelta(days=20)) == 0
