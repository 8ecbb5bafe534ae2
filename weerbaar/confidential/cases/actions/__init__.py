"""Every write in a case, by noun. Each is one transaction with its audit event inside; a refusal changes nothing."""

from weerbaar.confidential.cases.actions.answering import claim, hand_over
from weerbaar.confidential.cases.actions.ending import erase, shut_out_client, sweep_files
from weerbaar.confidential.cases.actions.first_contact import FirstContact, seal_case, store_case, summary_of
from weerbaar.confidential.cases.actions.looking import look_into
from weerbaar.confidential.cases.actions.steps import MayNotRead, NotYours
from weerbaar.confidential.cases.actions.telling import QUIET, tell
from weerbaar.confidential.cases.actions.thread import answer, note, write_as_client
from weerbaar.confidential.cases.files import kept

__all__ = [
    "QUIET",
    "FirstContact",
    "MayNotRead",
    "NotYours",
    "answer",
    "claim",
    "erase",
    "hand_over",
    "kept",
    "look_into",
    "note",
    "seal_case",
    "shut_out_client",
    "store_case",
    "summary_of",
    "sweep_files",
    "tell",
    "write_as_client",
]
