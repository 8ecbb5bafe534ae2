"""What the tests of letters share: a visitor who may send, and the mails that wait in the queue."""

import pytest

from tests.support.mails import waiting_words


@pytest.fixture
def queued(db):
    """The words of the mails in the queue, in the order in which they went in."""
    return waiting_words
