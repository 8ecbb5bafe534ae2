"""What people fill in here. Forms check; actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.rules import LONGEST_PASSPHRASE


def passphrase_field(label: Any, *, new: bool = False, **options: Any) -> forms.CharField:
    """Will return a field for a passphrase, which a browser may fill in and never shows."""
    complete = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST_PASSPHRASE, strip=False, **options)


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    passphrase = passphrase_field(_("Wachtwoordzin"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Zes cijfers uit uw app, of een van uw losse codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class PasskeyForm(forms.Form):
    credential = forms.JSONField(widget=forms.HiddenInput)
