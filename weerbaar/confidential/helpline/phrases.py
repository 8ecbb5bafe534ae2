"""Wording that is used in more than one place."""

from django.utils.translation import gettext_lazy as _

UNKNOWN_WORDS = _(
    "Met deze woorden vinden wij niets. Kijk of het er zeven zijn en of elk woord klopt. "
    "Lukt het niet, bel ons dan: u hoeft niet te zeggen wie u bent."
)

ALREADY_RECEIVED = _(
    "Dit bericht hebben wij al ontvangen. Uw tekst staat er nog. "
    "Hebt u de zeven woorden niet gezien, verstuur het dan nog een keer: u krijgt dan nieuwe woorden."
)
NOBODY_LEFT = _("Met deze wensen blijft er niemand over die uw bericht kan lezen. Laat er een weg, of bel ons.")
CANNOT_KEEP = _(
    "Wij konden uw bericht nu niet bewaren. Dit ligt niet aan u. Uw tekst staat er nog. "
    "Probeer het over een paar minuten opnieuw, of bel ons."
)
NOT_A_PROOF = _(
    "Dit bewijs klopt niet. Misschien is er een stukje weggevallen: kopieer alles, van de eerste tot de laatste regel. "
    "Anders is het veranderd, of niet van ons."
)
NO_PAPER = _("Het papier is nu niet te maken. De tekst zelf is genoeg: bewaar die.")
PAGE_TOO_OLD = _("Deze pagina stond te lang open. Er is niets verstuurd. Uw tekst staat er nog: verstuur het opnieuw.")
