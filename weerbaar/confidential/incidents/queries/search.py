"""What a search of one's own cases finds in this room: what was told, and how originals are called."""

import json
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext

from weerbaar.confidential.incidents.models import Evidence, Incident
from weerbaar.foundation.vault.errors import BrokenBox, NotGranted
from weerbaar.foundation.vault.fields import sealed_value
from weerbaar.foundation.vault.keyring import Keyring

# Not what is said of whoever did it: that is never looked for across cases (AVG art. 10).
_SEARCHED = ("description", "place", "effect", "witnesses")


def words_of_incidents(keyring: Keyring, cases: Iterable[UUID]) -> Iterator[tuple[UUID, str, str]]:
    """Will give the words of these cases that stand here: the case, where, and the text; what does not open is left out."""
    ids = list(cases)
    told = Incident.objects.filter(case_id__in=ids).values_list("pk", "case_id", "evidence_id", "facts")
    for row, case_id, compartment, box in told:
        try:
            facts = sealed_value(Incident, "facts", bytes(box or b""), row=row, compartment=compartment).reveal(keyring)
        except (BrokenBox, NotGranted):
            continue
        known = json.loads(facts)
        yield case_id, gettext("bij wat er is gebeurd"), " · ".join(known[name] for name in _SEARCHED if name in known)
    names = Evidence.objects.filter(case_id__in=ids).values_list("pk", "case_id", "evidence_id", "name")
    for row, case_id, compartment, box in names:
        try:
            name = sealed_value(Evidence, "name", bytes(box or b""), row=row, compartment=compartment).reveal(keyring)
        except (BrokenBox, NotGranted):
            continue
        yield case_id, gettext("in de naam van een bewijs"), name
