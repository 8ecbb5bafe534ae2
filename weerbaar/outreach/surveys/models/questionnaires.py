"""A questionnaire and its versions: a published one never changes, a draft does until it is published."""

import uuid

from django.db import models
from django.db.models import Q


class Questionnaire(models.Model):
    """What is asked, over all its versions. Its questions keep their keys, so that rounds compare."""

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """One version: `content` in the form of the content files. `digest` is that of the content as it was published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="surveys_version_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], name="surveys_one_draft", condition=Q(published_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, digest="") | (Q(published_at__isnull=False) & ~Q(digest="")),
                name="surveys_published_with_its_digest",
            ),
        ]
