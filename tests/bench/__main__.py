"""`python -m tests.bench [NAME …]`: all measures, or those whose names are given; DB=postgresql for the grown database."""

import os
import signal
import sys
import time

import django

from tests.support.environment import kind_of_database

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from tests.bench import appointments, measures, system

ORDER = [
    "writing",
    "signing_in",
    "memory",
    "starting",
    "uploading",
    "police_file",
    "letters",
    "picking",
    "tour_progress",
    "contacts",
    "casework",
    "survey_results",
    "duty_desk",
    "public_pages",
]
# Measures that stand in a module of their own.
ELSEWHERE = {"picking": appointments.picking}
HEAD = ("what", "ours", "bare view", "ratio", "aim")
WIDTHS = (50, 14, 14, 8, 8)


def main(wanted: list[str]) -> int:
    """Will print the table, line by line as it comes."""
    begun = time.perf_counter()
    before = measures.machine_seconds()
    house = system.make_house("bench")
    try:
        say(f"{kind_of_database()}, {os.cpu_count()} cores, medians of {measures.RUNS} runs\n")
        say(line(HEAD))
        for name in wanted or ORDER:
            house.settle()
            for row in (ELSEWHERE.get(name) or getattr(measures, name))(house):
                ratio = f"{row.ratio:.1f} x" if row.ratio else ""
                bare = f"{row.bare:.1f} {row.unit}" if row.bare else ""
                say(line((row.what, f"{row.ours:.1f} {row.unit}", bare, ratio, row.aim)))
    finally:
        house.remove()
    say(f"\nCounting to five million took {before:.2f} s before and {measures.machine_seconds():.2f} s after.")
    say(f"All of it took {time.perf_counter() - begun:.0f} seconds.")
    return 0


def line(cells: tuple[str, ...]) -> str:
    return "  ".join(
        cell.ljust(width) if width == WIDTHS[0] else cell.rjust(width)
        for cell, width in zip(cells, WIDTHS, strict=True)
    )


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # A bench that is asked to end takes its house along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(sys.argv[1:]))
