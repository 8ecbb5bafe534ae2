"""What is measured. Each measure gives rows for the table: ours, the yardstick's, and the aim where there is one."""

import gc
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice, repeat

import httpx

from tests.bench import people
from tests.bench.load import Drive, Judge, drive, request_bytes
from tests.bench.system import BARE_APP, BenchHouse, median, memory_mb
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.vault import passphrases

RUNS = 3
SECONDS = 2.5
CLIENTS = [1, 8, 32]
PAGES = ["/", "/schrijven/", "/terug/", "/nu-bellen/"]
MEGABYTE = 1_000_000
LITTLE, MUCH = 100, 10_000
OWN_CASES, READ_BY_THEN = 500, 5
"""How many cases an adviser has, and in how many portions an archive of five thousand messages is read."""


@dataclass(frozen=True)
class Row:
    """A line of the table. `ratio` is ours divided by the yardstick, in the unit of both."""

    what: str
    ours: float
    unit: str
    bare: float | None = None
    aim: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.bare if self.bare else None


@dataclass
class Runs:
    """Several runs of the same, of which the medians count; failures add up."""

    drives: list[Drive]
    cpu_ms: float = 0.0

    @property
    def per_second(self) -> float:
        return median([one.per_second for one in self.drives])

    def quantile(self, part: float) -> float:
        return median([one.quantile(part) for one in self.drives])

    @property
    def spread(self) -> float:
        return median([one.quantile(0.95) / one.quantile(0.5) for one in self.drives if one.seconds])

    @property
    def failures(self) -> int:
        return sum(one.failures for one in self.drives)


def is_ok(answer: bytes) -> bool:
    return answer.startswith(b"HTTP/1.1 200")


def public_pages(house: BenchHouse) -> Iterator[Row]:
    """Requests per second and p95 of each public page, the bare page, and the bare page behind our middleware."""
    bare = {clients: _runs(house, _get("/kaal/pagina/"), clients, 400) for clients in CLIENTS}
    for path in PAGES:
        for clients in CLIENTS:
            runs = _runs(house, _get(path), clients, 200)
            yield Row(f"{path}, {clients} at once", runs.per_second, "/s", bare[clients].per_second)
            yield Row(f"{path}, {clients} at once, p95", runs.quantile(0.95), "ms", bare[clients].quantile(0.95))
        yield Row(f"{path}, processor time", runs.cpu_ms, "ms", bare[32].cpu_ms)
    for path in PAGES:
        yield Row(f"{path}, weight without JavaScript", _weight(house, path) / 1000, "kB", aim="≤ 40")


def writing(house: BenchHouse) -> Iterator[Row]:
    """Sending the form until the receipt is there."""
    aims = {8: "≥ 100"}
    for clients in CLIENTS:
        bare = _runs(house, people.bare_messages, clients, 300)
        ours = _runs(house, people.messages, clients, 150, is_right=people.has_receipt)
        what = f"write with receipt, {clients} at once"
        yield Row(what, ours.per_second, "/s", bare.per_second, aims.get(clients, ""))
        yield Row(f"{what}, p50", ours.quantile(0.5), "ms", bare.quantile(0.5))
        yield Row(f"{what}, p95", ours.quantile(0.95), "ms", bare.quantile(0.95))
        yield Row(f"{what}, p95 / p50", ours.spread, "x", bare.spread, "≤ 1.3" if clients == 32 else "")
        yield Row(f"{what}, failures", ours.failures, "", aim="" if clients == 1 else "0")
        yield Row(f"{what}, server processor time", ours.cpu_ms, "ms", bare.cpu_ms, "≤ 20")


