"""Wiring: the rooms in the left rail of staff pages, in order."""

from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.navigation import Entry

NAVIGATION: list[Entry] = [
    Entry(_("Mijn werk"), "work", Permission.SEE_OWN_WORK),
    Entry(_("Dienst"), "duty_desk", Permission.SEE_DUTY_DESK),
    Entry(_("Afgesloten"), "closed_cases", Permission.OPEN_CASE),
    Entry(_("Zoeken"), "search_cases", Permission.OPEN_CASE),
    Entry(_("Zonder helper"), "cases_without_helper", Permission.SEE_WORKLOAD),
    Entry(_("Organisaties"), "tour", Permission.SEE_TOUR, group=_("Tour")),
    Entry(_("Voortgang"), "tour_progress", Permission.SEE_TOUR_PROGRESS, group=_("Tour")),
    Entry(_("Brieven"), "mailings", Permission.SEE_TOUR, group=_("Tour")),
    Entry(_("Afspraken"), "appointments", Permission.SEE_TOUR, group=_("Tour")),
    Entry(_("Bijeenkomsten"), "gatherings", Permission.SEE_TOUR, group=_("Tour")),
    Entry(_("Uitvraag"), "surveys", Permission.SEE_TOUR, group=_("Tour")),
    Entry(_("Netwerk"), "network", Permission.SEE_NETWORK, group=_("Team")),
    Entry(_("Begeleiders"), "facilitators", Permission.SEE_TOUR, group=_("Team")),
    Entry(_("Mijn banden"), "ties", Permission.SEE_DUTY_DESK, group=_("Team")),
    Entry(_("Verlof"), "leave", Permission.HAND_OVER_CASE, group=_("Team")),
    Entry(_("Accounts"), "accounts", Permission.MANAGE_ACCOUNTS, group=_("Beheer")),
    Entry(_("Rollen"), "roles", Permission.MANAGE_ACCOUNTS, group=_("Beheer")),
    Entry(_("Mijn agenda"), "own_agenda", Permission.OWN_ACCOUNT, group=_("U")),
    Entry(_("Mijn account"), "own_account", Permission.OWN_ACCOUNT, group=_("U")),
]
