from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.public.authorities import queries as authorities
from weerbaar.team.network.models import Association
from weerbaar.team.network.parties import PARTIES


class JoinForm(StrictForm):
    """Which adviser joins which association."""

    association = forms.ModelChoiceField(
        label=_("Vereniging"),
        queryset=Association.objects.none(),
        empty_label=_("Kies een vereniging"),
        error_messages={"required": _("Kies een vereniging.")},
    )
    account: "forms.ModelChoiceField[Account]" = forms.ModelChoiceField(
        label=_("Collega"),
        queryset=None,
        empty_label=_("Kies een collega"),
        error_messages={"required": _("Kies een collega.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advisers = accounts.working_accounts_with(Permission.HAND_OVER_CASE)
        self.fields["association"].queryset = Association.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["account"].queryset = advisers.order_by("name")  # type: ignore[attr-defined]


class TieForm(StrictForm):
    """A party or a public body."""

    party = forms.ChoiceField(
        label=_("Partij"), choices=[("", _("Kies een partij")), *((party, party) for party in PARTIES)], required=False
    )
    authority = Line(
        label=_("Gemeente, provincie of waterschap"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"list": "besturen"}),
    )

    def clean_authority(self) -> str:
        """Will return the code of the body with this name."""
        name = self.cleaned_data["authority"]
        if not name:
            return ""
        body = authorities.authority_named(name, on=timezone.localdate())
        if body is None:
            raise forms.ValidationError(_("Wij kennen deze naam niet. Kies er een uit de lijst."))
        return body.code

    def clean(self) -> dict[str, Any]:
        """Will ask for one of the two."""
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("party")) == bool(cleaned.get("authority")):
            raise forms.ValidationError(_("Vul een partij in, of een gemeente, provincie of waterschap. Een per keer."))
        return cleaned
