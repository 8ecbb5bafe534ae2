"""`manage.py guidance check [FOLDER]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from weerbaar.public.guidance import queries


class Command(BaseCommand):
    help = "Check the content files of guides and law table: paths, wording, sources."
    # What the pages say is read without database or pages; a file can be checked on any machine.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=ArgumentParser)
        checking = verbs.add_parser("check", help="name everything that is wrong, with file and step")
        checking.add_argument("folder", type=Path, nargs="?", default=queries.CONTENT)

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            message = f"{folder} is geen map."
            raise CommandError(message)
        problems = queries.content_problems(folder)
        if problems:
            lines = "\n".join(str(problem) for problem in problems)
            message = f"{lines}\nNiet goed: {len(problems)} dingen om te herstellen."
            raise CommandError(message)
        self.stdout.write("De wegwijzers en de wettabel zijn in orde.")
