"""First contacts and the cases they become."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from tests.factories.team import NIGHT
from weerbaar.confidential.cases.actions import FirstContact
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries import Line, reading_of
from weerbaar.confidential.helpline import actions, queries
from weerbaar.foundation.vault.inspection import Inspected, inspect_upload
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.uploads import SealedUpload

MESSAGE = "Er lag vanmorgen een brief op de mat met de naam van de school van mijn kinderen."


@dataclass
class Arrived:
    """A case as it came in, with the words that lead back to it."""

    words: str
    case: Case

    @property
    def keyring(self) -> Keyring:
        """What the client holds after coming back with the words."""
        found = queries.behind(self.words)
        assert found is not None
        assert found.holder_id is not None
        who = found.holder_id
        return Keyring(holder_id=who, secret=found.secret, bearer=f"receipt:{who}", role="client", at=NIGHT)


def make_contact(message: str = MESSAGE, **facts: Any) -> FirstContact:
    """Will return a first contact in which only `facts` matter."""
    return FirstContact(**{"message": message, "danger": False, "for_whom": "self", **facts})


def make_case(message: str = MESSAGE, *, chosen: str = "", at: datetime = NIGHT, **facts: Any) -> Arrived:
    """Will have a first contact come in by the front door."""
    received = actions.receive(contact=make_contact(message, **facts), chosen=chosen, token=uuid4().hex, at=at)
    found = queries.behind(received.words)
    assert found is not None
    return Arrived(received.words, Case.objects.get(pk=found.case_id))


def make_upload(content: bytes = b"een bewijsstuk", name: str = "brief.txt") -> SealedUpload:
    """Will send a file through the upload handler, as a browser does."""
    request = RequestFactory().post("/", {"files": SimpleUploadedFile(name, content)})
    upload = request.FILES["files"]
    assert isinstance(upload, SealedUpload)
    return upload


def make_file(content: bytes = b"een bewijsstuk", name: str = "brief.txt") -> Inspected:
    """Will return a file that came in and was looked at."""
    return inspect_upload(make_upload(content, name))


def stored_files() -> list[Path]:
    """Will return every sealed file on the disk, kept or waiting."""
    return sorted(path for path in Path(settings.SEALED_FILES_DIR).rglob("*") if path.is_file())


def lines_seen(keyring: Keyring, case: Case, *, with_notes: bool = False) -> list[Line]:
    """Will return what someone with this keyring reads in the case."""
    return reading_of(keyring, case, with_notes=with_notes, purpose="case").lines


def texts_seen(keyring: Keyring, case: Case, *, with_notes: bool = False) -> list[str]:
    """Will return the words that someone with this keyring reads in the case."""
    return [line.text for line in lines_seen(keyring, case, with_notes=with_notes)]
