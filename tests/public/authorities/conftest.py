from datetime import UTC, datetime

import pytest

from weerbaar.public.authorities import actions

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def register(db):
    """The built-in register, loaded."""
    actions.load_built_in(at=NOW)


@pytest.fixture
def take():
    """Take over lines of a file, the first of them its header."""

    def take_over(*lines):
        return actions.import_file(content="\n".join(lines).encode(), at=NOW)

    return take_over
