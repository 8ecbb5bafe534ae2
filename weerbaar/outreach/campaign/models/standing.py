"""What somebody said to an invitation for their calendar, in whichever room it was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What somebody answered to the invitation (PARTSTAT, RFC 5545 3.2.12)."""

    WAITING = "NEEDS-ACTION", _("nog geen antwoord")
    ACCEPTED = "ACCEPTED", _("komt")
    TENTATIVE = "TENTATIVE", _("misschien")
    DECLINED = "DECLINED", _("komt niet")
