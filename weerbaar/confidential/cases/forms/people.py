from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.actions.people import Told
from weerbaar.confidential.cases.safe_contact import Profile, Relation
from weerbaar.foundation.ui.strict import Line, StrictForm, Text


class SafeContactForm(StrictForm):
    """Where someone can be reached, and how that does no harm."""

    reach = Line(label=_("Nummer of adres"), max_length=200, required=False)
    when = Line(
        label=_("Wanneer is het veilig?"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: op werkdagen tot vier uur."),
    )
    way = Line(
        label=_("Op welke manier?"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: eerst een sms, dan pas bellen. Geen voicemail."),
    )
    may_say = Text(
        label=_("Wat mag u zeggen als iemand anders opneemt?"),
        max_length=1000,
        required=False,
        help_text=_("Bijvoorbeeld: dat u belt over een afspraak bij de tandarts."),
    )
    our_phrase = Line(
        label=_("Wat zegt u, zodat diegene weet dat u het bent?"),
        max_length=200,
        required=False,
    )
    their_phrase = Line(
        label=_("Wat zegt diegene terug, zodat u weet dat het veilig is?"),
        max_length=200,
        required=False,
    )

    def profile(self) -> Profile:
        """Will return how to reach them safely."""
        names = ("when", "way", "may_say", "our_phrase", "their_phrase")
        return Profile(**{name: self.cleaned_data[name] for name in names})


class PersonForm(SafeContactForm):
    """Someone around the client."""

    name = Line(
        label=_("Naam"), max_length=120, error_messages={"required": _("Vul een naam in. Een voornaam mag ook.")}
    )
    relation = forms.ChoiceField(
        label=_("Wie is dit voor de cliënt?"),
        choices=Relation.choices,
        error_messages={"required": _("Kies wie dit is voor de cliënt.")},
    )

    field_order = ("name", "relation", "reach")

    def told(self) -> Told:
        """Will return what was filled in."""
        facts = self.cleaned_data
        return Told(Relation(facts["relation"]), facts["name"], facts["reach"], self.profile())
