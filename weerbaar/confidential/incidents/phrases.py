"""Wording that is used in more than one place."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

STILL_TO_COME = _("Deze dag moet nog komen. Kijk de datum nog eens na.")
MOMENT_STILL_TO_COME = _("Dit tijdstip moet nog komen. Kijk de tijd nog eens na.")
TOO_LONG_AGO = _("Wij rekenen met jaren vanaf 1980. Kijk het jaar nog eens na.")
NO_SUCH_HOUR = _("Dit tijdstip bestaat niet: in die nacht ging de klok van 02.00 naar 03.00 uur.")
KNOWN_BEFORE = _("Iemand kan het niet eerder weten dan het gebeurde. Kijk de datums nog eens na.")
TOO_MANY_PICKED = _("Kies hoogstens 500 berichten voor een gebeurtenis.")
NO_FILE = _("Kies een bestand, of plak een link of tekst.")

TOUCHES = {
    "evidence.received": _("binnengekomen en verzegeld"),
    "evidence.linked": _("aan een gebeurtenis gekoppeld"),
    "evidence.read": _("berichten gelezen"),
    "evidence.not_read": _("kon niet worden gelezen"),
    "evidence.looked": _("bekeken"),
    "evidence.downloaded": _("origineel gedownload"),
    "evidence.picked": _("berichten gekozen"),
    "evidence.stamped": _("tijdstempel van een ander gekregen"),
    "evidence.exported": _("meegegeven in een dossier"),
}
"""What can be done with an original, by its name in the audit trail."""
CLIENT = _("de cliënt")
SYSTEM = _("de beheerder, als bestand ingelezen")


def mail_subject() -> str:
    """Will return a subject that says nothing."""
    with override("nl"):
        return gettext("Er wacht iets")


def mail_body(site_url: str) -> str:
    """Will return a reminder that says where to look and not at what; it could lie open on any kitchen table."""
    with override("nl"):
        return gettext("Er wacht iets op u.\n\nU vindt het hier: %(url)s\n") % {"url": f"{site_url}/mijn-werk/"}


MEDIA = {"image": _("Foto"), "audio": _("Geluid"), "video": _("Video")}
"""What a file is that is not read but looked at or listened to, by the first half of its media type."""
