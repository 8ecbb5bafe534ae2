"""What waits, page after page: no row twice, none missed, and as many queries for sixty as for three."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries import lists
from weerbaar.foundation.audit.models import Event

pytestmark = pytest.mark.usefixtures("raadsleden")


def pages(keyring):
    found, after = [], ""
    while True:
        page = queries.waiting(keyring, after=after)
        found += [row.case.id for row in page.rows]
        if not page.next:
            return found
        after = page.next


@settings(max_examples=10)
@given(facts=st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=9), size=st.integers(1, 4))
def test_every_row_is_shown_once_and_in_order(vera, monkeypatch, facts, size):
    monkeypatch.setattr(lists, "PAGE", size)
    Case.objects.all().delete()
    for danger, minutes in facts:
        make_case(danger=danger, at=NIGHT + timedelta(minutes=minutes))

    found = pages(vera.keyring)

    expected = Case.objects.order_by("-danger", "waiting_since", "pk").values_list("pk", flat=True)
    assert found == list(expected)


def test_a_row_that_came_or_went_between_two_pages_moves_no_other(vera, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    made = [make_case(at=NIGHT + timedelta(minutes=minute)).case for minute in range(5)]
    first = queries.waiting(vera.keyring)

    Case.objects.filter(pk=made[0].pk).update(waiting_since=None)
    urgent = make_case(danger=True, at=NIGHT).case
    second = queries.waiting(vera.keyring, after=first.next)

    assert [row.case.id for row in second.rows] == [case.id for case in made[2:4]]
    assert urgent.danger is True


@pytest.mark.parametrize("cursor", ["x", "1_2", "1_2_3", "a_b_c", "1_99999999999999999999_" + "0" * 32, "é", "\x00"])
def test_a_cursor_that_is_none_means_from_the_start(vera, cursor):
    arrived = make_case()

    assert [row.case.id for row in queries.waiting(vera.keyring, after=cursor).rows] == [arrived.case.id]
    assert queries.claimed(vera.account, vera.keyring, after=cursor).rows == []


def test_only_what_one_holds_a_key_to_is_in_the_list(vera, wil, joris):
    mine, free = make_case(), make_case()
    actions.claim(case=mine.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    def shown(person):
        return {row.case.id for row in queries.waiting(person.keyring).rows}

    assert shown(vera) == {mine.case.id, free.case.id}
    assert shown(wil) == {free.case.id}
    assert shown(joris) == set()


def test_what_was_answered_stands_with_who_took_it_up(vera, wil):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.answer(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Wij zijn er.", at=NIGHT)

    assert [row.case.id for row in queries.claimed(vera.account, vera.keyring).rows] == [arrived.case.id]
    assert queries.waiting(vera.keyring).rows == []
    assert queries.claimed(wil.account, wil.keyring).rows == []


def test_own_cases_come_in_pages_too_the_liveliest_first(vera, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    made = [make_case().case for _ in range(5)]
    for number, case in enumerate(made):
        at = NIGHT + timedelta(minutes=number)
        actions.claim(case=case, by=vera.account, keyring=vera.keyring, at=at)
        actions.answer(case=case, by=vera.account, keyring=vera.keyring, text="Wij zijn er.", at=at)

    found, after = [], ""
    for _ in range(3):
        page = queries.claimed(vera.account, vera.keyring, after=after)
        found += [row.case.id for row in page.rows]
        after = page.next

    assert (found, after) == ([case.id for case in made[::-1]], "")


def test_a_row_shows_the_first_words_and_hides_them_from_logs(vera):
    make_case("Een geheim bericht")

    row = queries.waiting(vera.keyring).rows[0]

    assert row.summary == "Een geheim bericht"
    assert "geheim" not in repr(row)


def count_queries(read):
    with CaptureQueriesContext(connection) as counted:
        read()
    return len(counted)


def test_the_desk_takes_as_many_queries_for_one_as_for_three_as_for_sixty(vera):
    counts = []
    for more in (1, 2, 57):
        for _ in range(more):
            make_case()
        counts.append(count_queries(lambda: queries.waiting(vera.keyring)))

    assert counts == [counts[0]] * 3


def test_a_case_takes_as_many_queries_for_three_lines_as_for_many(vera):
    arrived = make_case()
    counts = []
    for more in (2, 30):
        for _ in range(more):
            actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text="nog iets", at=NIGHT)
            actions.note(case=arrived.case, by=vera.account, keyring=vera.keyring, text="notitie", at=NIGHT)
        case = queries.case_for(vera.keyring, arrived.case.number)
        counts.append(
            count_queries(lambda: queries.reading_of(vera.keyring, case, with_notes=True, purpose="case"))  # noqa: B023
        )

    assert counts == [counts[0]] * 2


def test_the_whole_desk_is_one_look(vera):
    mine, free = make_case(), make_case()
    actions.claim(case=mine.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.answer(case=mine.case, by=vera.account, keyring=vera.keyring, text="Wij zijn er.", at=NIGHT)
    keyring = vera.keyring

    desk = queries.desk(vera.account, keyring)

    shown = [[row.case.id for row in part.rows] for part in (desk.waiting, desk.claimed)]
    looks = Event.objects.filter(action="looked.list")
    assert shown == [[free.case.id], [mine.case.id]]
    assert [look.detail["scopes"] for look in looks] == [sorted(str(one.case.id) for one in (mine, free))]
