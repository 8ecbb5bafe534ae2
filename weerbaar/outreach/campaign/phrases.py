"""Words that pages of the Tour share."""

from django.utils.translation import gettext_lazy as _

SAID = {
    "stap": _("De stap is vastgelegd"),
    "terug": _("De stap is teruggenomen"),
    "niet-terug": _("Deze stap kan niet worden teruggenomen: er kwam een andere na"),
    "niet-hier-terug": _("Deze stap kan niet hier worden teruggenomen. Bij de stap staat waar u dit verandert"),
    "wensen": _("De wensen zijn bewaard"),
    "verhaal": _("Opgeschreven"),
    "toezegging": _("De toezegging staat erbij"),
    "gedaan": _("De toezegging is gedaan"),
    "stuk": _("De stukken zijn bewaard"),
    "stuk-weg": _("Het stuk is weg"),
    "contact": _("De contactpersoon is bewaard"),
    "weg": _("Vastgelegd dat deze persoon weg is"),
    "verhuisd": _("Deze persoon staat nu bij de andere organisatie"),
    "nagekeken": _("Nagekeken"),
    "al-nagekeken": _("Een collega keek dit al na"),
    "gewist": _("Deze persoon is gewist"),
    "regelt": _("Vastgelegd wie het regelt"),
    "van": _("Vastgelegd van wie deze organisatie is"),
    "link": _("De link werkt niet meer"),
    "gebeld": _("Het telefoontje is vastgelegd"),
}

BATCHES = {
    "mailing": _("Brieven verstuurd"),
    "offered": _("Aangeboden"),
    "wanted": _("Wil dit graag"),
    "declined": _("Wil dit niet"),
    "later": _("Later"),
    "owner": _("Aan een collega gegeven"),
    "pause": _("Even niets gevraagd"),
}
