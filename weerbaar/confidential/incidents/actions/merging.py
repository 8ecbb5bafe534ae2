"""Two cases become one: of each of the nine steps there is one, so what one of two says becomes a note of the team."""

from datetime import datetime

from django.utils.translation import gettext as _

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.models import PlanStep
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.keyring import Keyring


def settle_steps(*, case: Case, gone: Case, by: Account, keyring: Keyring, at: datetime) -> list[str]:  # noqa: ARG001 - what every merger is given
    """Will keep one row of every step that both cases have, the done one or else that of `case`; returns what goes."""
    told = []
    theirs = {row.number: row for row in PlanStep.objects.filter(case=gone)}
    for ours in PlanStep.objects.filter(case=case, number__in=theirs).order_by("number"):
        other = theirs[ours.number]
        stays, goes = (other, ours) if _weight(other) > _weight(ours) else (ours, other)
        facts = goes.facts.reveal(keyring) if goes.facts else ""
        if facts:
            told.append(
                _("Stap %(number)s van het plan in het andere bericht: %(facts)s")
                % {"number": stays.number, "facts": facts}
            )
        goes.delete()
    return told


def _weight(row: PlanStep) -> tuple[bool, bool]:
    return row.done_at is not None, row.facts is not None
