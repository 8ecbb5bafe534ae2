"""What it costs, in whole cents, and the quotation that says so."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.sessions.models.gatherings import Gathering


class CostKind(models.TextChoices):
    """What a line is for."""

    FEE = "fee", _("honorarium")
    TRAVEL = "travel", _("reiskosten")
    MATERIAL = "material", _("materiaal")
    ROOM = "room", _("zaal")
    OTHER = "other", _("overig")


class Vat(models.IntegerChoices):
    """The rates of Dutch value added tax, in percents."""

    NONE = 0, _("geen btw")
    LOW = 9, "9%"
    HIGH = 21, "21%"


class CostLine(models.Model):
    """So many of something at a price without VAT, in cents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="cost_lines")
    kind = models.CharField(max_length=10, choices=CostKind.choices)
    text = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField()
    unit_cents = models.PositiveBigIntegerField()
    vat = models.PositiveSmallIntegerField(choices=Vat.choices)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CostKind.values), name="sessions_cost_kind_known"),
            models.CheckConstraint(condition=Q(vat__in=Vat.values), name="sessions_vat_known"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="sessions_cost_of_something"),
        ]


class QuotationYear(models.Model):
    """The last number that was given out in a year: numbers follow each other without a gap."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Quotation(models.Model):
    """What we offer, frozen as it was sent: `content` is the whole of it, and `digest` its SHA-256.

    A change is a new version under the same number; the one before says when it was replaced. `sent_to` is the address
    that it went to last: the answer goes back there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="quotations")
    participation = models.ForeignKey("campaign.Participation", on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    valid_until = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_to = models.EmailField(blank=True)
    replaced_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_as = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="sessions_quotation_version_once"),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(replaced_at=None), name="sessions_one_quotation_stands"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True), name="sessions_one_answer"
            ),
        ]