def duty_desk(house: BenchHouse) -> Iterator[Row]:
    """The list of fifty with few and with many open cases, and opening one of them."""
    browser = people.Browser(house.port)
    browser.sign_in(people.everybody()[-1])
    cookie = browser.cookie_header
    # The bare list has as many rows, also when nobody wrote before.
    drive(house.port, islice(people.bare_messages(), 50), clients=1, is_right=is_ok)
    bare = _runs(house, _get("/kaal/lijst/"), 1, 60)
    lists = {}
    for total in (LITTLE, MUCH):
        number = house.run("tests.bench.many_cases", str(total))
        lists[total] = _runs(house, _get("/dienst/", Cookie=cookie), 1, 40)
        yield Row(f"list of 50 of {total} open cases", lists[total].quantile(0.5), "ms", bare.quantile(0.5), "≤ 30")
        yield Row(f"list of 50 of {total}, processor time", lists[total].cpu_ms, "ms", bare.cpu_ms)
    grown = lists[MUCH].quantile(0.5) / lists[LITTLE].quantile(0.5)
    yield Row(f"list with {MUCH} against {LITTLE} cases", grown, "x", aim="≤ 1.3")
    bare = _runs(house, _get("/kaal/regel/1/"), 1, 60)
    case = _runs(house, _get(f"/zaken/{number}/", Cookie=cookie), 1, 40)
    yield Row("open a case", case.quantile(0.5), "ms", bare.quantile(0.5), "≤ 20")
    yield Row("open a case, processor time", case.cpu_ms, "ms", bare.cpu_ms)


def signing_in(house: BenchHouse) -> Iterator[Row]:
    """Both factors, from sending the passphrase until being in, and the key derivation in it measured apart."""
    taken, spent, derivations, derivations_cpu = [], [], [], []
    for person in people.everybody()[:-1]:
        # In turn, because the machine may be faster now than in a while.
        wall, cpu = _derivation_ms()
        derivations.append(wall)
        derivations_cpu.append(cpu)
        before = house.web_cpu_ms()
        taken.append(people.Browser(house.port).sign_in(person) * 1000)
        spent.append(house.web_cpu_ms() - before)
    total, derivation = median(taken), median(derivations)
    bare = _runs(house, people.bare_messages, 1, 60).quantile(0.5) * 3
    yield Row("sign in, both factors", total, "ms")
    yield Row("one key derivation", derivation, "ms")
    yield Row("sign in without its key derivation", total - derivation, "ms", bare, "≤ 25")
    yield Row("sign in without it, processor time", median(spent) - median(derivations_cpu), "ms")


def uploading(house: BenchHouse) -> Iterator[Row]:
    """A file of 25 MB with a message, sealed while it comes in."""
    speeds = {}
    for path in ("/kaal/bestand/", "/schrijven/"):
        taken = []
        for _ in range(RUNS):
            request = people.file_form(path, 25 * MEGABYTE)
            run = drive(house.port, iter([request]), clients=1, is_right=is_ok)
            assert run.failures == 0, f"the upload to {path} was refused"
            taken.append(25 / run.seconds[0])
        speeds[path] = median(taken)
    yield Row("upload of 25 MB, sealed", speeds["/schrijven/"], "MB/s", speeds["/kaal/bestand/"])


def police_file(house: BenchHouse) -> Iterator[Row]:
    """A file for the police of a hundred pages with fifty photos of twelve megapixels, from sealed originals to PDF."""
    runs = [[float(part) for part in house.run("tests.bench.police_file").split()] for _ in range(RUNS)]
    seconds, pages, megabytes, spent = (median([run[place] for run in runs]) for place in range(4))
    yield Row("police file, 100 pages with 50 photos", seconds, "s", aim="≤ 10")
    yield Row("processor time of that file, of both cores", spent, "s")
    yield Row("pages of that file", pages, "", aim="≥ 100")
    yield Row("weight of that file", megabytes, "MB")


def letters(house: BenchHouse) -> Iterator[Row]:
    """The letter to every organisation of a round, each with its own link and picture; the yardstick is WeasyPrint."""
    runs = [[float(part) for part in house.run("tests.bench.letters").split()] for _ in range(RUNS)]
    writing, setting, spent, number, other = (median([run[place] for run in runs]) for place in range(5))
    yield Row(f"{number:.0f} letters set as PDF/UA; beside it WeasyPrint", setting, "s", other, "≤ 10")
    yield Row("writing those letters: fields, links and codes", writing, "s")
    yield Row("processor time of both, of both cores", spent, "s")


