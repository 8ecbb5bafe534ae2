"""The nouns of the Tour."""

from weerbaar.outreach.campaign.models.links import PersonalLink
from weerbaar.outreach.campaign.models.organisations import Contact, FormOfAddress, Office, Organisation
from weerbaar.outreach.campaign.models.participation import (
    Batch,
    Participation,
    Payer,
    Stage,
    StageKind,
    StageMove,
    StageState,
)
from weerbaar.outreach.campaign.models.rounds import ProvinceTarget, Round
from weerbaar.outreach.campaign.models.story import Moment, Promise

__all__ = [
    "Batch",
    "Contact",
    "FormOfAddress",
    "Moment",
    "Office",
    "Organisation",
    "Participation",
    "Payer",
    "PersonalLink",
    "Promise",
    "ProvinceTarget",
    "Round",
    "Stage",
    "StageKind",
    "StageMove",
    "StageState",
]
