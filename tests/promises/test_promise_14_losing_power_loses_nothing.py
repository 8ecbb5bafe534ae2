"""Promise 14: losing power loses nothing that was acknowledged, and leaves nothing half-written."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx
import pytest

from tests.promises.database import ask
from tests.promises.people import VERA, Team, come_back, eventually, mark, words_on
from tests.support.environment import POSTGRESQL, kind_of_database
from tests.support.house import House
from tests.support.postgresql import Cluster
from tests.support.visitor import Visitor
from weerbaar.foundation.gateways import ports

WRITERS = 6
ACKNOWLEDGED = 8


@pytest.fixture
def cluster():
    """A database server that syncs to disk, unlike the hasty one of the other tests; None on SQLite."""
    if kind_of_database() != POSTGRESQL:
        yield None
        return
    durable = Cluster(durable=True)
    durable.start()
    yield durable
    durable.remove()


@pytest.fixture
def doomed(tmp_path, cluster):
    """A house that will lose its power."""
    house = House(tmp_path / "doomed", cluster=cluster, MAIL_GATEWAY="fake", JOBS_POLL_SECONDS="0.05")
    house.furnish()
    house.start()
    yield house
    house.remove()


@dataclass
class Crowd:
    """People who write all at once until the line goes dead, and what each was told to keep."""

    house: House
    kept: list[tuple[str, str, bytes]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self):
        self.threads = [threading.Thread(target=self._write, daemon=True) for _ in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def _write(self):
        # Until the first line that breaks: who knocks on a dead port for long may be given that very port.
        with suppress(httpx.HTTPError):
            while not self.ended.is_set():
                self._write_one(mark())

    def _write_one(self, secret):
        message, content = f"{secret} " + "tekst " * 300, secret.encode() * 4000
        with Visitor(self.house.url) as visitor:
            page = visitor.submit(
                "/schrijven/", danger="no", for_whom="self", message=message, files=[("files", ("a.bin", content))]
            )
        if page.status_code == HTTPStatus.OK:
            self.kept.append((words_on(page), message, content))


def lose_power(house):
    """Will end everything at once, the database server included, and start again."""
    house.kill()
    if house.cluster and kind_of_database() == POSTGRESQL:
        house.cluster.stop("immediate")
        house.cluster.start()
    # A process that was killed in the middle of a write still holds the port for a moment.
    eventually(lambda: not ports.taken("127.0.0.1", house.port))
    house.start()


def assert_nothing_is_half(house):
    counts = {
        name: ask(house, f"SELECT count(*) FROM {name}")[0][0]
        for name in ("cases_case", "cases_identity", "cases_entry", "helpline_receipt", "vault_compartment")
    }
    cases = counts["cases_case"]
    assert counts == {
        "cases_case": cases, "cases_identity": cases, "cases_entry": cases, "helpline_receipt": cases,
        "vault_compartment": 3 * cases,
    }  # fmt: skip
    without = "SELECT count(*) FROM vault_compartment c WHERE NOT EXISTS (SELECT 1 FROM vault_grant g WHERE g.compartment_id = c.id)"
    assert ask(house, without)[0][0] == 0
    files = {path.name for path in (house.var / "files").glob("??/*")}
    rows = {str(row[0]).replace("-", "") for row in ask(house, "SELECT id FROM cases_attachment")}
    assert rows <= files


def test_every_receipt_that_was_given_opens_its_message_whole(doomed):
    crowd = Crowd(doomed)
    for round_of in (1, 2):
        crowd.ended.clear()
        crowd.start()
        eventually(lambda needed=ACKNOWLEDGED * round_of: len(crowd.kept) >= needed, seconds=60)
        lose_power(doomed)
        crowd.stop()

    assert_nothing_is_half(doomed)
    verdict = doomed.manage("audit", "verify")
    assert verdict.returncode == 0, verdict.stderr
    for words, message, content in crowd.kept:
        client = come_back(doomed, words)
        page = client.get("/terug/gesprek/")
        assert message.strip() in page.text
        link = page.text.partition('href="/terug/gesprek/bestand/')[2].partition('"')[0]
        assert client.get(f"/terug/gesprek/bestand/{link}").content == content


def test_after_losing_power_the_house_is_well_and_the_work_goes_on(doomed):
    crowd = Crowd(doomed)
    crowd.start()
    eventually(lambda: len(crowd.kept) >= 3, seconds=60)
    lose_power(doomed)
    crowd.stop()

    eventually(lambda: doomed.client().get("/gezond").status_code == 200, seconds=60)
    eventually(lambda: list((doomed.var / "postvak").glob("*.eml")), seconds=60)
    team, (_words, message, _content) = Team(doomed), crowd.kept[0]
    assert eventually(lambda: team.case_of(VERA, message.split()[0]))
