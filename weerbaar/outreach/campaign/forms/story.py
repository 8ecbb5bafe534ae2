"""What happened in words, what was promised, files, who arranges it and whose it is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.ui.message_form import FilesField
from weerbaar.foundation.ui.strict import Line, StrictForm, Text
from weerbaar.outreach.campaign import names
from weerbaar.outreach.campaign.forms.days import Day
from weerbaar.outreach.campaign.models import Contact, Moment, Payer

_BY_HAND = [Moment.Kind.NOTE, Moment.Kind.CALL, Moment.Kind.MAIL, Moment.Kind.LETTER, Moment.Kind.ANSWER]
_DISCLOSED = _("Dit kan openbaar worden (Woo). Schrijf geen privénummers en geen oordeel over iemand.")


class ContactChoice(StrictForm):
    """A form in which one of the contacts of an organisation can be chosen, or nobody."""

    def __init__(self, *args: Any, people: Iterable[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        labels = [(key, f"{names.full_name(one)}, {one.get_office_display()}") for key, one in self.people.items()]
        self.set_choices("wie", [("", _("Niemand")), *labels])

    @property
    def contact(self) -> Contact | None:
        """Who was chosen."""
        return self.people.get(self.cleaned_data["wie"])


class MomentForm(ContactChoice):
    """One thing that happened: a note, a call, or a mail that is filed by hand."""

    soort = forms.ChoiceField(label=_("Wat is het?"), choices=[(kind.value, kind.label) for kind in _BY_HAND])
    tekst = Text(label=_("Wat gebeurde er?"), max_length=8000, help_text=_DISCLOSED)
    wie = forms.ChoiceField(label=_("Met wie?"), required=False)


class ArrangerForm(ContactChoice):
    """Who really arranges things there."""

    wie = forms.ChoiceField(label=_("Wie regelt het?"), required=False)


class OwnerForm(StrictForm):
    """Which colleague an organisation is of."""

    wie = forms.ChoiceField(label=_("Van wie is deze organisatie?"), required=False)

    def __init__(self, *args: Any, owners: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in owners}
        self.set_choices("wie", [("", _("Nog niemand")), *((key, one.name) for key, one in self.people.items())])

    @property
    def owner(self) -> Account | None:
        """Who was chosen."""
        return self.people.get(self.cleaned_data["wie"])


class PromiseForm(StrictForm):
    """What one side will do, and by when."""

    tekst = Line(label=_("Wat is toegezegd?"), max_length=300)
    kant = forms.ChoiceField(label=_("Door wie?"), choices=[(Payer.TEAM, _("wij")), (Payer.ORGANISATION, _("zij"))])
    voor = Day(label=_("Voor welke dag?"), required=False)


class DocumentsForm(StrictForm):
    """Files to keep with an organisation."""

    bestanden = FilesField(label=_("Bestanden"), help_text=_("Hoogstens tien tegelijk, elk tot 25 MB."))
