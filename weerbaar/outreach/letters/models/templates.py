"""What letters are made from. A version never changes: a letter that was sent keeps the one it was sent in."""

import uuid

from django.db import models
from django.db.models import Q

from weerbaar.outreach.campaign.models import PersonalLink, StageKind


class LetterTemplate(models.Model):
    """A letter to many. `purpose` is what its link opens, `stage` what it offers; empty when it offers nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, unique=True)
    purpose = models.CharField(max_length=12, choices=PersonalLink.Purpose.choices)
    stage = models.CharField(max_length=20, choices=StageKind.choices, blank=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=PersonalLink.Purpose.values), name="letters_purpose_is_one_of_a_link"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["", *StageKind.values]), name="letters_stage_is_one_of_the_tour"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """The words of a template as they were from one moment on, with fields in braces."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=120)
    body = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="letters_version_in_its_order"),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(body=""), name="letters_version_says_something"),
        ]
