"""`python -m tests.bench [NAME …]`: all measures, or those whose names are given; DB=postgresql for the grown database."""

import os
import sys
import time

import django

from tests.support.environment import kind_of_database

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from tests.bench import measures, system  # noqa: E402

ORDER = ["public_pages", "writing", "signing_in", "uploading", "duty_desk", "memory", "starting"]
HEAD = ("what", "ours", "bare view", "ratio", "aim")
WIDTHS = (50, 14, 14, 8, 8)


def main(wanted: list[str]) -> int:
    """Will print the table, line by line as it comes."""
    begun = time.perf_counter()
    house = system.make_house("bench")
    try:
        say(f"{kind_of_database()}, {os.cpu_count()} cores, medians of {measures.RUNS} runs\n")
        say(line(HEAD))
        for name in wanted or ORDER:
            house.settle()
            for row in getattr(measures, name)(house):
                ratio = f"{row.ratio:.1f} x" if row.ratio else ""
                bare = f"{row.bare:.1f} {row.unit}" if row.bare else ""
                say(line((row.what, f"{row.ours:.1f} {row.unit}", bare, ratio, row.aim)))
    finally:
        house.remove()
    say(f"\nAll of it took {time.perf_counter() - begun:.0f} seconds.")
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
    sys.exit(main(sys.argv[1:]))
