"""Who somebody is, when they leave, and where they go."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, Phone, StrictForm
from weerbaar.outreach.campaign.actions.contacts import ContactFacts
from weerbaar.outreach.campaign.forms.days import Day
from weerbaar.outreach.campaign.models import Contact, FormOfAddress, Office


class Mail(Line):
    """A mail address on one line."""

    default_validators = forms.EmailField.default_validators
    widget = forms.EmailInput


class ContactForm(StrictForm):
    """Somebody in an office."""

    functie = forms.ChoiceField(label=_("In welke functie?"), choices=Office.choices)
    aanspreekvorm = forms.ChoiceField(
        label=_("Aanspreekvorm"), choices=FormOfAddress.choices, initial=FormOfAddress.NONE
    )
    voorletters = Line(label=_("Voorletters"), max_length=20, required=False)
    voornaam = Line(label=_("Voornaam"), max_length=60, required=False)
    tussenvoegsel = Line(label=_("Tussenvoegsel"), max_length=20, required=False)
    achternaam = Line(label=_("Achternaam"), max_length=100)
    omschrijving = Line(label=_("Hoe heet de functie daar?"), max_length=120, required=False)
    mail = Mail(label=_("Mailadres van het werk"), max_length=254, required=False)
    telefoon = Phone(label=_("Telefoon van het werk"), max_length=30, required=False)
    vanaf = Day(label=_("In functie sinds"), required=False)
    tot = Day(label=_("Vertrokken op"), required=False)

    def clean(self) -> dict[str, Any]:
        """Will see to it that nobody leaves before they came."""
        told = super().clean() or {}
        if told.get("vanaf") and told.get("tot") and told["tot"] < told["vanaf"]:
            self.add_error("tot", ValidationError(_("Deze dag ligt voor de dag waarop iemand begon.")))
        return told

    @property
    def facts(self) -> ContactFacts:
        """What was told."""
        told = self.cleaned_data
        return ContactFacts(
            office=Office(told["functie"]), form_of_address=FormOfAddress(told["aanspreekvorm"]), initials=told["voorletters"],
            first_name=told["voornaam"], infix=told["tussenvoegsel"], surname=told["achternaam"], function=told["omschrijving"],
            email=told["mail"], phone=told["telefoon"], from_on=told["vanaf"], until_on=told["tot"],
        )  # fmt: skip


def told_of(contact: Contact) -> dict[str, Any]:
    """Will return what the form shows of somebody we know."""
    return {
        "functie": contact.office, "aanspreekvorm": contact.form_of_address, "voorletters": contact.initials,
        "voornaam": contact.first_name, "tussenvoegsel": contact.infix, "achternaam": contact.surname,
        "omschrijving": contact.function, "mail": contact.email, "telefoon": contact.phone, "vanaf": contact.from_on,
        "tot": contact.until_on,
    }  # fmt: skip


class EndForm(StrictForm):
    """The day somebody left."""

    dag = Day(label=_("Vanaf welke dag is deze persoon weg?"))


class MoveForm(StrictForm):
    """Where somebody goes on, and as what."""

    naar = forms.ChoiceField(label=_("Naar welke organisatie?"))
    functie = forms.ChoiceField(label=_("In welke functie?"), choices=Office.choices)
    dag = Day(label=_("Vanaf welke dag?"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("naar", [("", _("Kies een organisatie")), *organisations])


class ConfirmForm(StrictForm):
    """What a change of holder means."""

    wat = forms.ChoiceField(
        label=_("Wat is er gebeurd?"), widget=forms.RadioSelect,
        choices=[("opvolger", _("Er is een opvolger, of de functie is leeg: wie eerst kwam is weg")), ("beiden", _("Er is niemand weg"))],
    )  # fmt: skip
    links = forms.BooleanField(
        label=_("Laat de links vervallen die in brieven en mails van eerder staan"), required=False,
        help_text=_("Doe dit als wie vertrok de brief nog heeft. De opvolger krijgt met de volgende brief een nieuwe link."),
    )  # fmt: skip


class ForgetForm(StrictForm):
    """Removing somebody for good."""

    verhaal = forms.BooleanField(
        label=_("Wis ook wat is opgeschreven over gesprekken met deze persoon"), required=False
    )
