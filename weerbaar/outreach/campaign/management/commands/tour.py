"""`manage.py tour progress [--round ROUND] [--json]`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.outreach.campaign import figures
from weerbaar.outreach.campaign.models import Round, StageKind
from weerbaar.outreach.campaign.queries import rounds


class Command(BaseCommand):
    help = "The Tour: how far a round is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=ArgumentParser)
        progress = verbs.add_parser("progress", help="how far a round is, by stage and province")
        progress.add_argument("--round", default="", help="the code of a round; the current one when left out")
        progress.add_argument("--json", action="store_true", help="as docs/operations.md describes it")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        report = figures.report_of(self._round(options["round"]), on=timezone.localdate(now))
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json(report, at=now), indent=2, ensure_ascii=False))
            return
        for name, progress in [("Samen", report.whole), *((one.name, one.progress) for one in report.provinces)]:
            held = ", ".join(
                f"{kind.label} {progress.stages[kind].now['held']}/{progress.organisations}" for kind in StageKind
            )
            self.stdout.write(f"{name}: benaderd {progress.approached}/{progress.organisations}, gehouden: {held}")

    def _round(self, code: str) -> Round:
        found = rounds.round_named(code, on=timezone.localdate())
        if found is None:
            codes = ", ".join(rounds.rounds().values_list("pk", flat=True)) or "nog geen"
            message = f"Er is geen ronde {code!r}. Deze zijn er: {codes}." if code else "Er is nog geen ronde."
            raise CommandError(message)
        return found
