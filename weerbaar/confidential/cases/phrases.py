"""Wording that leaves the house: a mail that could lie open on any kitchen table."""

from django.utils.translation import gettext, gettext_lazy, override

DONE = {
    "gekeken": gettext_lazy("Vastgelegd dat u opnieuw keek"),
    "taak": gettext_lazy("De taak is bewaard"),
    "klaar": gettext_lazy("De taak is klaar"),
    "persoon": gettext_lazy("De gegevens zijn bewaard"),
    "weg": gettext_lazy("De gegevens zijn weg"),
    "samengevoegd": gettext_lazy("De twee zaken zijn nu een zaak"),
    "opgegaan": gettext_lazy("Het oude nummer leidt hierheen: de zaken zijn samengevoegd"),
    "termijn": gettext_lazy("De termijn is bijgewerkt"),
}
"""What a case page says after an act, by the word in its address."""


def mail_subject() -> str:
    """Will return a subject that says nothing."""
    with override("nl"):
        return gettext("Er wacht iets")


def mail_body(site_url: str) -> str:
    """Will return a mail that could lie open on any kitchen table."""
    with override("nl"):
        return gettext("Er wacht iets op u.\n\nU vindt het hier: %(url)s\n") % {"url": f"{site_url}/dienst/"}


def work_body(site_url: str) -> str:
    """Will return a reminder that says where to look, and not at what."""
    with override("nl"):
        return gettext("Er wacht iets op u.\n\nU vindt het hier: %(url)s\n") % {"url": f"{site_url}/mijn-werk/"}


def asked_subject() -> str:
    """Will return a subject for custodians that says nothing."""
    with override("nl"):
        return gettext("Er wordt u iets gevraagd")


def asked_body(site_url: str) -> str:
    """Will return where custodians answer, and not what about."""
    with override("nl"):
        return gettext("Er wordt u iets gevraagd. Dat kan 48 uur.\n\nU vindt het hier: %(url)s\n") % {
            "url": f"{site_url}/bewaarders/"
        }


def without_helper_body(site_url: str) -> str:
    """Will return a reminder that leads a coordinator to a number."""
    with override("nl"):
        return gettext("Er wacht iets op u.\n\nU vindt het hier: %(url)s\n") % {
            "url": f"{site_url}/zaken/zonder-helper/"
        }


def alarm_subject() -> str:
    """Will return a subject that says only that it cannot wait."""
    with override("nl"):
        return gettext("Er wacht iets dringends")


def alarm_body(site_url: str) -> str:
    """Will return the words of an alarm; they could lie open on any kitchen table too."""
    with override("nl"):
        return gettext("Er wacht iets dat niet kan wachten. Kijk nu.\n\nU vindt het hier: %(url)s\n") % {
            "url": f"{site_url}/mijn-werk/"
        }


def closed_cases_body(site_url: str) -> str:
    """Will return a reminder that leads to the closed cases of whoever gets it."""
    with override("nl"):
        return gettext("Er wacht iets op u.\n\nU vindt het hier: %(url)s\n") % {"url": f"{site_url}/zaken/afgesloten/"}
