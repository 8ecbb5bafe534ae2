"""Incidents and evidence of a case, told and brought as people do."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.factories.cases import Arrived, make_file
from tests.support.staff import Colleague
from weerbaar.confidential.incidents import actions
from weerbaar.confidential.incidents.facts import Told

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TOLD = "Een man riep voor mijn huis dat hij mij weet te vinden."


def make_told(description: str = TOLD, **facts: Any) -> Told:
    """Will return what is told of an incident, in which only `facts` matter."""
    return Told(**{"day": date(2026, 11, 20), "form": "threat", "description": description, **facts})


def add_incident(arrived: Arrived, by: Colleague | None, *, at: datetime = MORNING, **facts: Any) -> UUID:
    """Will have an incident written down by a helper, or by the client when there is none."""
    return actions.add_incident(
        case=arrived.case,
        by=by.account if by else None,
        keyring=(by or arrived).keyring,
        told=make_told(**facts),
        at=at,
    )


def keep(
    arrived: Arrived,
    by: Colleague | None,
    content: bytes,
    name: str = "brief.txt",
    *,
    incident_id: UUID | None = None,
    at: datetime = MORNING,
) -> UUID:
    """Will have a file kept as evidence by a helper, or by the client when there is none."""
    (kept,) = actions.keep_evidence(
        case=arrived.case,
        by=by.account if by else None,
        keyring=(by or arrived).keyring,
        incoming=[make_file(content, name)],
        incident_id=incident_id,
        at=at,
    )
    return kept


def read_whole(arrived: Arrived, by: Colleague, evidence_id: UUID, *, at: datetime = MORNING) -> int:
    """Will read an archive to its end, and return in how many portions."""
    portions = 0
    while True:
        portions += 1
        if actions.read_on(case=arrived.case, keyring=by.keyring, evidence_id=evidence_id, at=at).finished:
            return portions
