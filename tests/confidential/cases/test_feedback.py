"""What a client thought of the help: asked once, and nothing tells whose answers are whose."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.actions.feedback import quarter_of
from weerbaar.confidential.cases.models import Case, Feedback, FeedbackGiven
from weerbaar.confidential.cases.rules import IllegalMove
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted


@pytest.fixture
def closed(raadsleden, vera):
    return make_closed(vera)


def make_closed(by):
    arrived = make_case()
    actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=NIGHT)
    actions.close(case=arrived.case, by=by.account, keyring=by.keyring, outcome=Case.Outcome.TALKED, at=NIGHT)
    return arrived


def give(arrived, heard=5, helped=4, would_return=3, keyring=None):
    actions.give_feedback(
        case=arrived.case,
        keyring=keyring or arrived.keyring,
        heard=heard,
        helped=helped,
        would_return=would_return,
        at=NIGHT,
    )


def in_the_order_of_the_disk():
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT heard, helped, would_return FROM cases_feedback ORDER BY {place}")  # noqa: S608 - our own word
        return cursor.fetchall()


def test_three_answers_are_kept_with_the_quarter_and_the_association(closed, raadsleden):
    give(closed)

    kept = Feedback.objects.values("heard", "helped", "would_return", "quarter", "association").get()
    assert kept == {"heard": 5, "helped": 4, "would_return": 3, "quarter": "2026-Q4", "association": raadsleden.pk}


def test_the_answers_have_no_moment_and_no_way_to_a_case():
    names = {field.name for field in Feedback._meta.get_fields()}

    assert names == {"id", "association", "quarter", "heard", "helped", "would_return"}


def test_it_is_asked_once(closed, vera):
    give(closed)
    with pytest.raises(actions.AlreadyGiven):
        give(closed)

    actions.reopen(case=closed.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.close(case=closed.case, by=vera.account, keyring=vera.keyring, outcome=Case.Outcome.TALKED, at=NIGHT)
    with pytest.raises(actions.AlreadyGiven):
        give(closed)

    assert (Feedback.objects.count(), FeedbackGiven.objects.count()) == (1, 1)


def test_before_the_help_is_over_it_is_not_taken(closed, vera):
    actions.reopen(case=closed.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    with pytest.raises(IllegalMove):
        give(closed)
    assert Feedback.objects.count() == 0


def test_nobody_without_a_key_gives_it(closed, joris):
    with pytest.raises(NotGranted):
        give(closed, keyring=joris.keyring)
    assert (Feedback.objects.count(), FeedbackGiven.objects.count()) == (0, 0)


def test_the_trail_says_that_it_was_given_and_not_what(closed):
    give(closed)

    event = Event.objects.get(action="case.feedback_given")
    assert (event.subject, event.role, event.detail) == (closed.case.subject, "client", {})


def test_the_order_on_the_disk_is_not_the_order_in_which_it_came(raadsleden, vera):
    # Ten in the same order by chance: once in three million times.
    given = [(1 + number % 5, 1 + number // 5, 3) for number in range(10)]
    for heard, helped, would_return in given:
        give(make_closed(vera), heard, helped, would_return)

    stored = in_the_order_of_the_disk()
    assert sorted(stored) == sorted(given)
    assert stored != given


def test_answers_of_before_stay_as_they_were(closed, vera, raadsleden, wethouders):
    for association, quarter in ((raadsleden, "2026-Q3"), (wethouders, "2026-Q4")):
        Feedback.objects.create(association=association, quarter=quarter, heard=1, helped=1, would_return=1)
    before = set(Feedback.objects.values_list("pk", flat=True))

    give(closed)
    give(make_closed(vera))

    assert before < set(Feedback.objects.values_list("pk", flat=True))
    assert Feedback.objects.count() == 4


def test_the_answers_stay_when_the_case_is_erased_and_that_they_were_given_goes(closed):
    give(closed)

    actions.erase(case=closed.case, by=closed.keyring.holder_id, at=NIGHT + timedelta(days=1))

    assert (Feedback.objects.count(), FeedbackGiven.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "2026-Q4"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027-Q1"),
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), "2026-Q1"),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), "2026-Q2"),
    ],
)
def test_a_quarter_begins_at_midnight_in_the_netherlands(moment, quarter):
    assert quarter_of(moment) == quarter
