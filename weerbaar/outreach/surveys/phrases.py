"""Wording that more than one page or mail uses."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from weerbaar.outreach.campaign.models import Office

# How the team calls the questionnaires of the release.
NAMES = {"uitvraag": "Uitvraag", "evaluatie": "Evaluatie"}

# How it is with a protocol, in the words of the team.
STATES = {
    "used": "in gebruik",
    "fell_asleep": "in slaap gevallen",
    "asleep": "ligt in de la",
    "none": "is er niet",
    "different": "verschilt",
    "unknown": "niet bekend",
}

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


@dataclass(frozen=True)
class MailWords:
    """A mail about a survey, and what the story of the organisation says of it."""

    subject: str
    body: str
    told: str


# Subject, what the mail says, and what the story of the organisation says of it.
_ABOUT_AGREEMENTS = {
    "invitation": (
        "Zijn er afspraken over agressie?",
        """Wij vragen alle gemeenten en provincies of er afspraken zijn over agressie en bedreiging.
Het kost u ongeveer {minutes} minuten.""",
    ),
    "reminder": (
        "Herinnering: zijn er afspraken over agressie?",
        """Wij vroegen u eerder of er afspraken zijn over agressie en bedreiging.
Wij hebben nog geen antwoord van uw organisatie. Was u al begonnen? Dan staat alles er nog.""",
    ),
    "again": (
        "Klopt het nog: uw afspraken over agressie?",
        """U vertelde ons dat uw agressieprotocol wordt gebruikt.
De laatste oefening, of uw antwoord, is nu meer dan twee jaar oud.
Kijkt u of het nog klopt? Uw antwoorden staan er nog.""",
    ),
}
_ABOUT_ANYTHING = {
    "invitation": (
        "{survey}",
        """Wij hebben een paar vragen aan u: {survey}.
Het kost u ongeveer {minutes} minuten.""",
    ),
    "reminder": (
        "Herinnering: {survey}",
        """Wij stuurden u eerder een paar vragen: {survey}.
Wij hebben nog geen antwoord van uw organisatie. Was u al begonnen? Dan staat alles er nog.""",
    ),
    "again": ("Klopt het nog: {survey}", "Kijkt u of uw antwoorden nog kloppen? Ze staan er nog."),
}
_TOLD = {"invitation": "uitnodiging", "reminder": "herinnering {number}", "again": "opnieuw gevraagd, mail"}

_KEPT_BACK = {
    "answered": "Er kwam intussen antwoord.",
    "elsewhere": "Wij hebben intussen een ander mailadres.",
}


def told_kept_back(*, survey: str, kind: str, number: int, reason: str) -> str:
    """Will return what the story says of a mail that did not go after all. Of a pause it says no more than of any other."""
    why = _KEPT_BACK.get(reason, "Wij vragen nu niets.")
    return f"{survey}: {_TOLD[kind].format(number=number)} ging toch niet uit. {why}"


def mail_about(
    *, questionnaire: str, kind: str, number: int, office: Office, organisation: str, survey: str, minutes: int, closes_on: date,
    address: str, code: str, code_address: str, number_to_call: str,
) -> MailWords:  # fmt: skip
    """Will return a mail to an office, in Dutch: it is written so that it harms nobody when it is disclosed."""
    subject, what = (_ABOUT_AGREEMENTS if questionnaire == "uitvraag" else _ABOUT_ANYTHING)[kind]
    with override("nl"):
        until = date_format(closes_on, "j F Y")
        label = str(office.label)
    greeting = f"Beste {label}" if office != Office.OTHER else "Geachte heer, mevrouw"
    body = f"""{greeting} van {organisation},

{what.format(minutes=minutes, survey=survey)}

Vul het in via deze link:
{address}

Of ga naar {code_address} en typ deze code: {code}

U kunt tussendoor stoppen en later verdergaan, ook op een ander apparaat. Dat kan tot en met {until}.
Weet een collega het beter? Stuur deze mail dan door. U mag allebei antwoorden.

Vragen? Bel {number_to_call}.

Met vriendelijke groet,
Ondersteuningsteam Weerbaar Bestuur
"""
    told = f"{survey}: {_TOLD[kind].format(number=number)} gestuurd aan: {label}."
    return MailWords(subject.format(survey=survey), body, told)
