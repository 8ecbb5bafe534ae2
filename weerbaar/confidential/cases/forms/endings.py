from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.ui.message_form import MOST_CHARACTERS
from weerbaar.foundation.ui.strict import StrictForm, Text


class CloseForm(StrictForm):
    """How the help ended, with a last word to the client and one to the team."""

    outcome = forms.ChoiceField(
        label=_("Hoe eindigde het?"),
        choices=Case.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het eindigde.")},
    )
    message = Text(label=_("Laatste bericht aan de cliënt"), max_length=MOST_CHARACTERS, required=False)
    note = Text(label=_("Laatste notitie voor collega's"), max_length=MOST_CHARACTERS, required=False)


class HoldForm(StrictForm):
    """Why a case must be kept, or must not be kept any longer."""

    reason = Text(
        label=_("Waarom?"),
        max_length=MOST_CHARACTERS,
        error_messages={"required": _("Schrijf waarom. Uw collega moet dit later kunnen begrijpen.")},
    )
