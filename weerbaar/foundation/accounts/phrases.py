"""Wording that more than one place needs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from weerbaar.foundation.accounts.roles import Permission

INVITATION_SUBJECT = _("Uw account voor Overleg")
INVITATION_BODY = _(
    "Beste %(name)s,\n\n"
    "Er staat een account voor u klaar. Met deze link maakt u het zelf af:\n\n"
    "%(link)s\n\n"
    "De link werkt één keer, tot en met %(until)s. U hebt ongeveer tien minuten nodig, en uw telefoon.\n\n"
    "Verwachtte u deze mail niet? Dan hoeft u niets te doen.\n"
)

PERMISSIONS = {
    Permission.OWN_ACCOUNT: _("Eigen account beheren"),
    Permission.SEE_OWN_WORK: _("Mijn werk vandaag"),
    Permission.SEE_WORKLOAD: _("Zien hoeveel er wacht, zonder de zaken"),
    Permission.SEE_DUTY_DESK: _("Dienst: zien wat er wacht"),
    Permission.OPEN_CASE: _("Zaken openen waarvan een sleutel is gegeven"),
    Permission.WRITE_IN_CASE: _("In die zaken schrijven"),
    Permission.HAND_OVER_CASE: _("Een zaak overdragen"),
    Permission.SEE_NETWORK: _("Zien wie er bij het team hoort"),
    Permission.MANAGE_NETWORK: _("Bijhouden wie er bij het team hoort"),
    Permission.SEE_TOUR: _("De Tour zien"),
    Permission.CHANGE_TOUR: _("De Tour bijwerken"),
    Permission.SEND_TOUR_POST: _("Brieven en mails van de Tour versturen"),
    Permission.SEE_TOUR_PROGRESS: _("De voortgang van de Tour zien"),
    Permission.MANAGE_SURVEYS: _("Vragenlijsten maken"),
    Permission.MANAGE_ACCOUNTS: _("Accounts beheren"),
}


def still_holds(number: int) -> str:
    """Will return why someone cannot lose the last role that opens cases."""
    return ngettext(
        "Deze collega heeft nog %(number)s zaak. Laat haar eerst overdragen.",
        "Deze collega heeft nog %(number)s zaken. Laat ze eerst overdragen.",
        number,
    ) % {"number": number}
