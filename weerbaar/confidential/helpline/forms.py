from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.actions import FirstContact
from weerbaar.confidential.cases.actions.danger import Answer
from weerbaar.confidential.cases.queries import ERASED
from weerbaar.confidential.helpline import phrases
from weerbaar.foundation.audit.certificates import Certified
from weerbaar.foundation.audit.queries import check_certificate
from weerbaar.foundation.ui.message_form import MessageForm
from weerbaar.foundation.ui.strict import Line, StrictForm, Text
from weerbaar.public.authorities import queries as authorities
from weerbaar.team.network import queries as network
from weerbaar.team.network.parties import PARTIES
from weerbaar.team.network.queries import Barred


def _refuse_markup(text: str) -> None:
    if "<" in text or ">" in text:
        raise ValidationError(_("Gebruik hier geen < of >."))


def _parties() -> list[tuple[str, str]]:
    return [("", gettext("Maakt niet uit")), *((party, party) for party in PARTIES)]


class WriteForm(MessageForm):
    """The first message. The question about danger comes first; who may not read along is folded away at the end."""

    danger = forms.ChoiceField(
        label=_("Is er nu direct gevaar?"),
        choices=[("no", _("Nee")), ("yes", _("Ja"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Zeg of er nu direct gevaar is.")},
    )
    for_whom = forms.ChoiceField(
        label=_("Voor wie schrijft u?"),
        choices=[("self", _("Voor mijzelf")), ("other", _("Voor iemand anders"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Zeg voor wie u schrijft.")},
    )
    name = Line(
        label=_("Uw naam"),
        max_length=120,
        required=False,
        validators=[_refuse_markup],
        help_text=_("Een voornaam of een verzonnen naam mag ook."),
    )
    reach = Line(
        label=_("Hoe kunnen wij u veilig bereiken?"),
        max_length=200,
        required=False,
        validators=[_refuse_markup],
        help_text=_("Bijvoorbeeld een nummer, en wanneer het veilig is."),
    )
    association = forms.ChoiceField(label=_("Wie mag antwoorden?"), required=False)
    not_association = forms.MultipleChoiceField(
        label=_("Welke vereniging mag dit niet lezen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    not_party = forms.ChoiceField(label=_("Welke partij mag dit niet lezen?"), required=False, choices=_parties)
    not_authority = Line(
        label=_("Welke gemeente, provincie of welk waterschap mag dit niet lezen?"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"list": "besturen", "autocomplete": "off"}),
    )

    field_order = ("danger", "for_whom", "message", "name", "reach", "association")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Functions are asked when choices are shown or checked, so that most messages come in without a look in the database.
        self.set_choices("association", lambda: [("", gettext("Wie nu dienst heeft")), *self._associations])
        self.set_choices("not_association", lambda: self._associations)

    @cached_property
    def _associations(self) -> list[tuple[str, str]]:
        return [(found.code, found.name) for found in network.answering()]

    def clean_not_authority(self) -> str:
        """Will return the code of the public body with this name."""
        name: str = self.cleaned_data["not_authority"]
        body = authorities.authority_named(name, on=timezone.localdate()) if name else None
        if name and body is None:
            raise ValidationError(_("Wij kennen deze naam niet. Kies er een uit de lijst."))
        return body.code if body else ""

    def contact(self) -> FirstContact:
        """Will return what was written, cleaned."""
        facts = self.cleaned_data
        barred = Barred(
            associations=tuple(facts["not_association"]),
            parties=tuple(filter(None, [facts["not_party"]])),
            authorities=tuple(filter(None, [facts["not_authority"]])),
        )
        return FirstContact(
            message=facts["message"],
            danger=facts["danger"] == "yes",
            for_whom=facts["for_whom"],
            name=facts["name"],
            reach=facts["reach"],
            barred=barred,
            files=facts["files"],
        )


class ComeBackForm(StrictForm):
    """The seven words."""

    receipt = Text(
        label=_("Uw zeven woorden"),
        max_length=400,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Hoofdletters, streepjes en extra spaties maken niet uit."),
    )


class ProofForm(StrictForm):
    """A proof that all was erased, to be checked or put on paper."""

    takes = frozenset({"act"})

    certificate = Text(
        label=_("De tekst van uw bewijs"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Van «weerbaar certificate» tot en met de laatste regel. Wij bewaren niets van wat u hier plakt."),
    )

    def clean_certificate(self) -> Certified:
        """Will return what the proof says; raises `ValidationError` when it does not hold."""
        certified = check_certificate(self.cleaned_data["certificate"])
        if not certified.ok or certified.facts["act"] != ERASED:
            raise ValidationError(phrases.NOT_A_PROOF)
        return certified


_HOW_MUCH = [
    (1, _("helemaal niet")),
    (2, _("niet zo")),
    (3, _("een beetje")),
    (4, _("wel")),
    (5, _("heel erg")),
]
_HOW_LIKELY = [
    (1, _("zeker niet")),
    (2, _("liever niet")),
    (3, _("misschien")),
    (4, _("waarschijnlijk wel")),
    (5, _("zeker wel")),
]


def _grade(label: Any, choices: list[tuple[int, Any]]) -> forms.TypedChoiceField:
    """Makes a question with five answers in words, kept as 1 to 5."""
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een antwoord.")},
    )


class FeedbackForm(StrictForm):
    """Three questions about the help, without room for words: words could tell whose they are."""

    heard = _grade(_("Voelde u zich gehoord?"), _HOW_MUCH)
    helped = _grade(_("Heeft het u geholpen?"), _HOW_MUCH)
    would_return = _grade(_("Zou u weer bij ons komen?"), _HOW_LIKELY)


class WriteAgainForm(MessageForm):
    """What the client writes later. Whether there is danger now is asked again, and nobody has to answer."""

    danger = forms.ChoiceField(
        label=_("Is er nu direct gevaar?"),
        choices=[("no", _("Nee")), ("yes", _("Ja"))],
        required=False,
        widget=forms.RadioSelect,
    )

    field_order = ("danger", "message")

    def clean_danger(self) -> Answer:
        """Will return the answer; none is «unknown»."""
        return Answer(self.cleaned_data["danger"] or Answer.UNKNOWN)
