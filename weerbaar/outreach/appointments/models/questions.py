"""What waits for a person of the team, and times that the team proposed by itself."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.appointments.models.appointments import Appointment
from weerbaar.outreach.appointments.models.people import Participant
from weerbaar.outreach.campaign.models import Contact, Participation, StageKind


class Question(models.Model):
    """Something that only a person decides. `key` is what it is about, so that the same is asked once."""

    class Kind(models.TextChoices):
        OTHER_DAYS = "other_days", _("geen van de tijden past")
        COUNTER = "counter", _("stelt een andere tijd voor")
        NEWCOMER = "newcomer", _("antwoordde zonder uitnodiging")
        SUCCESSOR = "successor", _("een functie kreeg een ander")
        RETURNED = "returned", _("een uitnodiging kwam terug")
        WHO_GOES = "who_goes", _("wie gaat, kan niet")
        MERGED = "merged", _("twee afspraken na een herindeling")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="questions")
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=120, unique=True)
    text = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    participant = models.ForeignKey(Participant, null=True, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by__isnull=True), name="appointments_settled_by_when"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
                name="appointments_counter_begins_before_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="appointments_asked", condition=Q(settled_at=None)),
        ]


class Proposal(models.Model):
    """A time that somebody of the team proposes to one organisation, shown before those that we work out. It holds nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="proposals")
    stage = models.CharField(max_length=20, choices=StageKind.choices)
    facilitator = models.ForeignKey("network.Facilitator", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "stage", "facilitator", "starts_at"], name="appointments_proposed_once"
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="appointments_proposal_begins_first"),
        ]
