from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm
from weerbaar.public.authorities import queries as authorities


class QuietForm(StrictForm):
    """Which municipality or province is left alone for a while."""

    authority = Line(label=_("Gemeente of provincie"), max_length=80, widget=forms.TextInput({"list": "besturen"}))

    never_asked = _("De Tour komt alleen bij gemeenten en provincies.")

    def clean_authority(self) -> str:
        """Will return the code of the body with this name."""
        body = authorities.authority_named(self.cleaned_data["authority"], on=timezone.localdate())
        if body is None:
            raise forms.ValidationError(_("Wij kennen deze naam niet. Kies er een uit de lijst."))
        return body.code
