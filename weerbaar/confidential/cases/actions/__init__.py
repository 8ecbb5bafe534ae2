"""Every write in a case, by noun. Each is one transaction with its audit event inside; a refusal changes nothing."""

from weerbaar.confidential.cases.actions.answering import claim, glance, hand_over
from weerbaar.confidential.cases.actions.ending import erase, shut_out_client, sweep_files
from weerbaar.confidential.cases.actions.first_contact import FirstContact, open_case, summary_of
from weerbaar.confidential.cases.actions.steps import MayNotRead, NotYours
from weerbaar.confidential.cases.actions.telling import QUIET, TELL_READERS, tell
from weerbaar.confidential.cases.actions.thread import answer, note, write_as_client
from weerbaar.confidential.cases.files import kept

__all__ = [
    "QUIET",
    "TELL_READERS",
    "FirstContact",
    "MayNotRead",
    "NotYours",
    "answer",
    "claim",
    "erase",
    "glance",
    "hand_over",
    "kept",
    "note",
    "open_case",
    "shut_out_client",
    "summary_of",
    "sweep_files",
    "tell",
    "write_as_client",
]
