"""What people fill in here. Forms check; actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.accounts.rules import (
    LONGEST_PASSPHRASE,
    SHORTEST_PASSPHRASE,
    is_strong_enough,
    may_be_combined,
)


def passphrase_field(label: Any, *, new: bool = False, **options: Any) -> forms.CharField:
    """Will return a field for a passphrase, which a browser may fill in and never shows."""
    complete = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST_PASSPHRASE, strip=False, **options)


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    passphrase = passphrase_field(_("Wachtzin"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Zes cijfers uit uw app, of een van uw losse codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class CredentialField(forms.JSONField):
    """What a browser says for a passkey: a few kilobytes of JSON, a few levels deep."""

    def to_python(self, value: Any) -> Any:
        """Will refuse with `ValidationError` what is too deep or too long to be read as well."""
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class PasskeyForm(forms.Form):
    credential = CredentialField(widget=forms.HiddenInput)


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(label=_("Naam van deze passkey"), max_length=60, required=False)


class NewPassphraseForm(forms.Form):
    """A passphrase, twice. Long counts; capitals and signs are nobody's business."""

    passphrase = passphrase_field(
        _("Nieuwe wachtzin"),
        new=True,
        help_text=_("Vier of meer losse woorden achter elkaar zijn sterk en goed te onthouden. Spaties mogen."),
    )
    again = passphrase_field(_("Nog een keer dezelfde wachtzin"), new=True)

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_passphrase(self) -> str:
        """Will refuse what is short or quickly guessed, and say how to do better."""
        passphrase: str = self.cleaned_data["passphrase"]
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise forms.ValidationError(
                _("Deze wachtzin is te kort. Neem er nog een paar woorden bij: minstens %(length)d tekens."),
                params={"length": SHORTEST_PASSPHRASE},
            )
        if not is_strong_enough(passphrase, known=self.known):
            raise forms.ValidationError(
                _(
                    "Deze wachtzin is te snel te raden. Neem woorden die niets met elkaar, met u of met uw werk te maken hebben."
                )
            )
        return passphrase

    def clean(self) -> dict[str, Any]:
        """Will make sure that the same was typed twice."""
        cleaned = super().clean() or {}
        if "passphrase" in cleaned and cleaned["passphrase"] != cleaned.get("again"):
            self.add_error("again", _("Dit is niet dezelfde wachtzin. Typ hem nog eens."))
        return cleaned


class RecoveryForm(forms.Form):
    email = forms.EmailField(label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    recovery = forms.CharField(
        label=_("Herstelcode"),
        max_length=300,
        help_text=_("De acht woorden die u hebt geprint toen u uw account maakte."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class AppForm(forms.Form):
    code = forms.CharField(
        label=_("Code uit de app"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class KeptForm(forms.Form):
    kept = forms.BooleanField(label=_("Ik heb ze bewaard"))


class NameForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120, help_text=_("Zo zien collega's u."))


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Rollen"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Een rol opent pagina's, geen zaken. Wat iemand mag, staat bij de rollen."),
        error_messages={"required": _("Kies minstens één rol.")},
    )

    def clean_roles(self) -> list[Role]:
        """Will return roles instead of words, and refuse an administrator who would help people as well."""
        roles = [Role(role) for role in self.cleaned_data["roles"]]
        if not may_be_combined(roles):
            raise forms.ValidationError(
                _(
                    "Een beheerder kan niet ook vertrouwenspersoon, collega of coördinator zijn. Kies een van de twee, of geef de andere rol aan iemand anders."
                )
            )
        return roles


class InvitationForm(RolesForm):
    email = forms.EmailField(label=_("E-mailadres"))
    name = forms.CharField(label=_("Naam"), max_length=120)
    field_order = ("name", "email", "roles")
