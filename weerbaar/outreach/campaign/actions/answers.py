"""That an organisation answered: rooms above say so, whatever the answer was."""

from datetime import date

from weerbaar.outreach.campaign.models import Participation


def note_answer(*, participation: Participation, on: date) -> None:
    """Will keep the first day on which an organisation answered, inside the caller's transaction."""
    Participation.objects.filter(pk=participation.pk, answered_on=None).update(answered_on=on)
