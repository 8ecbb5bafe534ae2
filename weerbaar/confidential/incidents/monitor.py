"""The words in which an incident is counted, so that our figures can stand next to those of others.

`Form` and `Severity` follow the Monitor Integriteit en Veiligheid (BZK with I&O Research, every two years since 2012):
verbal, threat or intimidation, physical; not serious, less serious, serious, very serious. The Monitor's own questionnaire
was not found, so the four forms behind those three follow the usual set of the Gemeentelijk Incidenten Registratiesysteem
(A&O fonds); they are marked in `BEYOND_THE_MONITOR` and are left out where figures are compared.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Form(TextChoices):
    """What kind of thing it was."""

    VERBAL = "verbal", _("Schelden of beledigen")
    THREAT = "threat", _("Bedreigen of intimideren")
    PHYSICAL = "physical", _("Lichamelijk geweld")
    DISCRIMINATION = "discrimination", _("Discriminatie")
    SEXUAL = "sexual", _("Seksuele intimidatie")
    PROPERTY = "property", _("Vernieling of diefstal")
    ONLINE = "online", _("Online haat, doxing of hacken")


BEYOND_THE_MONITOR = frozenset({Form.DISCRIMINATION, Form.SEXUAL, Form.PROPERTY, Form.ONLINE})


class Channel(TextChoices):
    """By which way it came."""

    FACE_TO_FACE = "face_to_face", _("Van persoon tot persoon")
    PHONE = "phone", _("Telefoon")
    LETTER = "letter", _("Brief of pakket")
    MAIL = "mail", _("E-mail")
    CHAT = "chat", _("WhatsApp of een andere chat")
    SOCIAL_MEDIA = "social_media", _("Sociale media")
    MEETING = "meeting", _("In een vergadering")
    OTHER = "other", _("Anders")


class Severity(TextChoices):
    """How heavy it weighs for whom it happened to. Nobody else weighs it."""

    NOT_SERIOUS = "not_serious", _("Niet ernstig")
    LESS_SERIOUS = "less_serious", _("Minder ernstig")
    SERIOUS = "serious", _("Ernstig")
    VERY_SERIOUS = "very_serious", _("Heel ernstig")


class Target(TextChoices):
    """Who or what it was aimed at."""

    SELF = "self", _("De ambtsdrager zelf")
    HOUSEHOLD = "household", _("Het gezin of huisgenoten")
    STAFF = "staff", _("Medewerkers")
    PROPERTY = "property", _("Huis, auto of andere spullen")


class Offender(TextChoices):
    """Whether the client knows who did it. A name, if one is told, stays in this one incident."""

    UNKNOWN = "unknown", _("Onbekend")
    KNOWN = "known", _("Bekend")
