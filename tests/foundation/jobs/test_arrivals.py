from datetime import UTC, datetime

import pytest

from weerbaar.foundation.jobs import arrivals

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_readers(monkeypatch):
    monkeypatch.setattr(arrivals, "_readers", {})


def test_a_mail_is_shown_to_every_reader_and_those_it_was_for_are_named():
    seen = []
    arrivals.register("briefpost", lambda message, at: bool(seen.append((message, at))))
    arrivals.register("afspraken", lambda message, _at: message == b"ja")

    assert arrivals.receive(b"ja", at=NOW) == ["afspraken"]
    assert seen == [(b"ja", NOW)]


def test_a_mail_that_nobody_knows_is_for_nobody():
    assert arrivals.receive(b"ja", at=NOW) == []
