"""Where a letter to one organisation is set ready."""

from urllib.parse import urlencode

from django.urls import reverse

from weerbaar.outreach.campaign.models import Participation

FOR_ONE = "voor"
"""In the address of a new mailing: the code of the one organisation that it is for."""


def letter_to(participation: Participation) -> str:
    """Will return where the invitation to this organisation is looked at and set ready."""
    asked = {FOR_ONE: participation.organisation_id, "ronde": participation.round_id}
    return f"{reverse('new_mailing')}?{urlencode(asked)}"
