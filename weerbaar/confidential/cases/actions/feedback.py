"""What a client thought of the help, kept in such a way that nobody can tell whose answers they are."""

from datetime import datetime
from secrets import SystemRandom

from django.db import transaction
from django.utils import timezone

from weerbaar.confidential.cases.actions.steps import locked, open_to_write, part_of, record_as
from weerbaar.confidential.cases.models import Case, Feedback, FeedbackGiven
from weerbaar.confidential.cases.rules import IllegalMove, State
from weerbaar.foundation.vault.keyring import Keyring


class AlreadyGiven(Exception):
    """The client of this case gave feedback before."""


@transaction.atomic
def give_feedback(*, case: Case, keyring: Keyring, heard: int, helped: int, would_return: int, at: datetime) -> None:
    """Will keep three answers from 1 to 5 with the quarter and the association, and apart from that that they were given.

    Raises `AlreadyGiven` the second time, `IllegalMove` while the case is not closed, `NotGranted` for anyone but its client.
    """
    case = locked(case, keyring)
    if case.state != State.CLOSED:
        raise IllegalMove
    if FeedbackGiven.objects.filter(case=case).exists():
        raise AlreadyGiven
    open_to_write(case, keyring, "thread")
    keyring.key_for(part_of(case.thread_id))
    FeedbackGiven.objects.create(case=case)
    # The trail says that it was given, which the row above says too, and not what. Recorded first for once: the head of the
    # trail lets one through at a time, so that two clients never shuffle the same answers.
    record_as(keyring, "case.feedback_given", case, at)
    answers = Feedback(association_id=case.association_id, quarter=quarter_of(at))
    answers.heard, answers.helped, answers.would_return = heard, helped, would_return
    _store_among_others(answers)


def quarter_of(at: datetime) -> str:
    """Will return the quarter of this moment in Amsterdam, such as «2026-Q4»."""
    day = timezone.localdate(at)
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _store_among_others(answers: Feedback) -> None:
    """Puts the row somewhere among those of its quarter and association.

    A database keeps rows in the order in which they came. Beside the trail, which knows when each client gave feedback,
    that order would tell whose answers are whose. So all of them are stored anew, in an order that chance makes.
    """
    alike = Feedback.objects.filter(association_id=answers.association_id, quarter=answers.quarter)
    rows = [*alike, answers]
    alike.delete()
    SystemRandom().shuffle(rows)
    Feedback.objects.bulk_create(rows)
