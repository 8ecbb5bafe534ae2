from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import StrictForm, Text


class DropForm(StrictForm):
    """Why a term does not count here."""

    reason = Text(
        label=_("Waarom telt deze termijn hier niet?"),
        max_length=2000,
        help_text=_("Uw collega's lezen dit als notitie. De cliënt niet."),
        error_messages={"required": _("Schrijf kort waarom. Dan weet een collega het later ook.")},
    )
