"""The personal link in a letter or mail: it belongs to an office and a purpose, not to a person."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models.organisations import Office
from weerbaar.outreach.campaign.models.participation import Participation


class PersonalLink(models.Model):
    """What opens the page of one organisation, for one office and one purpose, until a day.

    The long token is for clicking and QR, the short code for typing from paper. Only their digests are looked up; what
    prints them again is sealed under the application's key.
    """

    class Purpose(models.TextChoices):
        APPOINTMENT = "appointment", _("afspraak maken")
        SURVEY = "survey", _("Uitvraag invullen")
        QUOTATION = "quotation", _("offerte beantwoorden")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    office = models.CharField(max_length=20, choices=Office.choices)
    token_digest = models.BinaryField(max_length=32, unique=True)
    code_digest = models.BinaryField(max_length=32, unique=True)
    words = models.TextField()
    # Whom the addressee handed the arranging to. The addressee's own link goes on working.
    handed_by = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="handed_on")
    handed_to = models.ForeignKey("campaign.Contact", null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    opened_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_by__isnull=True) | ~Q(handed_by=F("id")), name="campaign_link_not_from_itself"
            )
        ]
        indexes = [models.Index(fields=["participation", "purpose"], name="campaign_links_of")]
