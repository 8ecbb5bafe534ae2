"""A round of the Tour, and in which order it goes through the provinces."""

import uuid

from django.db import models
from django.db.models import F, Q


class Round(models.Model):
    """One time around the country. Links that were sent in it end with it."""

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="campaign_round_starts_before_it_ends")
        ]

    def __str__(self) -> str:
        return self.name


class ProvinceTarget(models.Model):
    """When a province has its turn in a round: its place in the order, and between which days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="targets")
    province = models.ForeignKey("authorities.Authority", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True)
    target_on = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "province"], name="campaign_province_once_per_round"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(target_on__isnull=True) | Q(starts_on__lte=F("target_on")),
                name="campaign_province_starts_before_its_target",
            ),
        ]
