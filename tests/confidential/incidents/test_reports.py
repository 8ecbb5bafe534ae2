"""Where is my report? It is asked after until there is an answer, and twice without one goes to the contact officer."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.confidential.incidents.test_plan import arrived
from tests.factories.incidents import MORNING
from tests.support.mails import waiting_words
from weerbaar.confidential.cases import queries as case_queries
from weerbaar.confidential.incidents.actions import NotThere, reports
from weerbaar.confidential.incidents.actions.reports import AlreadyAnswered, TooSoonToEscalate
from weerbaar.confidential.incidents.nine_steps import Route
from weerbaar.confidential.incidents.paperwork import ReportFacts
from weerbaar.confidential.incidents.queries.reports import report_for, reports_of
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

__all__ = ["arrived"]
WEEKS = timedelta(weeks=2)


@pytest.fixture
def made(arrived, vera):
    told = ReportFacts(route=Route.CRIMINAL_REPORT, station="Bureau Voorbeeldstad", number="PL-1", with_code=True)
    return reports.add_report(
        case=arrived.case, by=vera.account, keyring=vera.keyring, told=told, made_at=MORNING, at=MORNING
    )


def ask(arrived, vera, made, at=MORNING + WEEKS, heard="Nog niets."):
    facts = {"case": arrived.case, "by": vera.account, "keyring": vera.keyring, "report_id": made, "at": at}
    reports.asked(**facts, of="de balie", heard=heard)


def escalate(arrived, vera, made, at=MORNING + 3 * WEEKS):
    reports.escalated(case=arrived.case, by=vera.account, keyring=vera.keyring, report_id=made, at=at)


def answer(arrived, vera, made, at=MORNING + 3 * WEEKS):
    facts = {"case": arrived.case, "by": vera.account, "keyring": vera.keyring, "report_id": made, "at": at}
    reports.answered(**facts, answer="De zaak gaat naar de officier.")


def seen(arrived, vera, made, at):
    return report_for(vera.keyring, arrived.case, made, at=at)


def test_a_report_is_to_be_asked_after_in_two_weeks(arrived, vera, made):
    early, late = (seen(arrived, vera, made, at) for at in (MORNING, MORNING + WEEKS))

    assert (early.ask_at, early.is_to_ask, late.is_to_ask) == (MORNING + WEEKS, False, True)
    assert (early.facts.station, early.facts.number, early.facts.with_code) == ("Bureau Voorbeeldstad", "PL-1", True)


def test_each_asking_is_kept_and_puts_the_next_two_weeks_on(arrived, vera, made):
    ask(arrived, vera, made)
    ask(arrived, vera, made, at=MORNING + 2 * WEEKS, heard="Zij bellen terug.")

    found = seen(arrived, vera, made, MORNING + 2 * WEEKS)

    assert [one.heard for one in found.facts.askings] == ["Nog niets.", "Zij bellen terug."]
    assert (found.ask_at, found.times_asked, found.is_to_escalate) == (MORNING + 3 * WEEKS, 2, True)


def test_asking_once_is_too_soon_to_go_elsewhere(arrived, vera, made):
    ask(arrived, vera, made)

    with pytest.raises(TooSoonToEscalate):
        escalate(arrived, vera, made)


def test_the_contact_officer_is_written_to_once(arrived, vera, made):
    ask(arrived, vera, made)
    ask(arrived, vera, made)
    escalate(arrived, vera, made)

    found = seen(arrived, vera, made, MORNING + 3 * WEEKS)

    assert (found.escalated_at, found.is_to_escalate, found.ask_at) == (MORNING + 3 * WEEKS, False, MORNING + 4 * WEEKS)


def test_an_answer_ends_the_asking(arrived, vera, made):
    answer(arrived, vera, made)

    found = seen(arrived, vera, made, MORNING + 9 * WEEKS)

    assert (found.facts.answer, found.ask_at, found.is_to_ask) == ("De zaak gaat naar de officier.", None, False)
    with pytest.raises(AlreadyAnswered):
        ask(arrived, vera, made)


def test_who_took_the_case_up_hears_each_time_that_there_is_to_ask(arrived, vera, made):
    reports.remind(at=MORNING + WEEKS - timedelta(minutes=1))
    reports.remind(at=MORNING + WEEKS)
    reports.remind(at=MORNING + WEEKS + timedelta(days=1))
    ask(arrived, vera, made, at=MORNING + WEEKS + timedelta(days=2))
    reports.remind(at=MORNING + 3 * WEEKS)

    assert [(one["to"], one["subject"]) for one in waiting_words()] == [(vera.account.email, "Er wacht iets")] * 2
    assert [
        one["body"] for one in waiting_words() if "politie" in one["body"] or arrived.case.number in one["body"]
    ] == []


def test_an_answered_report_reminds_nobody(arrived, vera, made):
    answer(arrived, vera, made)

    reports.remind(at=MORNING + 9 * WEEKS)

    assert waiting_words() == []


def todo(by, at):
    work = case_queries.work_of(by.account, by.keyring, at=at)
    return [item.href for item in [*work.late, *work.today, *work.soon]]


def test_what_is_to_be_asked_stands_in_the_work_of_who_took_the_case_up(arrived, vera, made):
    there = f"/zaken/{arrived.case.number}/aangiftes/{made}/"

    assert there not in todo(vera, MORNING)
    assert there in todo(vera, MORNING + WEEKS)


def test_reports_that_wait_stand_above_those_that_were_answered(arrived, vera, made):
    answer(arrived, vera, made)
    told = ReportFacts(route=Route.POLICE_NOTIFICATION)
    reports.add_report(case=arrived.case, by=vera.account, keyring=vera.keyring, told=told, made_at=MORNING, at=MORNING)

    found = reports_of(vera.keyring, arrived.case, at=MORNING)

    assert [one.facts.route for one in found] == ["police_notification", "criminal_report"]


def test_who_holds_no_key_asks_and_reads_nothing(arrived, joris, made):
    with pytest.raises(NotGranted):
        ask(arrived, joris, made)
    with pytest.raises(NotGranted):
        seen(arrived, joris, made, MORNING)


def test_a_report_of_elsewhere_is_not_there(arrived, vera):
    with pytest.raises(NotThere):
        ask(arrived, vera, uuid4())
    assert seen(arrived, vera, uuid4(), MORNING) is None


def test_the_trail_knows_that_it_was_asked_and_no_word_of_it(arrived, vera, made):
    ask(arrived, vera, made)

    event = Event.objects.get(action="report.asked")

    assert event.detail == {"report": str(made), "asked": 1}
