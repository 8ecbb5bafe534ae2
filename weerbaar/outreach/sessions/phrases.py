"""Wording that more than one page, mail or paper says."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


def in_dutch() -> AbstractContextManager[None]:
    """Will have what is done inside speak Dutch: whoever reads a page in English causes Dutch mail, paper and story."""
    return translation.override(settings.LANGUAGE_CODE)


SIGNED = _("Met vriendelijke groet,\nhet ondersteuningsteam")
TERMS = (
    _("Wij beginnen pas als u deze offerte hebt aangenomen."),
    _("Verplaatsen kan zonder kosten tot vijf werkdagen van tevoren."),
    _("Bij afzeggen binnen vijf werkdagen betaalt u de helft van het honorarium."),
    _("Wat deelnemers vertellen blijft in de zaal. U krijgt geen verslag op naam."),
    _("U betaalt binnen dertig dagen na de factuur, die na afloop komt."),
)


def too_soon(seconds: int) -> str:
    """Will ask for patience after wrong codes."""
    return ngettext(
        "Wacht %(seconds)d seconde en probeer het dan opnieuw.", "Wacht %(seconds)d seconden en probeer het dan opnieuw.", seconds
    ) % {"seconds": seconds}  # fmt: skip


SAID = {
    "wensen": _("Wensen en aantallen zijn bewaard."),
    "moment": _("Datum en plaats zijn bewaard."),
    "aantallen": _("De aantallen zijn bewaard."),
    "contact": _("Het contact is bewaard."),
    "niet-gehouden": _("Vastgelegd: dit is nog niet gehouden. Niemand kreeg hier mail over."),
    "training": _("De training is aangeboden. Dat staat nu bij de organisatie."),
    "geen-training": _("Er was niemand om de training nu aan te bieden."),
}
"""What a page says that was done, by the word in its address."""

OVER = _("Dit is al geweest of afgezegd. Er is niets veranderd.")
