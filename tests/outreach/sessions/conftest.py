"""Who works on sessions, and the mail that would go out."""

import pytest

from tests.support.mails import waiting_words


@pytest.fixture
def by(toon):
    return toon.account


@pytest.fixture
def mails(db):
    """What is in the queue, opened: a list of mails in the order of asking; `mails(to)` is only those of one address."""

    def waiting(to: str = ""):
        return [mail for mail in waiting_words() if not to or mail["to"] == to]

    return waiting
