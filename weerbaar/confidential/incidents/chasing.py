"""Where is my report? When to ask, and when somebody else has to ask. Dates only, no database.

The sources say that reports without a visible result disappoint, and that each unit and parket has a contact officer for
the national agreements (ELA, 2010). They name no term for an answer: the weeks and the number below are our own choice.
"""

from datetime import datetime, timedelta

ASK_AFTER = timedelta(weeks=2)
ASK_AGAIN_AFTER = timedelta(weeks=2)
ASKED_ENOUGH = 2
"""After so many times without an answer the contact officer of the ELA gets a letter."""
OUR_CHOICE = "Deze termijnen zijn onze eigen keuze. De landelijke afspraken noemen geen termijn voor een antwoord."


def first_asked_at(made_at: datetime) -> datetime:
    """Will return when to ask for the first time what became of a report."""
    return made_at + ASK_AFTER


def asked_again_at(asked_at: datetime) -> datetime:
    """Will return when to ask once more."""
    return asked_at + ASK_AGAIN_AFTER


def is_to_escalate(times_asked: int) -> bool:
    """Whether asking at the station was tried often enough."""
    return times_asked >= ASKED_ENOUGH
