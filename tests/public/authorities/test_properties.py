"""Whatever is reorganised in whatever order, each body leads to exactly one body of a later day."""

import csv
import io
import unicodedata
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.public.authorities.conftest import NOW
from weerbaar.public.authorities import actions
from weerbaar.public.authorities.models import Authority
from weerbaar.public.authorities.queries import authorities, authorities_on, current_successor
from weerbaar.public.authorities.register_files.problems import BadFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_country")]
CODES = [f"GM{number:04}" for number in range(1, 7)]
UNKNOWN = ["GM9001", "GM9002"]
DAYS = [date(year, 1, 1) for year in range(2020, 2026)]
in_database = settings(max_examples=15)
names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=40).map(
    lambda text: unicodedata.normalize("NFC", f"x{' '.join(text.split())}y")
)
steps = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.sampled_from(CODES + UNKNOWN),
        st.sampled_from(CODES + UNKNOWN),
        st.sampled_from(["planned", "done", "cancelled"]),
    ),
    min_size=1,
    max_size=4,
)
begins = st.tuples(st.sampled_from(CODES), st.sampled_from(DAYS))


def as_file(header, rows):
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    return written.getvalue().encode()


def municipalities(named):
    columns = (
        "code,name,province_code,province,safety_region_code,safety_region,latitude,longitude,tile_column,tile_row"
    )
    rows = [
        [code, name, "PV01", "Midden", "VR01", "Midden", "52.1", "5.1", place, 1]
        for place, (code, name) in enumerate(named.items())
    ]
    return as_file(columns.split(","), rows)


def reorganisations(rows):
    header = ["date", "code", "name", "successor_code", "successor", "status"]
    return as_file(header, [[day, code, f"Stad {code}", to, f"Stad {to}", status] for day, code, to, status in rows])


@pytest.fixture
def small_country(db):
    actions.import_file(content=b"code,name,seat,latitude,longitude\nPV01,Midden,Midden,52.1,5.1", at=NOW)
    actions.import_file(content=municipalities({code: f"Stad {code}" for code in CODES}), at=NOW)


@in_database
@given(attempts=st.lists(st.one_of(steps, begins), max_size=6))
def test_after_any_reorganisations_each_body_leads_to_exactly_one_of_a_later_day(attempts):
    with transaction.atomic():
        for attempt in attempts:
            try_to(attempt)
        for day in DAYS:
            existing = {body.code for body in authorities_on(day)}
            for earlier in (each for each in DAYS if each <= day):
                for body in authorities_on(earlier):
                    assert current_successor(body, day).code in existing
        transaction.set_rollback(True)


def try_to(attempt):
    """Take over what may be refused; what is refused changes nothing."""
    before = list(authorities().values())
    content = reorganisations(attempt) if isinstance(attempt, list) else as_file(["code", "valid_from"], [attempt])
    try:
        actions.import_file(content=content, at=NOW)
    except BadFile:
        assert list(authorities().values()) == before
    else:
        assert actions.import_file(content=content, at=NOW).changes == []


@in_database
@given(chosen=st.lists(names, min_size=len(CODES), max_size=len(CODES), unique=True))
def test_what_was_imported_can_be_written_out_and_imported_again_without_a_change(chosen):
    with transaction.atomic():
        actions.import_file(content=municipalities(dict(zip(CODES, chosen, strict=True))), at=NOW)
        written = municipalities(
            dict(Authority.objects.filter(code__in=CODES).order_by("code").values_list("code", "name"))
        )
        before = list(authorities().values())

        assert actions.import_file(content=written, at=NOW).changes == []
        assert list(authorities().values()) == before
        transaction.set_rollback(True)


@in_database
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"code,alias\n{text}".encode()))
def test_any_bytes_are_taken_over_whole_or_refused_with_a_line(content):
    before = list(authorities().values())
    with pytest.raises(BadFile) as refused:
        actions.import_file(content=content, at=NOW)
    assert all(problem.line >= 1 for problem in refused.value.problems)
    assert list(authorities().values()) == before
