"""What each role may do, on one screen. A lawyer should be able to review this file."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a staff member is for. One person may hold several."""

    ADVISER = "adviser", _("vertrouwenspersoon")
    HELPER = "helper", _("collega of deskundige")
    COORDINATOR = "coordinator", _("coördinator")
    TOUR = "tour", _("medewerker van de Tour")
    EDITOR = "editor", _("redacteur")
    ANALYST = "analyst", _("onderzoeker")
    ADMINISTRATOR = "administrator", _("beheerder")


class Permission(Enum):
    """One thing that a page or an action asks for."""

    OWN_ACCOUNT = "own_account"
    SEE_OWN_WORK = "see_own_work"
    SEE_WORKLOAD = "see_workload"
    SEE_DUTY_DESK = "see_duty_desk"
    OPEN_CASE = "open_case"
    WRITE_IN_CASE = "write_in_case"
    HAND_OVER_CASE = "hand_over_case"
    SEE_NETWORK = "see_network"
    MANAGE_NETWORK = "manage_network"
    SEE_TOUR = "see_tour"
    CHANGE_TOUR = "change_tour"
    SEND_TOUR_POST = "send_tour_post"
    SEE_TOUR_PROGRESS = "see_tour_progress"
    MANAGE_SURVEYS = "manage_surveys"
    MANAGE_ACCOUNTS = "manage_accounts"


@dataclass(frozen=True)
class RoleCard:
    """A role in words for people, and in permissions for the door."""

    description: Promise
    permissions: frozenset[Permission]


_EVERYONE = frozenset({Permission.OWN_ACCOUNT})

PERMISSIONS: dict[Role, RoleCard] = {
    Role.ADVISER: RoleCard(
        _("Beantwoordt wie ons schrijft of belt, en leest alleen de zaken waarvoor een sleutel is gegeven."),
        _EVERYONE
        | {
            Permission.SEE_OWN_WORK,
            Permission.SEE_DUTY_DESK,
            Permission.OPEN_CASE,
            Permission.WRITE_IN_CASE,
            Permission.HAND_OVER_CASE,
            Permission.SEE_NETWORK,
        },
    ),
    Role.HELPER: RoleCard(
        _("Staat iemand bij als collega of deskundige, in de zaken waarin de cliënt dat goedvindt."),
        _EVERYONE | {Permission.SEE_OWN_WORK, Permission.OPEN_CASE, Permission.WRITE_IN_CASE},
    ),
    Role.COORDINATOR: RoleCard(
        _("Zorgt dat niets tussen stoelen valt: wie dienst heeft, wie er bij het team hoort, wat te lang wacht."),
        _EVERYONE
        | {
            Permission.SEE_OWN_WORK,
            Permission.SEE_WORKLOAD,
            Permission.SEE_DUTY_DESK,
            Permission.SEE_NETWORK,
            Permission.MANAGE_NETWORK,
            Permission.SEE_TOUR,
            Permission.CHANGE_TOUR,
            Permission.SEE_TOUR_PROGRESS,
        },
    ),
    Role.TOUR: RoleCard(
        _("Bereidt gemeenten en provincies voor. Ziet niets van zaken."),
        _EVERYONE
        | {
            Permission.SEE_NETWORK,
            Permission.SEE_TOUR,
            Permission.CHANGE_TOUR,
            Permission.SEND_TOUR_POST,
            Permission.SEE_TOUR_PROGRESS,
            Permission.MANAGE_SURVEYS,
        },
    ),
    Role.EDITOR: RoleCard(_("Schrijft de site en de nieuwsbrief. Ziet niets van zaken."), _EVERYONE),
    Role.ANALYST: RoleCard(
        _("Ziet cijfers waaruit niemand te herkennen is."), _EVERYONE | {Permission.SEE_TOUR_PROGRESS}
    ),
    Role.ADMINISTRATOR: RoleCard(
        _("Nodigt collega's uit en houdt het systeem gaande. Kan geen woord uit een zaak lezen."),
        _EVERYONE | {Permission.MANAGE_ACCOUNTS, Permission.SEE_NETWORK},
    ),
}


def permissions_of(roles: set[Role]) -> frozenset[Permission]:
    """Will return everything that someone with these roles may do."""
    return frozenset().union(*(PERMISSIONS[role].permissions for role in roles))
