"""What people say who came by a link: whoever was asked to lead, and whoever answers a quotation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.outreach.sessions.models import Answer


class AnswerForm(StrictForm):
    """Yes, no, or let us talk about it. No reason is asked for."""

    answer = forms.ChoiceField(
        label=_("Kunt u?"),
        choices=[
            (Answer.YES.value, _("Ja, ik doe het")),
            (Answer.NO.value, _("Nee, ik kan niet")),
            (Answer.OTHER.value, _("Ik wil eerst overleggen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de drie.")},
    )
    remark = Line(label=_("Wilt u er iets bij zeggen?"), max_length=300, required=False)


class CodeForm(StrictForm):
    """The code in a letter about a quotation."""

    code = Line(
        label=_("Uw code"),
        max_length=40,
        help_text=_("De code staat in onze brief, bijvoorbeeld 4F7\u2011K2M\u20119QX."),
    )


class AnswerQuotationForm(StrictForm):
    """What an organisation says to a quotation, and who says so."""

    takes = frozenset({"digest"})

    answer = forms.ChoiceField(
        label=_("Wat wilt u?"),
        choices=[("yes", _("Wij nemen de offerte aan")), ("no", _("Wij nemen de offerte niet aan"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van beide.")},
    )
    name = Line(label=_("Uw naam"), max_length=120, error_messages={"required": _("Vul uw naam in.")})
    function = Line(label=_("Uw functie"), max_length=120, error_messages={"required": _("Vul uw functie in.")})
    reason = Line(
        label=_("Waarom niet?"), max_length=300, required=False, help_text=_("Dan kunnen wij iets anders aanbieden.")
    )

    def clean(self) -> dict[str, Any]:
        """Will ask for a reason with a no: without one nothing can be done about it."""
        told = super().clean() or {}
        if told.get("answer") == "no" and not told.get("reason"):
            self.add_error("reason", _("Zeg kort waarom niet. Dan kunnen wij iets anders aanbieden."))
        return told
