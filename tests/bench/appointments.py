"""A thousand people who pick from two hundred times: none is given twice, and nobody waits long."""

import json
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret

from tests.bench.load import drive, request_bytes
from tests.bench.measures import Row
from tests.bench.people import FORM
from tests.bench.system import BenchHouse

AT_ONCE = 16
GIVEN = b"?gelukt"
_COUNT = """
from weerbaar.outreach.appointments.queries.appointments import appointments
rows = list(appointments().filter(state="booked").values_list("facilitator", "starts_at"))
print(len(rows), len(rows) - len(set(rows)))
"""


def picking(house: BenchHouse) -> Iterator[Row]:
    """Everybody picks at once, five for each time, as many at a time as the web server takes."""
    made = json.loads(house.run("tests.bench.picking"))
    before = _counted(house)
    given: list[bool] = []
    answers: Counter[bytes] = Counter()

    def is_right(answer: bytes) -> bool:
        given.append(GIVEN in answer)
        answers[answer[9:12]] += 1
        return answer.startswith(b"HTTP/1.1 302")

    run = drive(house.port, _requests(made), clients=AT_ONCE, is_right=is_right, seconds=600)
    after = _counted(house)
    assert run.failures == 0, f"{run.failures} picks were not answered: {dict(answers)}\n{house.logs()[-3000:]}"
    yield Row("1,000 picks of 200 times, p95", run.quantile(0.95), "ms", aim="≤ 300")
    yield Row("1,000 picks of 200 times, median", run.quantile(0.5), "ms")
    yield Row("picks a second", run.per_second, "/s")
    yield Row("times that were given", after[0] - before[0], "")
    yield Row("times that were given twice", after[1], "", aim="0")
    assert sum(given) == after[0] - before[0], "somebody was told that a time was theirs, and it is not"


def _requests(made: dict[str, list[str]]) -> Iterator[bytes]:
    secret = _get_new_csrf_string()
    requests = []
    for number, token in enumerate(made["tokens"]):
        facts = {
            "moment": made["slots"][number % len(made["slots"])], "name": "G. Voorbeeld", "email": f"g{number}@gemeente.invalid",
            "form": "visit", "place": "", "colleagues": "", "csrfmiddlewaretoken": _mask_cipher_secret(secret),
        }  # fmt: skip
        cookie = f"formulier={secret}"
        requests.append(
            request_bytes("POST", f"/a/{token}/", body=urlencode(facts).encode(), Content_Type=FORM, Cookie=cookie)
        )
    return iter(requests)


def _counted(house: BenchHouse) -> tuple[int, int]:
    rows, twice = house.manage("shell", "--no-imports", "-c", _COUNT).stdout.split()
    return int(rows), int(twice)
