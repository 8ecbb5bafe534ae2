"""Every write in a case, by noun. Each is one transaction with its audit event inside; a refusal changes nothing."""

from weerbaar.confidential.cases.actions.answering import claim, hand_over
from weerbaar.confidential.cases.actions.closing import (
    close,
    hold,
    lift_hold,
    refuse_erasure,
    reopen,
    reopen_as_client,
)
from weerbaar.confidential.cases.actions.ending import Held, erase, shut_out_client, sweep_files
from weerbaar.confidential.cases.actions.feedback import AlreadyGiven, give_feedback
from weerbaar.confidential.cases.actions.first_contact import FirstContact, seal_case, store_case, summary_of
from weerbaar.confidential.cases.actions.looking import look_into
from weerbaar.confidential.cases.actions.merging import Facts, TheSame, merge
from weerbaar.confidential.cases.actions.moving import move
from weerbaar.confidential.cases.actions.recovery import (
    AskedAlready,
    CannotHelp,
    MayNotAgree,
    Outcome,
    OutOfReach,
    RequestOver,
    agree,
    ask_custodians,
    end_requests,
    look_for_orphans,
    refuse,
)
from weerbaar.confidential.cases.actions.recusal import NobodyElse, recuse
from weerbaar.confidential.cases.actions.retaining import Ended, end_terms, keep_longer, keep_longer_as_client
from weerbaar.confidential.cases.actions.steps import HasLeft, MayNotRead, NotYours
from weerbaar.confidential.cases.actions.taking_over import HandedOver, give_back, go_on_leave
from weerbaar.confidential.cases.actions.telling import QUIET, tell
from weerbaar.confidential.cases.actions.thread import answer, note, write_as_client
from weerbaar.confidential.cases.files import kept
from weerbaar.confidential.cases.rules import IllegalMove

__all__ = [
    "QUIET",
    "AlreadyGiven",
    "AskedAlready",
    "CannotHelp",
    "Ended",
    "Facts",
    "FirstContact",
    "HandedOver",
    "HasLeft",
    "Held",
    "IllegalMove",
    "MayNotAgree",
    "MayNotRead",
    "NobodyElse",
    "NotYours",
    "OutOfReach",
    "Outcome",
    "RequestOver",
    "TheSame",
    "agree",
    "answer",
    "ask_custodians",
    "claim",
    "close",
    "end_requests",
    "end_terms",
    "erase",
    "give_back",
    "give_feedback",
    "go_on_leave",
    "hand_over",
    "hold",
    "keep_longer",
    "keep_longer_as_client",
    "kept",
    "lift_hold",
    "look_for_orphans",
    "look_into",
    "merge",
    "move",
    "note",
    "recuse",
    "refuse",
    "refuse_erasure",
    "reopen",
    "reopen_as_client",
    "seal_case",
    "shut_out_client",
    "store_case",
    "summary_of",
    "sweep_files",
    "tell",
    "write_as_client",
]
