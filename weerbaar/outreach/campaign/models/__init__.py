"""The nouns of the Tour."""

from weerbaar.outreach.campaign.models.dossier import (
    BatchChange,
    Call,
    ContactChange,
    ContactFile,
    ContactImport,
    ContactMerge,
    Document,
    HolderChange,
    NotDouble,
    Segment,
)
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
from weerbaar.outreach.campaign.models.standing import Standing
from weerbaar.outreach.campaign.models.story import Moment, Promise
from weerbaar.outreach.campaign.models.weekly import WeeklyReader

__all__ = [
    "Batch",
    "BatchChange",
    "Call",
    "Contact",
    "ContactChange",
    "ContactFile",
    "ContactImport",
    "ContactMerge",
    "Document",
    "FormOfAddress",
    "HolderChange",
    "Moment",
    "NotDouble",
    "Office",
    "Organisation",
    "Participation",
    "Payer",
    "PersonalLink",
    "Promise",
    "ProvinceTarget",
    "Round",
    "Segment",
    "Stage",
    "StageKind",
    "StageMove",
    "StageState",
    "Standing",
    "WeeklyReader",
]
