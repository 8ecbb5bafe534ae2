"""Searching one's own open cases: opened in memory for one request, and nothing of it kept."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.models import Case, Entry, Identity, Note, Person, Task
from weerbaar.confidential.cases.queries.shelf import readable
from weerbaar.confidential.cases.rules import HELPED
from weerbaar.foundation.vault.errors import BrokenBox, NotGranted
from weerbaar.foundation.vault.fields import sealed_value
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import Stored
from weerbaar.foundation.vault.models import Compartment

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

MOST_FOUND = 50
_AROUND = 60
# Marks that stand over or under a letter (Unicode block Combining Diacritical Marks).
_ACCENTS = re.compile("[\u0300-\u036f]")


class Words(NamedTuple):
    """A column of words, where it stands, and which key opens it."""

    model: type[Entry | Note | Identity | Person | Task]
    column: str
    kind: str
    where: Promise


_COLUMNS = (
    Words(Entry, "body", "thread", _("in het gesprek")),
    Words(Note, "body", "team", _("in een notitie")),
    Words(Identity, "name", "identity", _("in de naam")),
    Words(Identity, "reach", "identity", _("in hoe iemand te bereiken is")),
    Words(Person, "name", "identity", _("bij iemand om de cliënt heen")),
    Words(Task, "title", "team", _("in een taak")),
)


@dataclass(frozen=True)
class Hit:
    """A case in which the words were found: where, and the words around them."""

    number: str
    summary: str = field(repr=False)
    where: str
    before: str = field(repr=False)
    words: str = field(repr=False)
    after: str = field(repr=False)


class Searched(Protocol):
    """What another room has written in these cases: pairs of the case and a text, with where that is."""

    def __call__(self, keyring: Keyring, cases: Iterable[UUID]) -> Iterator[tuple[UUID, str, str]]: ...


_SEARCHED: list[Searched] = []


def register_searched(searched: Searched) -> Callable[..., object]:
    """Will have a room's own words searched too; it gives (case, where, text). Call it in `apps.ready()`."""
    if searched not in _SEARCHED:
        _SEARCHED.append(searched)
    return searched


def found_in_own(viewer: "Account", keyring: Keyring, words: str) -> list[Hit]:
    """Will return where the words stand in the viewer's own open cases, one hit a case, at most fifty, the liveliest first.

    Capitals and accents make no difference. It is recorded as one look at all of these cases.
    """
    wanted = _folded(words.strip())
    if not wanted:
        return []
    cases: QuerySet[Case] = readable(keyring).filter(claimed_by=viewer, state__in=HELPED).order_by("-last_activity_at")
    own = {row[0]: _Own(*row) for row in cases.values_list("id", "number", "thread_id", "summary")}
    keyring.open(Compartment.objects.filter(scope__in=list(own)).values_list("pk", flat=True), purpose="search")
    hits: dict[UUID, Hit] = {}
    for case_id, where, text in _texts(keyring, own):
        if case_id not in hits and wanted in _folded(text):
            hits[case_id] = _hit(keyring, own[case_id], where, text, wanted)
    return [hits[case_id] for case_id in own if case_id in hits][:MOST_FOUND]


class _Own(NamedTuple):
    id: UUID
    number: str
    thread: UUID
    summary: "Stored | None"


def _texts(keyring: Keyring, cases: Iterable[UUID]) -> Iterator[tuple[UUID, str, str]]:
    ids = list(cases)
    for model, column, kind, where in _COLUMNS:
        rows = model._default_manager.filter(case_id__in=ids)
        for row, case_id, compartment, box in rows.values_list("pk", "case_id", f"{kind}_id", column):
            yield case_id, str(where), _opened(keyring, model, column, box, row=row, compartment=compartment)
    for searched in _SEARCHED:
        yield from searched(keyring, ids)


def _opened(
    keyring: Keyring, model: type[Model], column: str, box: "Stored | None", *, row: UUID, compartment: UUID
) -> str:
    """The text; empty when there is none or it does not open: one broken box takes the search from nobody."""
    if box is None:
        return ""
    try:
        return sealed_value(model, column, bytes(box), row=row, compartment=compartment).reveal(keyring)
    except (BrokenBox, NotGranted):
        return ""


def _hit(keyring: Keyring, case: _Own, where: str, text: str, wanted: str) -> Hit:
    line = unicodedata.normalize("NFC", text)
    start = max(0, _in_place(line).find(wanted))
    end = start + len(wanted)
    return Hit(
        number=case.number,
        summary=_opened(keyring, Case, "summary", case.summary, row=case.id, compartment=case.thread),
        where=where,
        before=("…" if start > _AROUND else "") + line[max(0, start - _AROUND) : start].lstrip(),
        words=line[start:end],
        after=line[end : end + _AROUND].rstrip() + ("…" if len(line) > end + _AROUND else ""),
    )


def _folded(text: str) -> str:
    """Small letters without accents."""
    return text.lower() if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", text.lower()))


def _in_place(line: str) -> str:
    """The same with each sign in its own place, so that a place found here is a place in the text."""
    return "".join((unicodedata.normalize("NFD", sign.lower()) or sign)[0] for sign in line)
