"""A questionnaire that is out: for the organisations of a round, or for one subject without names."""

import uuid

from django.db import models
from django.db.models import Q

from weerbaar.outreach.surveys.models.questionnaires import Version


class Survey(models.Model):
    """One time that a version is asked: in a round by personal link, or about a subject by one link for all.

    `subject` names what it is about in another room, such as «session:…». The open link of such a survey is looked up
    by digest; what prints it again is sealed under the application's key. `reminders` is how many may follow.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="surveys")
    name = models.CharField(max_length=120)
    round = models.ForeignKey("campaign.Round", null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    token_digest = models.BinaryField(max_length=32, null=True, unique=True)
    code_digest = models.BinaryField(max_length=32, null=True, unique=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(round__isnull=False, subject="", token_digest__isnull=True, code_digest__isnull=True)
                | (
                    Q(round__isnull=True, token_digest__isnull=False, code_digest__isnull=False)
                    & ~Q(subject="")
                    & ~Q(words="")
                ),
                name="surveys_for_a_round_or_about_a_subject",
            ),
            models.UniqueConstraint(
                fields=["version", "subject"], name="surveys_once_about_a_subject", condition=~Q(subject="")
            ),
            models.UniqueConstraint(
                fields=["version", "round"], name="surveys_once_in_a_round", condition=Q(round__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SurveyMail(models.Model):
    """An invitation or reminder that went to an office. Each number goes once; the row and the mail are one transaction."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "uitnodiging"
        REMINDER = "reminder", "herinnering"
        AGAIN = "again", "opnieuw gevraagd"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="mails")
    participation = models.ForeignKey("campaign.Participation", on_delete=models.CASCADE, related_name="+")
    office = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation", "office", "kind", "number"], name="surveys_mail_once"
            )
        ]