def tour_progress(house: BenchHouse) -> Iterator[Row]:
    """The map of 354 organisations in the last of three rounds with ten years of history, beside the bare list."""
    newest = house.run("tests.bench.many_rounds")
    browser = people.Browser(house.port)
    browser.sign_in(next(person for person in people.everybody() if person.role == Role.TOUR))
    bare = _runs(house, _get("/kaal/lijst/"), 1, 60)
    for what, page in (("of all", f"/tour/kaart/?ronde={newest}"), ("of one province", "/tour/kaart/?provincie=PV31")):
        runs = _runs(house, _get(page, Cookie=browser.cookie_header), 1, 40)
        yield Row(f"progress {what}, p50", runs.quantile(0.5), "ms", bare.quantile(0.5))
        yield Row(f"progress {what}, p95", runs.quantile(0.95), "ms", bare.quantile(0.95), "≤ 150")
        yield Row(f"progress {what}, processor time", runs.cpu_ms, "ms", bare.cpu_ms)
    public = _runs(house, _get("/voortgang/"), 1, 40)
    yield Row("public progress, p95", public.quantile(0.95), "ms", bare.quantile(0.95))


def contacts(house: BenchHouse) -> Iterator[Row]:
    """A list of ten thousand contacts: looked at, imported, and imported once more; beside the same rows read and inserted bare."""
    runs = [[float(part) for part in house.run("tests.bench.ten_thousand_contacts").split()] for _ in range(RUNS)]
    first, looked, again, bare = (median([run[place] for run in runs]) for place in range(4))
    yield Row("import of 10,000 contacts", first, "s", bare, "≤ 20")
    yield Row("looking at 10,000 contacts before that", looked, "s", bare)
    yield Row("the same 10,000 contacts once more", again, "s", bare)


def casework(house: BenchHouse) -> Iterator[Row]:
    """A case with five hundred messages and as many incidents, an archive of five thousand messages, and five hundred cases."""
    number, archive, path = house.run("tests.bench.much_casework", str(OWN_CASES)).split(" ", 2)
    browser = people.Browser(house.port)
    browser.sign_in(people.everybody()[-1])
    case = f"/zaken/{number}/"
    for what, page in (("messages", case), ("incidents", f"{case}gebeurtenissen/")):
        runs = _runs(house, _get(page, Cookie=browser.cookie_header), 1, 40)
        yield Row(f"open a case with 500 {what}, p95", runs.quantile(0.95), "ms", aim="≤ 150")
        yield Row(f"open a case with 500 {what}, processor time", runs.cpu_ms, "ms")
    begun, portions = time.perf_counter(), 0
    while browser.ask("GET", f"{case}bewijs/{archive}/berichten/")[0] == HTTPStatus.OK and portions < READ_BY_THEN:
        browser.ask("POST", f"{case}bewijs/{archive}/lezen/")
        portions += 1
    yield Row("read an archive of 5,000 messages by its page", time.perf_counter() - begun, "s", aim="≤ 20")
    begun = time.perf_counter()
    outcome = house.manage("evidence", "import", path, "--case", number)
    assert "read 5000 messages" in outcome.stdout, outcome.stderr
    yield Row("evidence import of 5,000 messages", time.perf_counter() - begun, "s", aim="≤ 20")
    taken = [browser.ask("POST", "/zaken/zoeken/", words="brief op de mat")[2] * 1000 for _ in range(10)]
    yield Row(f"search in {OWN_CASES} own cases", median(taken), "ms", aim="≤ 1000")


