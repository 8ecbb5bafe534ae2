"""Who has a gathering in their calendar, what came back from there, which other times were proposed, and whom no mail reached."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models import Standing
from weerbaar.outreach.sessions.models.gatherings import Gathering


class Invitee(models.Model):
    """Somebody who was sent it for their calendar. Who answered without that is `pending`: shown, and invited when we say so.

    `sequence` is the change that they were told of last: an answer to it counts, whatever changed for others since.
    `released_at` is when they were told that they need not come.
    `answered_stamp` is when their program wrote the answer down: of two it is the last written that counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="invitees")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    contact = models.ForeignKey("campaign.Contact", null=True, on_delete=models.SET_NULL, related_name="+")
    facilitator = models.ForeignKey("network.Facilitator", null=True, on_delete=models.SET_NULL, related_name="+")
    pending = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_sequence = models.PositiveIntegerField(null=True)
    answered_stamp = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "email"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "email"], name="sessions_invited_once"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="sessions_standing_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False, answered_sequence__isnull=False)
                | Q(answered_at__isnull=True, answered_sequence__isnull=True),
                name="sessions_answer_to_an_invitation",
            ),
        ]


class TimeProposal(models.Model):
    """Another time that somebody proposed from their calendar. `key` is what it is about: the same is proposed once.

    Both moments are empty where the file gave no zone that we know; then only a talk helps.
    """

    class Outcome(models.TextChoices):
        OPEN = "", _("wacht op u")
        TAKEN = "taken", _("overgenomen")
        REFUSED = "refused", _("niet overgenomen")
        OVERTAKEN = "overtaken", _("intussen veranderd")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="time_proposals")
    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="proposals")
    key = models.CharField(max_length=120, unique=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
                name="sessions_proposal_begins_first",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at__isnull=True)
                | (Q(outcome__in=["taken", "refused", "overtaken"]) & Q(settled_at__isnull=False)),
                name="sessions_proposal_settled_at_a_moment",
            ),
        ]


class ReturnedMail(models.Model):
    """An address that a mail about a gathering did not arrive at: whose it is, and since when. Each address once.

    Whoever looked at it settles it; another mail that comes back opens it again. `digest` tells that one from the last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="returned_mails")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    contact = models.ForeignKey("campaign.Contact", null=True, on_delete=models.SET_NULL, related_name="+")
    facilitator = models.ForeignKey("network.Facilitator", null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "email"], name="sessions_returned_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by__isnull=True),
                name="sessions_returned_settled_when",
            ),
        ]
