"""An appointment, from the moment that somebody picked a time, and the quarters of an hour that it takes."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models import Participation, PersonalLink, StageKind


class State(models.TextChoices):
    BOOKED = "booked", _("afgesproken")
    CANCELLED = "cancelled", _("afgezegd")
    HELD = "held", _("gehouden")


class Form(models.TextChoices):
    """How people meet."""

    VISIT = "visit", _("op locatie")
    VIDEO = "video", _("per video")


class Side(models.TextChoices):
    """Who did it: the organisation by its link, or the team."""

    ORGANISATION = "organisation", _("de organisatie")
    TEAM = "team", _("het ondersteuningsteam")


class Appointment(models.Model):
    """What was agreed with an organisation. Moving changes this row; only who cancels and picks again gets another.

    `starts_at` is what was confirmed; `held_starts_at` what was true, with `held_source` saying who says so: the two drift
    apart. `uid` is the name of it in every calendar, for life; `sequence` counts what changed there (RFC 5545 3.8.7.4).
    `is_beside` is one that came along when its organisation went up in another that had an appointment of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="appointments")
    stage = models.CharField(max_length=20, choices=StageKind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    facilitator = models.ForeignKey("network.Facilitator", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    form = models.CharField(max_length=5, choices=Form.choices, default=Form.VISIT)
    place = models.CharField(max_length=200, blank=True)
    video_link = models.URLField(blank=True)
    uid = models.CharField(max_length=120, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    link = models.ForeignKey(PersonalLink, null=True, on_delete=models.SET_NULL, related_name="+")
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_side = models.CharField(max_length=12, choices=Side.choices, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    held_starts_at = models.DateTimeField(null=True)
    held_source = models.CharField(max_length=200, blank=True)
    held_noted_at = models.DateTimeField(null=True)
    is_beside = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "stage"],
                condition=Q(state="booked", is_beside=False),
                name="appointments_one_open_per_stage",
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="appointments_begins_before_it_ends"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="appointments_state_known"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="appointments_form_known"),
            models.CheckConstraint(condition=Q(stage__in=StageKind.values), name="appointments_stage_known"),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False, cancelled_side__in=Side.values)
                | (~Q(state="cancelled") & Q(cancelled_at__isnull=True, cancelled_side="")),
                name="appointments_cancelled_by_a_side",
            ),
            models.CheckConstraint(
                condition=Q(state="held", held_starts_at__isnull=False, held_noted_at__isnull=False)
                | (~Q(state="held") & Q(held_starts_at__isnull=True, held_noted_at__isnull=True)),
                name="appointments_held_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="appointments_what_comes")]


class Claim(models.Model):
    """A quarter of an hour of somebody that is given away. The database takes each of them once, whoever asks first."""

    id = models.BigAutoField(primary_key=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="claims")
    facilitator = models.ForeignKey("network.Facilitator", on_delete=models.PROTECT, related_name="+")
    quarter = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facilitator", "quarter"], name="appointments_quarter_once")]
