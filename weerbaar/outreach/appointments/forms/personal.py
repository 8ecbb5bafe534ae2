"""What the personal page asks. Whoever holds the link fills it in, without an account."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, Lines, StrictForm, Text
from weerbaar.foundation.ui.times import Day
from weerbaar.outreach.appointments.actions.booking import Guest, Where
from weerbaar.outreach.appointments.models import Form
from weerbaar.outreach.campaign.models import Office

MOST_COLLEAGUES = 10
_BETWEEN = re.compile(r"[\s,;]+")


class MailAddress(forms.EmailField):
    """A mail address on one line, at most as long as the column."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 254} | options)


class CodeForm(StrictForm):
    """The code in a letter."""

    code = Line(
        label=_("Uw code"),
        max_length=40,
        help_text=_("De code staat in onze brief, bijvoorbeeld 4F7\u2011K2M\u20119QX."),
    )


class WhereForm(StrictForm):
    """On the spot or by video."""

    form = forms.ChoiceField(
        label=_("Hoe wilt u praten?"), choices=Form.choices, widget=forms.RadioSelect, initial=Form.VISIT
    )
    place = Line(
        label=_("Waar?"),
        required=False,
        max_length=200,
        help_text=_("Adres en kamer. Leeg: bij u op het gemeentehuis of provinciehuis."),
    )

    @property
    def where(self) -> Where:
        """What was chosen."""
        return Where(form=Form(self.cleaned_data["form"]), place=self.cleaned_data["place"])


class ColleaguesForm(StrictForm):
    """Who else comes."""

    colleagues = Lines(
        label=_("Wie komt er nog meer?"), required=False, max_length=2000,
        help_text=_("E-mailadressen, elk op een regel. Zij krijgen ook een uitnodiging."),
    )  # fmt: skip

    def clean_colleagues(self) -> list[Guest]:
        """Will return who to invite; says which line is no address, and how many are too many."""
        typed = [part for part in _BETWEEN.split(self.cleaned_data["colleagues"]) if part]
        if len(typed) > MOST_COLLEAGUES:
            raise ValidationError(_("Dat zijn er meer dan tien. Bel ons even."))
        for one in typed:
            try:
                validate_email(one)
            except ValidationError:
                raise ValidationError(_("Dit is geen e-mailadres: %(typed)s"), params={"typed": one[:100]}) from None
        return [Guest(email=one) for one in typed]


class BookForm(WhereForm, ColleaguesForm):
    """A time, who picks it, where, and who else comes."""

    field_order = ("moment", "name", "email", "form", "place", "colleagues")

    moment = Line(max_length=60, error_messages={"required": _("Kies een tijd.")})
    name = Line(label=_("Uw naam"), max_length=120, error_messages={"required": _("Vul uw naam in.")})
    email = MailAddress(
        label=_("Uw e-mailadres"), help_text=_("Hier sturen we de uitnodiging voor uw agenda heen."),
        error_messages={"required": _("Vul uw e-mailadres in.")},
    )  # fmt: skip

    @property
    def guests(self) -> list[Guest]:
        """Will return everybody to invite, whoever picks first."""
        first = Guest(email=self.cleaned_data["email"], name=self.cleaned_data["name"])
        return [first, *self.cleaned_data["colleagues"]]


class MomentForm(StrictForm):
    """Another time."""

    moment = Line(max_length=60, error_messages={"required": _("Kies een tijd.")})


class DaysForm(StrictForm):
    """Other days than those offered."""

    text = Text(label=_("Welke dagen en tijden passen wel?"), max_length=1000)


class HandForm(StrictForm):
    """Who arranges it instead."""

    name = Line(
        label=_("Naam van uw collega"), max_length=120,
        error_messages={"required": _("Vul de naam van uw collega in.")},
    )  # fmt: skip
    email = MailAddress(
        label=_("E-mailadres van uw collega"), error_messages={"required": _("Vul het e-mailadres van uw collega in.")}
    )
    office = forms.ChoiceField(label=_("Functie"), choices=Office.choices, initial=Office.OTHER)


class CancelForm(StrictForm):
    """Why it does not take place."""

    reason = Line(label=_("Waarom?"), required=False, max_length=300, help_text=_("Schrijf hier niets vertrouwelijks."))


class ComingForm(StrictForm):
    """Whether somebody who is invited comes."""

    coming = forms.ChoiceField(
        label=_("Komt u?"),
        choices=[("ja", _("Ja, ik kom")), ("nee", _("Nee, ik kan niet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van beide.")},
    )


class NotNowForm(StrictForm):
    """Not now, or not at all."""

    until = Day(
        label=_("Vanaf welke dag mogen we het weer vragen?"), required=False,
        help_text=_("Laat dit leeg als u helemaal geen gesprek wilt."),
    )  # fmt: skip
    reason = Line(label=_("Wilt u er iets bij zeggen?"), required=False, max_length=300)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        """Will return the day, which is still to come."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and (until <= self.today or until.year > self.today.year + 4):
            raise ValidationError(_("Kies een dag die nog komt, binnen vier jaar."))
        return until
