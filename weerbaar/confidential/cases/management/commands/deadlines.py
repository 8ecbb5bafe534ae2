"""`manage.py deadlines`: the deadlines that follow from two dates. Looks at no case and stores nothing."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from weerbaar.confidential.cases.deadlines import CannotCount, Deadline, deadlines_for, moment_in_amsterdam

_WRONG_INPUT = 2


class Command(BaseCommand):
    help = "Show the deadlines of an incident, each with its ground. Dates to come are allowed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--known", required=True, help="the day it became known: 2026-11-30")
        parser.add_argument("--occurred", required=True, help="when it happened, Amsterdam time: 2026-11-27T22:15")
        parser.add_argument("--json", action="store_true", help="for programs: a list of kind, due and ground")

    def handle(self, *args: Any, **options: Any) -> None:
        """Will print a table, or a list for programs; what is typed wrongly ends with exit code 2 and says what."""
        del args
        try:
            found = deadlines_for(occurred=moment_in_amsterdam(options["occurred"]), known=_day(options["known"]))
        except CannotCount as error:
            raise CommandError(str(error), returncode=_WRONG_INPUT) from error
        self.stdout.write(_for_programs(found) if options["json"] else _for_people(found))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise CannotCount(_("Deze dag kan ik niet lezen. Schrijf hem zo: 2026-11-30.")) from error


def _for_programs(found: list[Deadline]) -> str:
    rows = [
        {"kind": one.kind.value, "due": one.due.isoformat(timespec="seconds"), "ground": one.ground} for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _for_people(found: list[Deadline]) -> str:
    width = max(len(one.kind.label) for one in found)
    return "\n".join(
        f"{one.kind.label:<{width}}  {date_format(one.due, 'D j F Y H:i'):<26}  {one.ground}" for one in found
    )