def survey_results(house: BenchHouse) -> Iterator[Row]:
    """The Uitvraag answered by all organisations in three rounds: results, two rounds compared, and the map."""
    runs = [[float(part) for part in house.run("tests.bench.many_answers").split()] for _ in range(RUNS)]
    taken = [median(numbers) for numbers in zip(*runs, strict=True)]
    for place, what in enumerate(("results of 354 organisations x 3 rounds", "two rounds compared", "map and table")):
        yield Row(f"survey: {what}, p95", taken[2 * place], "ms", aim="≤ 150")
        yield Row(f"survey: {what}, processor time", taken[2 * place + 1], "ms")


def memory(house: BenchHouse) -> Iterator[Row]:
    """What the web workers and the background worker hold after all that went before; then a fresh single one."""
    bare_house = BenchHouse("bare", app=BARE_APP, worker=False)
    bare_house.folder.mkdir()
    (bare_house.folder / "logs").mkdir()
    bare_house.start()
    bare = [memory_mb(pid) for pid in bare_house.web_workers]
    bare_house.kill()
    ours = [memory_mb(pid) for pid in house.web_workers]
    yield Row("memory of one web worker, RSS", max(rss for rss, _ in ours), "MB", max(rss for rss, _ in bare))
    yield Row("memory of two web workers, PSS", sum(p for _, p in ours), "MB", sum(p for _, p in bare), "≤ 300")
    yield Row("memory of two web workers, RSS", sum(rss for rss, _ in ours), "MB", sum(rss for rss, _ in bare), "≤ 300")
    yield Row("memory of the background worker, RSS", memory_mb(house.processes[1].pid)[0], "MB")


def starting(house: BenchHouse) -> Iterator[Row]:
    """From starting the server until the first answer, with everything set up already."""
    bare = median([house.seconds_to_first_answer(BARE_APP) for _ in range(RUNS)])
    ours = median([house.seconds_to_first_answer(house.app) for _ in range(RUNS)])
    house.start()
    yield Row("start to first answer", ours, "s", bare, "≤ 3")


def _get(path: str, **headers: str) -> Callable[[], Iterator[bytes]]:
    return lambda: repeat(request_bytes("GET", path, **headers))


def _runs(
    house: BenchHouse, requests: Callable[[], Iterator[bytes]], clients: int, number: int, is_right: Judge = is_ok
) -> Runs:
    """Several runs of so many requests, or as many as go in the time, after a warm-up; requests are made beforehand."""
    drive(house.port, islice(requests(), 2 * clients), clients=clients, is_right=is_right)
    runs, cpu = Runs([]), []
    for _ in range(RUNS):
        ready = list(islice(requests(), number))
        gc.collect()
        before = house.web_cpu_ms()
        runs.drives.append(drive(house.port, iter(ready), clients=clients, is_right=is_right, seconds=SECONDS))
        cpu.append((house.web_cpu_ms() - before) / max(1, len(runs.drives[-1].seconds)))
    runs.cpu_ms = median(cpu)
    return runs


def machine_seconds() -> float:
    """Will return how long this machine takes, just now, to count to five million."""
    begun = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number
    return time.perf_counter() - begun


def _derivation_ms() -> tuple[float, float]:
    """How long one key derivation takes, by the clock and of the processor."""
    begun, before = time.perf_counter(), time.process_time()
    passphrases.stretch("vier groene stoelen", salt=passphrases.new_salt(), passes=3, mebibytes=64)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - before) * 1000


def _weight(house: BenchHouse, path: str) -> int:
    """What a browser without JavaScript fetches for a page, compressed, in bytes: the page, styles, fonts and icons."""
    with httpx.Client(base_url=house.url, headers={"Accept-Encoding": "gzip, br"}, trust_env=False) as visitor:
        page = visitor.get(path).text
        wanted = set(re.findall(r'<link[^>]+href="(/static/[^"]+)"', page))
        wanted |= set(re.findall(r'<img[^>]+src="(/static/[^"]+)"', page))
        return sum(_compressed(visitor, one) for one in (path, *sorted(wanted)))


def _compressed(visitor: httpx.Client, path: str) -> int:
    with visitor.stream("GET", path) as answer:
        return sum(len(part) for part in answer.iter_raw())
