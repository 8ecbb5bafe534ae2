"""Wording that leaves the house: a mail that could lie open on any kitchen table."""

from django.utils.translation import gettext, override


def mail_subject() -> str:
    """Will return a subject that says nothing."""
    with override("nl"):
        return gettext("Er wacht iets")


def mail_body(site_url: str) -> str:
    """Will return a mail that could lie open on any kitchen table."""
    with override("nl"):
        return gettext("Er wacht iets op u.\n\nU vindt het hier: %(url)s\n") % {"url": f"{site_url}/dienst/"}
