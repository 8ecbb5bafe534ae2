"""The evidence: what it is, what was read from it, and who touched it."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q, QuerySet

from weerbaar.confidential.incidents import phrases, rules
from weerbaar.confidential.incidents.facts import Found
from weerbaar.confidential.incidents.models import Evidence
from weerbaar.confidential.incidents.queries.shelf import opened
from weerbaar.confidential.incidents.reading.evidence import read_evidence
from weerbaar.confidential.incidents.reading.messages import CannotRead, Kind, Message
from weerbaar.confidential.incidents.reading.pasted import read_pasted
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.queries import Act, acts_on
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.uploads import path_of

if TYPE_CHECKING:
    from weerbaar.confidential.cases.models import Case
    from weerbaar.foundation.accounts.models import Account

MOST_MESSAGES, MOST_CHARACTERS, MOST_TOUCHES = 50, 20_000, 500


@dataclass(frozen=True, kw_only=True)
class Stamped:
    """A time stamp by an authority: since when, over which content, and its answer (RFC 3161) in base64.

    `content` is JSON with the SHA-256 of the original and random bytes; the digest in the stamp is that of this content.
    """

    at: datetime
    content: str = field(repr=False)
    token: str = field(repr=False)

    def as_json(self) -> str:
        """Will return it for the sealed column `stamp`."""
        return json.dumps({"at": self.at.isoformat(), "content": self.content, "token": self.token})

    @classmethod
    def read(cls, text: str) -> Self:
        """Will return what `as_json` wrote."""
        kept = json.loads(text)
        return cls(at=datetime.fromisoformat(kept["at"]), content=kept["content"], token=kept["token"])


@dataclass(frozen=True)
class Original:
    """A piece of evidence, opened: name, kind, true size, digest and what was read from it."""

    id: UUID
    name: str = field(repr=False)
    media_type: str
    size: int
    digest: str = field(repr=False)
    found: Found = field(repr=False)
    key: bytes = field(repr=False)
    stamped: Stamped | None = field(repr=False)
    incident_id: UUID | None
    received_at: datetime
    received_by: "Account | None"
    subject: str
    is_bundle: bool

    @property
    def can_be_shown(self) -> bool:
        """Whether a viewing copy can be drawn."""
        return viewing.has_viewing_copy(self.media_type)

    @property
    def kind_name(self) -> str:
        """What it is, in words: what was read from it, or else what its content shows."""
        by_content = phrases.MEDIA.get(self.media_type.partition("/")[0])
        return str(by_content) if by_content and self.found.kind == Kind.OTHER else self.found.kind_name

    @property
    def can_be_read(self) -> bool:
        """Whether its words can be shown on the spot."""
        return self.found.kind in rules.SHORT and not self.found.problem

    def chunks(self) -> Iterator[bytes]:
        """Will yield the plain bytes, as they came; raises `BrokenBox` when the sealed file was changed."""
        return read_file(path_of(self.id), file_id=self.id, key=self.key, size=self.size)

    def content(self) -> io.BytesIO:
        """Will return the plain bytes in memory, to be read from."""
        return io.BytesIO(b"".join(self.chunks()))


@dataclass(frozen=True)
class Touch:
    """One touch of an original: what was done, when, and by whom. Helpers are told by role, as a manifest tells them."""

    act: str
    what: str
    who: str
    at: datetime


def evidence_of(keyring: Keyring, case: "Case", *, incident_id: UUID | None) -> list[Original]:
    """Will return the evidence that hangs on an incident, or on none, in the order in which it came."""
    hung = Q(incident_id=incident_id) if incident_id else Q(incident=None)
    rows = list(_rows(case).filter(hung))
    return opened(case, keyring, lambda: [_original(keyring, row) for row in rows])


def all_evidence(keyring: Keyring, case: "Case") -> list[Original]:
    """Will return all evidence of the case, in the order in which it came."""
    rows = list(_rows(case))
    return opened(case, keyring, lambda: [_original(keyring, row) for row in rows])


def original_for(keyring: Keyring, case: "Case", evidence_id: UUID) -> Original | None:
    """Will return a piece of evidence of the case, or None when the case has no such piece."""
    row = _rows(case).filter(pk=evidence_id).first()
    return opened(case, keyring, lambda: _original(keyring, row)) if row else None


def words_of(original: Original, *, at: datetime) -> list[Message]:
    """Will return the words of a mail or a text, read anew from the original and kept nowhere; the first of a long one.

    What cannot be read any more gives nothing: the original is there to be saved.
    """
    if not original.can_be_read:
        return []
    try:
        if original.found.kind == Kind.PASTED:
            return [read_pasted(original.content().read().decode(), path=original.name, at=at)]
        read = read_evidence(original.name, original.media_type, original.content(), at=at)
        return [message for message, _number in zip(read.messages, range(MOST_MESSAGES), strict=False)]
    except CannotRead:
        return []


def custody_of(original: Original) -> list[Touch]:
    """Will return every touch of the original, by role, the oldest first."""
    return [_touch(act) for act in acts_on(original.subject, phrases.TOUCHES, limit=MOST_TOUCHES)[::-1]]


def _touch(act: Act) -> Touch:
    named = {"client": phrases.CLIENT, "system": phrases.SYSTEM} | {role.value: role.label for role in Role}
    return Touch(act.action, str(phrases.TOUCHES[act.action]), str(named.get(act.role, act.role)), act.at)


def _rows(case: "Case") -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(case=case).select_related("received_by", "bundle")
    return rows.order_by("received_at", "id")


def _original(keyring: Keyring, row: Evidence) -> Original:
    return Original(
        id=row.pk,
        name=row.name.reveal(keyring),
        media_type=row.media_type.reveal(keyring),
        size=int(row.size.reveal(keyring)),
        digest=row.digest.reveal(keyring),
        found=Found.read(row.facts.reveal(keyring)),
        key=bytes.fromhex(row.key.reveal(keyring)),
        stamped=Stamped.read(row.stamp.reveal(keyring)) if row.stamp else None,
        incident_id=row.incident_id,
        received_at=row.received_at,
        received_by=row.received_by,
        subject=row.subject,
        is_bundle=hasattr(row, "bundle"),
    )
