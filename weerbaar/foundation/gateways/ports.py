"""Ports of this machine, for the program that starts the house."""

import socket

CONNECT_SECONDS = 1


def answers(host: str, port: int) -> bool:
    """Will tell whether something listens at `host`:`port`."""
    try:
        with socket.create_connection((host, port), timeout=CONNECT_SECONDS):
            return True
    except OSError:
        return False


def taken(host: str, port: int) -> bool:
    """Will tell whether another program keeps us from listening at `host`:`port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the web server does: a connection that lingers after a stop does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
