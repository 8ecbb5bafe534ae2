"""`manage.py tour progress [--round ROUND] [--json]`, and `manage.py tour merge [--on DAY] [--dry-run]`."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.outreach.campaign import figures
from weerbaar.outreach.campaign.actions import merging
from weerbaar.outreach.campaign.models import Round, StageKind
from weerbaar.outreach.campaign.queries import rounds
from weerbaar.outreach.campaign.queries.merging import due_mergers


class Command(BaseCommand):
    help = "The Tour: how far a round is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=ArgumentParser)
        progress = verbs.add_parser("progress", help="how far a round is, by stage and province")
        progress.add_argument("--round", default="", help="the code of a round; the current one when left out")
        progress.add_argument("--json", action="store_true", help="as docs/operations.md describes it")
        merge = verbs.add_parser("merge", help="carry along what hangs on municipalities that went up in another")
        merge.add_argument(
            "--on", type=date.fromisoformat, help="as of this day, such as 2027-01-01; today when left out"
        )
        merge.add_argument("--dry-run", action="store_true", help="say what would be carried, and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["verb"] == "merge":
            self._merge(options["on"] or timezone.localdate(now), now, dry_run=options["dry_run"])
            return
        report = figures.report_of(self._round(options["round"]), on=timezone.localdate(now))
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json(report, at=now), indent=2, ensure_ascii=False))
            return
        for name, progress in [("Samen", report.whole), *((one.name, one.progress) for one in report.provinces)]:
            held = ", ".join(
                f"{kind.label} {progress.stages[kind].now['held']}/{progress.organisations}" for kind in StageKind
            )
            self.stdout.write(f"{name}: benaderd {progress.approached}/{progress.organisations}, gehouden: {held}")

    def _merge(self, on: date, now: datetime, *, dry_run: bool) -> None:
        if on > timezone.localdate(now) and not dry_run:
            message = "Die dag is nog niet geweest. Met --dry-run ziet u wat er dan gebeurt."
            raise CommandError(message)
        if dry_run:
            for due in due_mergers(on):
                self.stdout.write(f"{due.organisation.pk} gaat op in {due.successor.pk}")
            self.stdout.write("Er is niets veranderd.")
            return
        carried = merging.merge_organisations(on=on, at=now)
        for one in carried:
            self.stdout.write(f"{one.former} ging op in {one.successor}: {one.rounds} ronde(s)")
        self.stdout.write(f"{len(carried)} meegenomen")

    def _round(self, code: str) -> Round:
        found = rounds.round_named(code, on=timezone.localdate())
        if found is None:
            codes = ", ".join(rounds.rounds().values_list("pk", flat=True)) or "nog geen"
            message = f"Er is geen ronde {code!r}. Deze zijn er: {codes}." if code else "Er is nog geen ronde."
            raise CommandError(message)
        return found
