"""`manage.py audit verify` walks the chain; `manage.py audit certificate FILE` checks a certificate. Exit 1 when it is not right."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from weerbaar.foundation.audit import queries

MOST_BYTES = 20_000


class Command(BaseCommand):
    help = "Verify the audit trail, or a certificate that leans on it."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("verify", help="walk the chain from the first event to the signed head")
        certificate = verbs.add_parser("certificate", help="check the certificate of an erasure")
        certificate.add_argument("file", help="the file with its text; - reads it from standard input")

    def handle(self, *_args: Any, verb: str, file: str = "", **_options: Any) -> None:
        if verb == "verify":
            self._verify()
        else:
            self._check(_text_of(file))

    def _verify(self) -> None:
        verdict = queries.verify()
        if not verdict.ok:
            self.stderr.write(f"audit: {verdict.problem} ({verdict.events} events before it hold)")
            sys.exit(1)
        self.stdout.write(f"audit: {verdict.events} events hold, the head is signed")

    def _check(self, text: str) -> None:
        outcome = queries.check_certificate(text)
        if not outcome.ok:
            self.stderr.write(f"certificate: {outcome.problem}")
            sys.exit(1)
        self.stdout.write(
            f"certificate: {outcome.facts['about']} {outcome.facts['act']} at {outcome.facts['at']} holds"
        )


def _text_of(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES) if name == "-" else Path(name).read_bytes()[:MOST_BYTES]
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror}"
        raise CommandError(message) from error
    return raw.decode("utf-8", errors="replace")
