"""Making a file that leaves the house: in memory, written down for the client, and in the trail before it goes."""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import dossier
from weerbaar.confidential.incidents.actions.custody import exported
from weerbaar.confidential.incidents.actions.keys import evidence_key
from weerbaar.confidential.incidents.actions.writing import begun
from weerbaar.confidential.incidents.manifest import Custody, Original, Package
from weerbaar.confidential.incidents.models import PoliceFile
from weerbaar.confidential.incidents.paperwork import FileFacts
from weerbaar.confidential.incidents.queries.originals import custody_of
from weerbaar.confidential.incidents.queries.police_files import Annex, Gathered, gathered
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.papers.press import pressed
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring

MOST_BYTES = 150 * 1024 * 1024
"""A package is in memory once while it is made; more originals than this go in several packages."""
_ENDINGS = frozenset(
    [
        "eml",
        "msg",
        "txt",
        "pdf",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "webp",
        "heic",
        "mp3",
        "m4a",
        "ogg",
        "opus",
        "wav",
        "amr",
        "mp4",
        "mov",
        "webm",
        "zip",
        "json",
        "csv",
        "docx",
        "odt",
    ]
)
READ_ME = """\
Dit pakket hoort bij het dossier van zaak {number}.

dossier.pdf          het dossier om te lezen en te printen
bewijs/              originelen, precies zoals wij ze kregen
manifest.json        een lijst van alle bestanden met hun controlegetal (SHA-256)
weerbaar_verify.py   een programma dat nagaat of alles klopt met die lijst

Nagaan kan zonder internet, met Python 3.9 of nieuwer. Zet het programma naast dit pakket en typ:

    python3 weerbaar_verify.py PAKKET.zip

Het programma zegt «In orde» met een controlegetal, of het eerste bestand dat is veranderd. Vergelijk het controlegetal
met dat wat wie u dit gaf bij de overdracht opschreef.

Maak een kopie voordat u iets opent. Open originelen alleen op een computer waarop dat veilig kan.
"""


class TooLarge(Exception):
    """The originals of this package do not fit in one."""


@dataclass(frozen=True)
class Ready:
    """A file as it goes out of the door: its name and its bytes. `manifest` is the digest to write on the cover."""

    name: str
    content: bytes = field(repr=False)
    manifest: str = ""


@override("nl")  # the language of the desk, whatever the switch of who makes it says
def make_file(*, case: Case, by: Account, keyring: Keyring, wish: Wish, at: datetime) -> Ready:
    """Will make the file that the wish asks for, put down for whom and why, and return it; nothing is kept of it.

    Raises `TooLarge`, `papers.press.TooMuch` and `CannotBeSet`, and `NotGranted` without a key.
    """
    content = gathered(keyring, case, wish, at=at)
    if sum(annex.original.size for annex in content.originals) > MOST_BYTES:
        raise TooLarge
    pdf = pressed(dossier.paper_of(content, wish, made_at=at))
    ready = _package(content, pdf, at) if wish.as_package else Ready(f"dossier-{case.number}.pdf", pdf)
    with transaction.atomic():
        case = begun(case, by, keyring, at)
        key = evidence_key(case, keyring, at)
        row = PoliceFile(case=case, evidence_id=key.compartment_id, made_at=at, made_by=by)
        seal_into(row, key, facts=_facts(content, wish, ready).as_json())
        row.save(force_insert=True)
        exported(keyring=keyring, subjects=[annex.original.subject for annex in content.annexes], at=at)
        detail = {"file": str(row.pk), "package": wish.as_package, "pieces": len(content.annexes)}
        record(bearer=by.bearer, role=by.main_role, action="case.file_made", subject=case.subject, detail=detail, at=at)
    return ready


def _package(content: Gathered, pdf: bytes, at: datetime) -> Ready:
    """A zip with the paper, the chosen originals, the manifest and what checks it; in it names say nothing."""
    out = io.BytesIO()
    package = Package(out, case_number=content.number, made_at=at)
    package.add("dossier.pdf", [pdf])
    package.add("LEESMIJ.txt", [READ_ME.format(number=content.number).encode()])
    originals = []
    for annex in content.originals:
        path = f"bewijs/{annex.number:02d}{_ending(annex)}"
        package.add(path, annex.original.chunks())
        originals.append(_story(annex, path))
    manifest = package.finish(originals)
    return Ready(f"dossier-{content.number}.zip", out.getvalue(), manifest)


def _story(annex: Annex, path: str) -> Original:
    original = annex.original
    touches = tuple(Custody(at=touch.at, act=touch.what, by=touch.who) for touch in custody_of(original))
    return Original(
        sha256=original.digest,
        received_at=original.received_at,
        media_type=original.media_type,
        custody=touches,
        path=path,
    )


def _ending(annex: Annex) -> str:
    """What the name of an original ends with: enough to open it, and nothing that somebody called it."""
    ending = annex.original.name.rpartition(".")[2].lower()
    return f".{ending}" if ending in _ENDINGS else ".bin"


def _facts(content: Gathered, wish: Wish, ready: Ready) -> FileFacts:
    return FileFacts(
        for_whom=wish.for_whom,
        why=wish.why,
        incidents=_ids(one.id for one in content.incidents),
        evidence=_ids(annex.original.id for annex in content.annexes),
        originals=_ids(annex.original.id for annex in content.originals) if wish.as_package else (),
        masked=tuple(sorted(wish.masked)),
        own_words=len(wish.own_words),
        digest=hashlib.sha256(ready.content).hexdigest(),
        manifest=ready.manifest,
    )


def _ids(ids: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, ids))
