"""`python -m tests.bench.reading`: how long it takes to read evidence in bulk, and how much memory. Asserts nothing."""

import io
import os
import sys
import time
import tracemalloc

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from tests.confidential.incidents import outlook
from tests.confidential.incidents.brought import FRIDAY, NOW, a_mail, archive, escaped_as_meta_does
from weerbaar.confidential.incidents.reading.evidence import read_evidence
from weerbaar.confidential.incidents.reading.grouping import group_by_sender_and_day

MESSAGES, LINES = 5000, 50_000


def brought():
    """What people bring in bulk, with the name that it has."""
    mail, kept = (
        bytes(a_mail(body="Wacht maar. " * 40)),
        outlook.a_mail(p0037="x", p1000="y " * 500, times={0x39: FRIDAY}),
    )
    yield "mails.zip", archive({f"{n}.eml": mail for n in range(MESSAGES)})
    yield "outlook.zip", archive({f"{n}.msg": kept for n in range(MESSAGES)})
    yield "bus.mbox", b"".join(b"From bram 2026\n" + mail + b"\n" for _ in range(MESSAGES))
    yield "chat.txt", "".join(f"20-11-2026 22:{n % 60:02} - Bram {n % 9}: bericht {n}\n" for n in range(LINES)).encode()
    rows = [{"sender_name": "Bram", "content": f"één {n}", "timestamp_ms": n * 10**8} for n in range(MESSAGES)]
    yield "message_1.json", escaped_as_meta_does({"participants": [], "messages": rows})


def main():
    """Will print a line for each."""
    for name, content in brought():
        begun = time.perf_counter()
        rows = list(read_evidence(name, "", io.BytesIO(content), at=NOW).messages)
        took = time.perf_counter() - begun
        begun = time.perf_counter()
        groups = len(group_by_sender_and_day(rows))
        grouped = time.perf_counter() - begun
        del rows
        tracemalloc.start()
        for _row in read_evidence(name, "", io.BytesIO(content), at=NOW).messages:
            pass
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        sys.stdout.write(
            f"{name:<16}{len(content) / 2**20:7.1f} MB {took:7.2f} s  {groups:5} groups in {grouped:.2f} s"
            f"  {peak:6.1f} MB at most, one by one\n"
        )


if __name__ == "__main__":
    main()
