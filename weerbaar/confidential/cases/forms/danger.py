from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.actions.danger import Answer, HandedOver
from weerbaar.foundation.ui.strict import Line, StrictForm


class LookAgainForm(StrictForm):
    """What a second look found, and to whom the danger was handed over."""

    over = forms.ChoiceField(
        label=_("Is het gevaar voorbij?"),
        choices=[
            (Answer.NO.value, _("Ja, er is nu geen direct gevaar")),
            (Answer.YES.value, _("Nee, er is nog gevaar")),
            (Answer.UNKNOWN.value, _("Dat weet ik niet, ik kreeg nog niemand te pakken")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Zeg of het gevaar voorbij is.")},
    )
    to = forms.ChoiceField(
        label=_("Aan wie gaf u het door?"),
        choices=[
            ("", _("Nog aan niemand")),
            ("112", _("112")),
            ("police", _("Politie in de buurt, of een vaste contactpersoon")),
            ("other", _("Iemand anders")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    when = Line(label=_("Wanneer?"), max_length=80, required=False, help_text=_("Bijvoorbeeld: vandaag om 14.20 uur."))
    reference = Line(
        label=_("Naam of nummer"),
        max_length=200,
        required=False,
        help_text=_("Met wie u sprak, of het nummer dat u kreeg."),
    )

    def clean(self) -> dict[str, Any]:
        """Will return what was filled in; a moment or a number goes with someone."""
        facts = self.cleaned_data
        if (facts.get("when") or facts.get("reference")) and not facts.get("to"):
            self.add_error("to", _("Zeg ook aan wie u het doorgaf."))
        return facts

    def handed_over(self) -> HandedOver | None:
        """Will return the record of the hand-over, or None when there was none."""
        facts = self.cleaned_data
        return HandedOver(facts["to"], facts["when"], facts["reference"]) if facts["to"] else None
