"""Wording that more than one page uses."""

from collections.abc import Container

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

OUTCOMES: dict[str, tuple[str, Promise, Promise]] = {
    "gelukt": ("done", _("De afspraak staat"), _("U krijgt een uitnodiging voor uw agenda per mail.")),
    "bezet": ("soon", _("Deze tijd is net vergeven"), _("Er is niets veranderd. Kies een van de tijden hieronder.")),
    "al": ("soon", _("Er is al een afspraak"), _("U ziet haar hieronder, en u kunt haar verzetten.")),
    "dagen": ("done", _("Wij zoeken een tijd die past"), _("U hoort van ons. U hoeft niets meer te doen.")),
    "doorgegeven": (
        "done",
        _("Doorgegeven aan uw collega"),
        _("Uw collega krijgt een mail. U blijft hier zien hoe het gaat."),
    ),
    "handen": (
        "soon",
        _("Dit is al vaak doorgegeven"),
        _("Er is niets veranderd. Bel ons even, dan regelen we het samen."),
    ),
    "nietnu": ("done", _("Dat is genoteerd"), _("Bedenkt u zich? Kies dan gewoon een tijd op deze pagina.")),
    "erbij": ("done", _("Uw collega's zijn uitgenodigd"), _("Zij krijgen de uitnodiging per mail.")),
    "teveel": ("soon", _("Dat zijn te veel mensen"), _("Er is niemand uitgenodigd. Bel ons even.")),
    "plek": ("done", _("De plek is veranderd"), _("Iedereen krijgt de afspraak opnieuw.")),
    "verzet": ("done", _("De afspraak is verzet"), _("Iedereen krijgt de nieuwe tijd per mail.")),
    "afgezegd": (
        "done",
        _("De afspraak is afgezegd"),
        _("Iedereen krijgt bericht. Een andere tijd kiezen kan hieronder."),
    ),
    "gauw": ("soon", _("De afspraak is al heel gauw"), _("Er is niets veranderd. Bel ons even.")),
    "geweest": ("info", _("Het gesprek is geweest"), _("Er is niets veranderd.")),
    "weg": ("soon", _("Er is geen afspraak meer"), _("Iemand heeft haar net afgezegd of veranderd.")),
}
"""What the personal page says after something was sent, by the word in its address."""


def outcome(words: Container[str]) -> tuple[str, Promise, Promise] | None:
    """Will return what to say for the word in an address; None when there is none."""
    return next((said for word, said in OUTCOMES.items() if word in words), None)


def too_soon(seconds: int) -> str:
    """Will ask for patience after wrong codes."""
    return ngettext(
        "Wacht %(seconds)d seconde en probeer het dan opnieuw.", "Wacht %(seconds)d seconden en probeer het dan opnieuw.", seconds
    ) % {"seconds": seconds}  # fmt: skip
