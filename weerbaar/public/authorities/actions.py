"""Changing the register: by the built-in files or by a newer one. Bodies are never deleted."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.db import transaction

from weerbaar.foundation.audit.actions import record
from weerbaar.public.authorities import queries
from weerbaar.public.authorities.models import Authority, LoadedRegister
from weerbaar.public.authorities.register_files import applying, reading
from weerbaar.public.authorities.register_files.drafts import FACTS, Body, Change, changes
from weerbaar.public.authorities.register_files.layouts import LAYOUTS
from weerbaar.public.authorities.spelling import search_text

BATCH = 200


@dataclass(frozen=True)
class Outcome:
    """What a file changed, or would change, and which bodies it does not name although they have no end."""

    label: str
    changes: list[Change]
    missing: list[Body]

    def count_new(self) -> int:
        return sum(1 for change in self.changes if not change.fact)

    def count_changed(self) -> int:
        return len({change.code for change in self.changes if change.fact})


@transaction.atomic
def import_file(*, content: bytes, at: datetime, bearer: str = "system", role: str = "system") -> Outcome:
    """Will take over one register file, all of it or nothing; raises `BadFile` with the lines that cannot be."""
    file = reading.read(content)
    before = _bodies(lock=True)
    after = applying.apply_file(file, before)
    outcome = Outcome(file.layout.label, changes(before, after), applying.missing(file, after))
    if outcome.changes:
        _save(before, after, outcome.changes)
        _record(outcome, action="authorities.imported", at=at, bearer=bearer, role=role)
    return outcome


def try_file(*, content: bytes) -> Outcome:
    """Will tell what taking over a file would change, and change nothing; raises `BadFile` as taking it over would."""
    file = reading.read(content)
    before = _bodies(lock=False)
    after = applying.apply_file(file, before)
    return Outcome(file.layout.label, changes(before, after), applying.missing(file, after))


def load_built_in(*, at: datetime) -> Outcome | None:
    """Will load the built-in register; None, at the cost of one query, when this version of it was loaded before."""
    contents = [(files(__package__) / "data" / f"{layout.key}.csv").read_bytes() for layout in LAYOUTS]
    digest = hashlib.sha256(b"\0".join(contents)).hexdigest()
    if queries.loaded_digest() == digest:
        return None
    with transaction.atomic():
        before = after = _bodies(lock=True)
        for content in contents:
            after = applying.apply_file(reading.read(content), after)
        outcome = Outcome("het ingebouwde register", changes(before, after), [])
        _save(before, after, outcome.changes)
        LoadedRegister.objects.update_or_create(id=1, defaults={"digest": digest, "loaded_at": at})
        _record(outcome, action="authorities.loaded", at=at, bearer="system", role="system")
    return outcome


def _bodies(*, lock: bool) -> dict[str, Body]:
    rows = queries.authorities()
    found = (rows.select_for_update() if lock else rows).values("code", "kind", *FACTS)
    return {facts["code"]: Body(**(facts | {"aliases": tuple(facts["aliases"])})) for facts in found}


def _save(before: dict[str, Body], after: dict[str, Body], found: list[Change]) -> None:
    touched = {change.code for change in found}
    rows = [_row(after[code]) for code in sorted(touched)]
    new = [row for row in rows if row.code not in before]
    Authority.objects.bulk_create(new, batch_size=BATCH)
    Authority.objects.bulk_update(
        [row for row in rows if row.code in before], [*FACTS, "search_text"], batch_size=BATCH
    )


def _row(body: Body) -> Authority:
    facts = vars(body) | {"aliases": list(body.aliases)}
    return Authority(**facts, search_text=search_text(body.name, list(body.aliases)))


def _record(outcome: Outcome, *, action: str, at: datetime, bearer: str, role: str) -> None:
    detail = {"new": outcome.count_new(), "changed": outcome.count_changed()}
    record(bearer=bearer, role=role, action=action, subject="authorities", detail=detail, at=at)
