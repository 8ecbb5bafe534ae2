"""Who comes to an appointment, what they answered, and which mails they got about it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.appointments.models.appointments import Appointment
from weerbaar.outreach.campaign.models import Contact, Standing


class Participant(models.Model):
    """Somebody who comes. Who answered without being invited is `pending`: shown, and invited when we say so.

    `answered_stamp` is when their program wrote the answer down: of two it is the last written that counts. `token_digest`
    finds them by the link in their mail; `words` prints that link once more, sealed under the application's key. Since
    `arranges_from` it is theirs to arrange: they picked the time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    pending = models.BooleanField(default=False)
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_sequence = models.PositiveIntegerField(null=True)
    answered_stamp = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    token_digest = models.BinaryField(max_length=32, unique=True, null=True)
    words = models.TextField(blank=True)
    added_at = models.DateTimeField()
    arranges_from = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at", "email"]
        constraints = [
            models.UniqueConstraint(fields=["appointment", "email"], name="appointments_participant_once"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="appointments_standing_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False, answered_sequence__isnull=False)
                | Q(answered_at__isnull=True, answered_sequence__isnull=True),
                name="appointments_answer_to_an_invitation",
            ),
        ]


class NoticeKind(models.TextChoices):
    """Why a mail about an appointment was sent."""

    INVITED = "invited", _("uitnodiging")
    MOVED = "moved", _("verzet")
    CANCELLED = "cancelled", _("afgezegd")
    WEEK = "week", _("herinnering, een week van tevoren")
    DAYS = "days", _("herinnering, twee werkdagen van tevoren")


class Notice(models.Model):
    """A mail that somebody got about an appointment: each kind once for each change, however often it is asked for.

    `name` is what its Message-ID begins with; what comes back refers to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    sequence = models.PositiveIntegerField()
    name = models.CharField(max_length=100, unique=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "kind", "sequence"], name="appointments_notice_once"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="appointments_notice_kind_known"),
        ]
