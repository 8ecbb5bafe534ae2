"""Reading an archive portion by portion, because only who holds a key can, and nobody waits for five thousand messages."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases.actions.steps import locked
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import rules
from weerbaar.confidential.incidents.actions.custody import touched
from weerbaar.confidential.incidents.actions.receiving import ONE_AT_A_TIME
from weerbaar.confidential.incidents.actions.writing import NotThere, TooManyPicked
from weerbaar.confidential.incidents.facts import Found, messages_as_json
from weerbaar.confidential.incidents.models import Bundle, BundlePage, Evidence
from weerbaar.confidential.incidents.queries.bundles import Progress, messages_at, picked_in
from weerbaar.confidential.incidents.queries.originals import Original, original_for
from weerbaar.confidential.incidents.reading.evidence import read_evidence
from weerbaar.confidential.incidents.reading.messages import CannotRead, Message
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey


def read_on(*, case: Case, keyring: Keyring, evidence_id: UUID, at: datetime) -> Progress:
    """Will read the next portion of an archive and return how far it is; one that cannot be read is kept unread.

    A portion is stored whole or not at all, and it does not matter who reads it, or when: broken off, the next one goes on
    where the last ended. Raises `NotThere` when that evidence is no archive of this case.
    """
    original = original_for(keyring, case, evidence_id)
    bundle = Bundle.objects.filter(case=case, original_id=evidence_id).first()
    if original is None or bundle is None:
        raise NotThere
    if bundle.finished_at:
        return Progress(bundle.read, finished=True)
    try:
        portion, is_last = _portion(original, bundle.read, _last_read(case, keyring, bundle), at)
    except CannotRead as refusal:
        _set_aside(case, keyring, original, refusal, at)
        return Progress(0, finished=True)
    return _store_portion(case, keyring, bundle, portion, is_last=is_last, at=at)


def pages_of(bundle: Bundle, key: DataKey, messages: list[Message], *, start: int) -> list[BundlePage]:
    """Will return the pages for messages from place `start` on, sealed and not stored."""
    pages = []
    for offset in range(0, len(messages), rules.PAGE):
        page = BundlePage(bundle=bundle, evidence_id=key.compartment_id, position=(start + offset) // rules.PAGE)
        seal_into(page, key, messages=messages_as_json(messages[offset : offset + rules.PAGE]))
        pages.append(page)
    return pages


def found_so_far(found: Found, messages: Iterable[Message], *, total: int) -> Found:
    """Will return what is known of an archive of which `total` messages were read, these being the last."""
    moments = [message.sent_at for message in messages if message.sent_at]
    known = [moment for moment in (found.first, found.last) if moment] + moments
    return replace(found, messages=total, first=min(known, default=None), last=max(known, default=None))


@transaction.atomic
def pick(
    *, case: Case, keyring: Keyring, evidence_id: UUID, shown: Iterable[int], chosen: Iterable[int], at: datetime
) -> int:
    """Will keep which of the messages that were shown matter, and return how many were picked in all.

    What was picked before and was not shown stays. Raises `NotThere`, `TooManyPicked`.
    """
    case = locked(case, keyring)
    bundle = Bundle.objects.select_related("original").filter(case=case, original_id=evidence_id).first()
    if bundle is None:
        raise NotThere
    keyring.open([bundle.evidence_id], purpose="write")
    before, seen = set(picked_in(keyring, bundle)), set(shown)
    picked = (before - seen) | {number for number in chosen if number in seen and number < bundle.read}
    if len(picked) > rules.MOST_PICKED:
        raise TooManyPicked
    if picked != before:
        seal_into(bundle, keyring.key_for(bundle.evidence_id), picked=json.dumps(sorted(picked)))
        bundle.save(update_fields=["picked"])
        touched(keyring, bundle.original.subject, "picked", at, {"messages": len(picked)})
    return len(picked)


def _last_read(case: Case, keyring: Keyring, bundle: Bundle) -> str:
    """Where in the original the message stands that was read last; empty before the first."""
    last = messages_at(keyring, case, bundle.original_id, [bundle.read - 1]) if bundle.read else []
    return last[0].source_path if last else ""


def _portion(original: Original, read: int, after: str, at: datetime) -> tuple[list[Message], bool]:
    size = rules.portion_after(read)
    with ONE_AT_A_TIME:
        reading = read_evidence(original.name, original.media_type, original.content(), at=at, after=after)
        messages = list(islice(reading.messages, size + 1))
    return messages[:size], len(messages) <= size


@transaction.atomic
def _store_portion(
    case: Case, keyring: Keyring, bundle: Bundle, portion: list[Message], *, is_last: bool, at: datetime
) -> Progress:
    case, begun_at = locked(case, keyring), bundle.read
    row = Bundle.objects.select_related("original").filter(pk=bundle.pk).first()
    if row is None:
        raise NotThere  # taken back while it was read
    bundle = row
    if bundle.read != begun_at or bundle.finished_at:
        return Progress(bundle.read, bundle.finished_at is not None)  # somebody else read this portion meanwhile
    keyring.open([bundle.evidence_id], purpose="write")
    key = keyring.key_for(bundle.evidence_id)
    BundlePage.objects.bulk_create(pages_of(bundle, key, portion, start=begun_at))
    bundle.read += len(portion)
    bundle.finished_at = at if is_last else None
    bundle.save(update_fields=["read", "finished_at"])
    found = Found.read(bundle.original.facts.reveal(keyring))
    _tell(bundle.original, key, found_so_far(found, portion, total=bundle.read))
    touched(keyring, bundle.original.subject, "read", at, {"messages": bundle.read})
    return Progress(bundle.read, is_last)


@transaction.atomic
def _set_aside(case: Case, keyring: Keyring, original: Original, refusal: CannotRead, at: datetime) -> None:
    """Throws away what was read so far, and has the original say why: half an archive would look like a whole one."""
    case = locked(case, keyring)
    row = Evidence.objects.filter(pk=original.id, case=case).first()
    if row is None:
        raise NotThere
    Bundle.objects.filter(original=row).delete()
    keyring.open([row.evidence_id], purpose="write")
    found = Found(kind=original.found.kind, problem=refusal.reason.name, problem_name=refusal.name)
    _tell(row, keyring.key_for(row.evidence_id), found)
    touched(keyring, row.subject, "not_read", at)


def _tell(row: Evidence, key: DataKey, found: Found) -> None:
    seal_into(row, key, facts=found.as_json())
    row.save(update_fields=["facts"])
