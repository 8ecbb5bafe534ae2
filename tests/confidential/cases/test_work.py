"""What there is to do today: late first, in as many queries for five hundred cases as for one, as one look."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions import agenda, clock, danger
from weerbaar.confidential.cases.models import Case, Task
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.compartments import new_compartment, store_compartments
from weerbaar.foundation.vault.fields import seal_into

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = NIGHT + 8 * HOUR
"""A quarter past eleven in the morning, in Amsterdam."""

pytestmark = pytest.mark.usefixtures("raadsleden")


def take_up(by, words="Er is iets.", at=NOW - HOUR, **facts):
    arrived = make_case(words, at=at, **facts)
    actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=at)
    return arrived


def answered(by, words="Er is iets.", at=NOW - HOUR):
    arrived = take_up(by, words, at)
    actions.answer(case=arrived.case, by=by.account, keyring=by.keyring, text="Wij zijn er.", at=at)
    return arrived


def add_task(arrived, by, title, due_at=None):
    return agenda.add_task(
        case=arrived.case,
        by=by.account,
        keyring=by.keyring,
        title=title,
        owner=by.account,
        due_at=due_at,
        at=NOW - HOUR,
    )


def start_clock(arrived, by, occurred):
    clock.start(
        case=arrived.case,
        about=uuid4(),
        occurred=occurred,
        known=occurred.date(),
        by=by.account,
        keyring=by.keyring,
        at=occurred,
    )


def work(by, at=NOW):
    return queries.work_of(by.account, by.keyring, at=at)


def told(items):
    return [(item.sort, item.title or (item.term and item.term.value) or item.words) for item in items]


def test_a_day_with_everything_in_it(vera):
    quiet = answered(vera, "Al een maand stil", at=NOW - 30 * DAY)
    take_up(vera, "Wacht op antwoord")
    take_up(vera, "Wacht al twee dagen", at=NOW - 2 * DAY)
    busy = answered(vera, "Veel te doen")
    for title, due_at in {
        "te laat": NOW - HOUR,
        "vanavond": NOW + 6 * HOUR,
        "morgen": NOW + DAY,
        "volgend jaar": None,
    }.items():
        add_task(busy, vera, title, due_at)
    start_clock(busy, vera, NOW - 47 * HOUR)
    alarmed = take_up(vera, "Er staat iemand voor de deur", at=NOW - 2 * HOUR, danger=True)
    actions.answer(case=alarmed.case, by=vera.account, keyring=vera.keyring, text="Bel 112.", at=NOW - HOUR)

    found = work(vera)

    assert told(found.late) == [
        ("look", "Er staat iemand voor de deur"),
        ("waiting", "Wacht al twee dagen"),
        ("task", "te laat"),
    ]
    assert told(found.today) == [
        ("waiting", "Wacht op antwoord"),
        ("deadline", "offender_response"),
        ("task", "vanavond"),
    ]
    assert told(found.soon) == [("task", "morgen"), ("deadline", "criminal_report")]
    assert told(found.some_day) == [("task", "volgend jaar")]
    assert [item.number for item in found.quiet] == [quiet.case.number]


def test_a_look_that_is_late_goes_before_everything_that_is_later(vera):
    busy = answered(vera)
    add_task(busy, vera, "een maand te laat", NOW - 30 * DAY)
    take_up(vera, "Gevaar", at=NOW - 2 * HOUR, danger=True)

    assert [item.sort for item in work(vera).late] == ["look", "task"]


def test_a_look_within_the_hour_stands_first_today_also_after_midnight(vera):
    late_at_night = NIGHT + 20 * HOUR + 45 * timedelta(minutes=1)
    take_up(vera, "Gevaar", at=late_at_night - 5 * timedelta(minutes=1), danger=True)

    found = work(vera, at=late_at_night)

    assert [item.sort for item in found.today] == ["look", "waiting"]


def test_the_circle_sees_the_look_at_what_nobody_took_up(vera, wil, joris):
    make_case("Gevaar", danger=True, at=NOW)

    assert [[item.sort for item in work(by).today] for by in (vera, wil, joris)] == [["look"], ["look"], []]


def test_two_contacts_in_danger_are_one_look(vera):
    alarmed = take_up(vera, "Gevaar", danger=True)
    actions.write_as_client(
        case=alarmed.case, keyring=alarmed.keyring, text="Nu!", danger=danger.Answer.YES, at=NOW - HOUR
    )

    assert [item.sort for item in work(vera).today].count("look") == 1


def test_nothing_of_a_colleague_is_on_the_page(vera, wil):
    busy = answered(vera)
    add_task(busy, vera, "taak van Vera", NOW - DAY)
    start_clock(busy, vera, NOW - 47 * HOUR)

    assert not work(wil)
    assert work(vera)


def test_a_term_that_was_mailed_about_is_on_the_page_however_far_off(vera):
    busy = answered(vera)
    start_clock(busy, vera, NOW)
    in_time = NOW + 80 * DAY
    clock.remind(at=in_time)

    assert ("deadline", "prosecution_request") in told(work(vera, at=in_time).soon)


def test_a_case_that_waits_for_us_is_not_quiet_and_a_closed_one_reminds_of_nothing(vera):
    take_up(vera, "wacht", at=NOW - 30 * DAY)
    closed = answered(vera, "afgesloten", at=NOW - 30 * DAY)
    add_task(closed, vera, "blijft liggen", NOW - DAY)
    start_clock(closed, vera, NOW - 30 * DAY)
    actions.close(
        case=closed.case,
        by=vera.account,
        keyring=vera.keyring,
        outcome=Case.Outcome.TALKED,
        at=NOW - 29 * DAY,
    )

    found = work(vera)
    clock.remind(at=NOW)
    assert [told(group) for group in (found.late, found.today, found.soon, found.quiet)] == [
        [("waiting", "wacht")],
        [],
        [],
        [],
    ]
    assert Event.objects.filter(action="clock.reminded").count() == 0


def test_the_whole_page_is_one_look_at_just_what_it_shows(vera):
    busy = answered(vera)
    answered(vera, "niet op de bladzijde")
    add_task(busy, vera, "vandaag", NOW + HOUR)
    before = Event.objects.count()

    work(vera)

    looks = Event.objects.order_by("sequence")[before:]
    assert [(look.action, look.subject) for look in looks] == [("looked.work", busy.case.subject)]


def test_an_empty_day_is_no_look_at_all(vera):
    before = Event.objects.count()

    assert not work(vera)
    assert Event.objects.count() == before


def test_what_is_shown_hides_from_logs(vera):
    busy = answered(vera, "Een geheim bericht")
    add_task(busy, vera, "een geheime taak", NOW + HOUR)

    assert "geheim" not in repr(work(vera))


def test_more_than_fifty_of_a_sort_are_said_and_not_shown(vera):
    busy = answered(vera)
    first = add_task(busy, vera, "de eerste", NOW)
    copies = [
        Task(case=busy.case, team_id=first.team_id, owner=vera.account, due_at=NOW + HOUR, added_at=NOW)
        for _ in range(51)
    ]
    key = vera.keyring.key_for(first.team_id)
    for copy in copies:
        seal_into(copy, key, title="nog een")
    Task.objects.bulk_create(copies)

    found = work(vera)

    assert (len(found.late) + len(found.today), found.has_more) == (50, True)


def count_queries(read):
    with CaptureQueriesContext(connection) as counted:
        read()
    return len(counted)


def test_the_page_takes_as_many_queries_for_one_as_for_three(vera):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            alarmed = take_up(vera, "Gevaar", danger=True)
            add_task(alarmed, vera, "bellen", NOW + HOUR)
            start_clock(alarmed, vera, NOW - 47 * HOUR)
            answered(vera, at=NOW - 30 * DAY)
        counts.append(count_queries(lambda: work(vera)))

    assert counts == [counts[0]] * 2


def many_cases(by, like, number):
    """Cases like that one, taken up by the same adviser, each under a key of its own."""
    copies, parts = [], []
    for count in range(number):
        copy = Case.objects.get(pk=like.case.pk)
        copy.pk, copy.number, copy.team, copy.identity = uuid4(), f"2026-{count:06}", None, None
        part = new_compartment(scope=copy.pk, kind="thread", holders=[by.account.holder], at=NOW)
        copy.thread = part.compartment
        seal_into(copy, part.key, summary=f"Nummer {count}")
        copies.append(copy)
        parts.append(part)
    store_compartments(parts)
    Case.objects.bulk_create(copies)


def test_the_page_takes_as_many_queries_for_five_hundred_cases(vera):
    first = take_up(vera)
    one = count_queries(lambda: work(vera))
    many_cases(vera, first, 499)

    assert count_queries(lambda: work(vera)) == one
    found = work(vera)
    assert (len(found.today), found.has_more) == (50, True)


def test_a_coordinator_gets_numbers_per_association(vera, wethouders):
    make_case(at=NOW - 2 * DAY)
    make_case(at=NOW)
    make_case(chosen="wethouders", at=NOW, danger=True)
    take_up(vera, "Gevaar", at=NOW - 2 * HOUR, danger=True)

    rows = [(row.association, row.unclaimed, row.oldest, row.too_long, row.late_looks) for row in queries.workload(NOW)]

    assert rows == [("Vereniging raadsleden", 2, NOW - 2 * DAY, 1, 1), (wethouders.name, 1, NOW, 0, 0)]


def test_counting_looks_at_no_case(raadsleden):
    make_case(at=NOW - 2 * DAY)
    before = Event.objects.count()

    queries.workload(NOW)

    assert Event.objects.count() == before
