import socket

import pytest

from weerbaar.foundation.gateways import ports


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_a_port_that_somebody_listens_on_answers_and_is_taken(listening):
    port = listening.getsockname()[1]

    assert ports.answers("127.0.0.1", port)
    assert ports.taken("127.0.0.1", port)


def test_a_port_that_was_left_is_free_and_silent(listening):
    port = listening.getsockname()[1]
    listening.close()

    assert not ports.answers("127.0.0.1", port)
    assert not ports.taken("127.0.0.1", port)
