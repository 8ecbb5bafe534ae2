"""Wording of this room."""

from django.utils.translation import gettext_lazy as _

FAILURES = {
    "address": _("het adres klopt niet"),
    "name": _("de site bestaat niet"),
    "private": _("het adres ligt niet op het open internet"),
    "unreachable": _("de site antwoordt niet"),
    "certificate": _("de site bewijst niet wie zij is"),
    "redirect": _("de site stuurt door naar elders"),
    "status": _("de agenda staat er niet meer"),
    "size": _("de agenda is te groot"),
    "slow": _("de site is te traag"),
    "form": _("dit is geen agenda"),
    "zone": _("een tijdzone erin kent niemand"),
    "often": _("iets erin herhaalt zich te vaak"),
}
"""Why a calendar was not read, by the word that is kept."""
