"""The surroundings of the tests are as careful as the house: no network, the database that was asked for."""

import socket

import pytest
from django.db import connection
from pytest_socket import SocketConnectBlockedError

from tests.support.environment import kind_of_database


def test_a_socket_beyond_loopback_is_refused():
    with socket.socket() as outward, pytest.raises(SocketConnectBlockedError):
        outward.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.vendor == kind_of_database()
