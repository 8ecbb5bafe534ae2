"""Wording that more than one page or mail uses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from weerbaar.outreach.campaign.models import Office

# How the team calls the questionnaires of the release.
NAMES = {"uitvraag": "Uitvraag", "evaluatie": "Evaluatie"}

# Each offer in words for the organisation, and in words for the team.
OFFERS = {
    "draft_protocol": (
        _("Een voorbeeld van een agressieprotocol, om zelf aan te passen."),
        "Concept-agressieprotocol",
    ),
    "exercise": (_("Een avond oefenen met uw protocol, met een van onze trainers."), "Oefenen met het protocol"),
    "draft_code": (_("Een voorbeeld van een gedragscode, om zelf aan te passen."), "Concept-gedragscode"),
    "talk_code": (_("Een gesprek met raad of Staten over uw gedragscode."), "Gesprek over de gedragscode"),
    "session": (_("Een bijeenkomst met raad of Staten. Wij betalen die."), "Onderdeel van een brede bijeenkomst"),
    "talk": (_("Een gesprek met een van ons."), "Bellen voor een gesprek"),
}


def told_sent(*, office: Office, survey: str, is_first: bool) -> str:
    """Will return what the story of an organisation says when somebody sent answers: in Dutch, whoever reads English."""
    how = "ingevuld" if is_first else "gewijzigd"
    with override("nl"):
        return f"{survey} {how} door: {office.label}."
