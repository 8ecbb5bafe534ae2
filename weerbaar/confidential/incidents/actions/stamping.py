"""A time stamp by others: proof, also without us, that an original was here at a moment and is as it was."""

import base64
import json
import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases.actions.steps import locked
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.actions.custody import touched
from weerbaar.confidential.incidents.actions.writing import NotThere
from weerbaar.confidential.incidents.models import Evidence
from weerbaar.confidential.incidents.queries.originals import Stamped, original_for
from weerbaar.foundation.gateways.timestamps import timestamp_gateway
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring


def stamp(*, case: Case, keyring: Keyring, evidence_id: UUID, at: datetime) -> None:
    """Will have an original stamped by the authority (RFC 3161), once, and keep the stamp sealed beside it.

    The authority sees a digest over the original's digest and random bytes: of a file that others have too it could
    otherwise tell that we hold it. No lock is held while it answers. Raises `NotThere`, and `NotStamped` when it does not.
    """
    original = original_for(keyring, case, evidence_id)
    if original is None:
        raise NotThere
    if original.stamped:
        return
    content = json.dumps({"salt": secrets.token_hex(32), "sha256": original.digest}, sort_keys=True)
    answer = timestamp_gateway().stamp(content.encode(), at=at)
    token = base64.b64encode(answer.token).decode()
    _keep(case, keyring, evidence_id, Stamped(at=answer.at, content=content, token=token), at)


@transaction.atomic
def _keep(case: Case, keyring: Keyring, evidence_id: UUID, stamped: Stamped, at: datetime) -> None:
    case = locked(case, keyring)
    row = Evidence.objects.filter(case=case, pk=evidence_id).first()
    if row is None:
        raise NotThere  # taken back while the authority answered
    keyring.open([row.evidence_id], purpose="write")
    seal_into(row, keyring.key_for(row.evidence_id), stamp=stamped.as_json())
    row.save(update_fields=["stamp"])
    touched(keyring, row.subject, "stamped", at)
