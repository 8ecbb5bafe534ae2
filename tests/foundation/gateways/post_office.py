"""A real SMTP server on loopback, and what it received."""

import asyncio
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

REFUSED = "weg@geweigerd.invalid"


class Counter:
    """Takes every mail but those for one address, which it refuses with 550."""

    def __init__(self):
        self.received = []
        self.greetings = []
        self.senders = []

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: ARG002, N802 - aiosmtpd's name
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802
        if address == REFUSED:
            return "550 nobody here by that name: weg@geweigerd.invalid"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802
        self.senders.append(envelope.mail_from)
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


class Reception(Controller):
    """Knows who is being served, so that closing time does not leave a line open for the next test to stumble on."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._served = []

    def factory(self):
        self._served.append(super().factory())
        return self._served[-1]

    def stop(self, *, no_assert=False):
        asyncio.run_coroutine_threadsafe(self._close_up(), self.loop).result()
        super().stop(no_assert=no_assert)

    async def _close_up(self):
        self.server.close()
        # Who rang at this moment is let in by a task, and only one that began puts down the line that it was given.
        await asyncio.sleep(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for server in self._served:
            if server.transport is not None:
                server.transport.abort()


class PostOffice:
    """Opens on a port and stays reachable until `close`; opens again on the same port."""

    def __init__(self, port):
        self.counter = Counter()
        self.port = port
        self._controller = None

    @property
    def received(self):
        return self.counter.received

    def open(self):
        self._controller = Reception(self.counter, hostname="127.0.0.1", port=self.port, decode_data=False)
        self._controller.start()

    def close(self):
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def post_office():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    office = PostOffice(port)
    yield office
    office.close()
