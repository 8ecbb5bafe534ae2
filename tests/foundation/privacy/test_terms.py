"""Every term of the real register counts from a column that exists, also over a relation and on a plain date."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from weerbaar.foundation.jobs.models import Worker
from weerbaar.foundation.privacy.collection import records
from weerbaar.foundation.privacy.queries import rows_due, term_column
from weerbaar.foundation.privacy.register import Keep, Record

NIGHT = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_every_term_can_be_asked_of_the_database():
    with_term = [record for record in records() if record.keep.number_of_days is not None]

    assert [rows_due(record, at=NIGHT).count() for record in with_term] == [0] * len(with_term)


def test_a_term_counts_from_a_moment():
    with pytest.raises(TypeError, match="is not a date or a moment"):
        term_column(Worker, "id")
    with pytest.raises(FieldDoesNotExist):
        term_column(Worker, "closed_at")


def test_a_term_may_count_from_a_moment_of_a_related_row():
    assignment = apps.get_model("accounts.RoleAssignment")

    assert term_column(assignment, "account__deactivated_at").name == "deactivated_at"


@pytest.mark.django_db
def test_a_rows_last_day_is_a_whole_day_in_the_netherlands():
    body = apps.get_model("authorities.Authority")
    before_midnight_in_london = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    record = Record(
        model=body._meta.label, what="x", why="x", ground="x", keep=Keep.days(1, after="valid_until"), fields={}
    )

    assert "2026-11-21" in str(rows_due(record, at=before_midnight_in_london).query)
