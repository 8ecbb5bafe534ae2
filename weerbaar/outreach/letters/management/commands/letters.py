from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.foundation.papers.press import CannotBeSet
from weerbaar.outreach.campaign.queries.rounds import round_named
from weerbaar.outreach.letters.actions import printing
from weerbaar.outreach.letters.actions.templates import begin_with_standards
from weerbaar.outreach.letters.queries import templates
from weerbaar.outreach.letters.queries.previews import findings_in


class Command(BaseCommand):
    help = "Writes the letter to every organisation of a round: one PDF each, named by its code, and one file to print per province."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--round", required=True, help="code of the round, such as 2026")
        parser.add_argument("--out", required=True, type=Path, help="folder to write in; made when it is not there")
        parser.add_argument("--province", default="", help="code of one province, such as PV31")
        parser.add_argument(
            "--template", default="", help="name of the template; without it the invitation to the talk"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Will write the letters. Nothing is noted as sent: that is done where the post goes out."""
        at = timezone.now()
        found = round_named(options["round"], on=timezone.localdate(at))
        if found is None:
            message = f"There is no round {options['round']}."
            raise CommandError(message)
        if found.ends_on < timezone.localdate(at):
            self.stderr.write(f"{found.pk} ended on {found.ends_on}: the links in these letters open nothing.")
        version = self._version(options["template"], at)
        for finding in findings_in(version):
            if finding.must_be_seen:
                self.stderr.write(f"should not be in a letter that may become public: {finding.words!r}")
        printed, plan = printing.letters_of_round(
            round=found, version=version, province=options["province"], dated_on=timezone.localdate(at), at=at
        )
        if not printed and not plan.skipped:
            message = f"Nobody takes part in {found.pk} within {options['province'] or 'the whole country'}."
            raise CommandError(message)
        folder: Path = options["out"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written, refused = self._each(printed, folder)
            files = self._by_province(written, folder)
        except OSError as error:
            message = f"Cannot write in {folder}: {error.strerror}."
            raise CommandError(message) from None
        for one in plan.skipped:
            self.stdout.write(f"left out {one.participation.organisation_id}: {one.why.label}")
        without = [one.code for one in written if not one.has_address]
        if without:
            self.stderr.write(f"{len(without)} letters without a whole postal address: {', '.join(without[:10])} …")
        self.stdout.write(f"{len(written)} letters, {files} files to print, {len(plan.skipped)} left out, in {folder}")
        if refused:
            message = f"{len(refused)} letters could not be made: {', '.join(refused)}"
            raise CommandError(message)

    def _version(self, name: str, at: Any) -> Any:
        if not name and templates.invitation_version() is None:
            begin_with_standards(at=at, by=None)
        version = templates.version_named(name) if name else templates.invitation_version()
        if version is None:
            message = f"There is no template called {name!r}." if name else "No template asks for the intake talk."
            raise CommandError(message)
        return version

    def _each(self, printed: list[printing.Printed], folder: Path) -> tuple[list[printing.Printed], list[str]]:
        written, refused = [], []
        for one, outcome in printing.pressed(printed):
            if outcome.pdf:
                (folder / f"{one.code}.pdf").write_bytes(outcome.pdf)
                written.append(one)
            else:
                refused.append(one.code)
        return written, refused

    def _by_province(self, written: list[printing.Printed], folder: Path) -> int:
        files = 0
        for province, letters in groupby(written, key=lambda one: one.province):
            try:
                pdf = printing.together([one.letter for one in letters], title=f"{province}")
            except CannotBeSet:
                message = f"The file to print of {province} could not be made."
                raise CommandError(message) from None
            (folder / f"afdruk-{province}.pdf").write_bytes(pdf)
            files += 1
        return files
