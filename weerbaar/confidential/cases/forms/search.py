"""What someone looks for."""

from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.ui.strict import Line, StrictForm


class SearchForm(StrictForm):
    """A few words to look for in one's own open cases."""

    words = Line(
        label=_("Zoek in uw open zaken"),
        min_length=2,
        max_length=80,
        help_text=_("In gesprekken, notities, namen en taken. Wat u zoekt, wordt nergens bewaard."),
        error_messages={
            "required": _("Typ waar u naar zoekt."),
            "min_length": _("Typ minstens twee letters."),
            "max_length": _("Zoek op hoogstens 80 tekens."),
        },
    )
