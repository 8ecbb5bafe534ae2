"""What was answered: kept at every step, and counted only as it was sent."""

import uuid

from django.db import models
from django.db.models import Q

from weerbaar.outreach.surveys.models.surveys import Survey


class Response(models.Model):
    """The answers of one person: by an organisation's link, or without a name about a subject.

    `draft` is what they filled in so far, sealed under the application's key: nobody looks at it before it is sent.
    `sent` is what counts, as it was last sent; answers that only the team may see are sealed in `sent_sealed`.
    `number` tells those apart who use the same link. `revision` rises with every change. `next_screen` is where who comes
    back goes on; empty when they came to the end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    participation = models.ForeignKey("campaign.Participation", null=True, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey("campaign.PersonalLink", null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    office = models.CharField(max_length=20, blank=True)
    draft = models.TextField(blank=True)
    sent = models.JSONField(default=dict)
    sent_sealed = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    next_screen = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_revision = models.PositiveIntegerField(null=True)
    # Of answers without a name: the day, no moment, and what keeps one page from being sent twice.
    sent_on = models.DateField(null=True)
    once_digest = models.BinaryField(max_length=32, null=True, unique=True)

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    participation__isnull=True, link__isnull=True, office="", draft="", started_at__isnull=True,
                    changed_at__isnull=True, sent_at__isnull=True, sent_on__isnull=False, once_digest__isnull=False,
                )
                | (
                    Q(participation__isnull=False, started_at__isnull=False, changed_at__isnull=False)
                    & Q(sent_on__isnull=True, once_digest__isnull=True)
                    & ~Q(office="")
                ),
                name="surveys_response_of_an_organisation_or_of_nobody",
            ),
            models.UniqueConstraint(
                fields=["link", "number"], name="surveys_response_once", condition=Q(link__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["survey", "link", "office"], name="surveys_office_once", condition=Q(link__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_revision__isnull=True)
                | Q(sent_at__isnull=False, sent_revision__isnull=False),
                name="surveys_sent_as_it_then_was",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["survey", "sent_at"], name="surveys_sent"),
            models.Index(fields=["participation", "survey"], name="surveys_of_organisation"),
        ]


class Upload(models.Model):
    """A file with an answer, sealed on the disk under a key of its own, which is sealed under the application's."""

    id = models.UUIDField(primary_key=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    key = models.TextField()
    added_at = models.DateTimeField()


class AnswerCount(models.Model):
    """How often answers without a name came from one place today, under a keyed hash that changes daily."""

    key = models.CharField(primary_key=True, max_length=64)
    number = models.PositiveIntegerField()
    last_at = models.DateTimeField()
