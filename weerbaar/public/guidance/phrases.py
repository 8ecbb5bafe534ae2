"""Whom a guide can point to, and whom to ask what we do not know."""

from django.utils.translation import gettext_lazy as _

# The names that a content file may use in `icon`, `people`, `link` and `ask`.
ICONS = ("clock", "help-circle", "home", "info-circle", "map-pin", "message", "pencil", "phone", "user", "users")
PEOPLE = ("emergency", "helpline", "write")
LINKS = {"write": "write", "call_now": "call_now", "law": "guidance_law"}
LINK_TEXTS = {
    "write": _("Schrijf ons"),
    "call_now": _("Wat gebeurt er als ik bel?"),
    "law": _("Wat zegt de wet?"),
}
ASK = {
    "adviser": _("Vraag het aan een vertrouwenspersoon: bel of schrijf ons."),
    "police": _("Vraag het aan de politie. Wij kunnen met u meedenken: bel of schrijf ons."),
    "lawyer": _("Vraag het aan een advocaat. Wij helpen u zoeken: bel of schrijf ons."),
    "employer": _("Vraag het aan uw gemeente, provincie of waterschap. Wij kunnen met u meedenken."),
    "fund": _("Vraag het aan het Schadefonds Geweldsmisdrijven. Wij kunnen met u meedenken."),
}
PROSECUTION_REQUESTS = {
    "yes": _("ja, binnen drie maanden"),
    "no": _("nee"),
    "unsure": _("dit is niet zeker"),
}
