"""A session or training, for one organisation or for several together."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What it is. The values are those of the stages of the campaign."""

    SESSION = "session", _("brede bijeenkomst")
    TRAINING = "training", _("training")


class State(models.TextChoices):
    """How far it is."""

    ASKED = "asked", _("gevraagd")
    PLANNED = "planned", _("gepland")
    PROGRAMME_READY = "programme_ready", _("programma klaar")
    STAFFED = "staffed", _("bezet")
    HELD = "held", _("gehouden")
    EVALUATED = "evaluated", _("geëvalueerd")
    CANCELLED = "cancelled", _("afgezegd")


class Gathering(models.Model):
    """A session or training. Moments in UTC; the place is a name, an address, and a body that travel is counted to.

    `minutes` is the time that there is, `sequence` counts the changes that an invitation has to tell of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.ASKED)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=150)
    wishes = models.TextField(blank=True)
    place = models.ForeignKey("authorities.Authority", null=True, on_delete=models.PROTECT, related_name="+")
    room = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    moderators = models.PositiveSmallIntegerField(default=1)
    trainers = models.PositiveSmallIntegerField(default=0)
    payer = models.CharField(max_length=12)
    names_wished_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    held_at = models.DateTimeField(null=True)
    evaluation_opened_at = models.DateTimeField(null=True)
    results_sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_at", "asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="sessions_kind_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="sessions_state_known"),
            models.CheckConstraint(condition=Q(payer__in=["team", "organisation"]), name="sessions_payer_known"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, starts_at__lt=F("ends_at")),
                name="sessions_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.ASKED, State.CANCELLED]) | Q(starts_at__isnull=False),
                name="sessions_planned_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=State.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="sessions_cancelled_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.HELD, State.EVALUATED], held_at__isnull=False)
                | (~Q(state__in=[State.HELD, State.EVALUATED]) & Q(held_at__isnull=True)),
                name="sessions_held_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="sessions_what_comes")]

    @property
    def subject(self) -> str:
        """What other rooms call it: the engagements of people, the survey about it, the audit trail."""
        return f"gathering:{self.pk}"


class Host(models.Model):
    """An organisation that a gathering is for, by its stage in a round. The first in order arranges it for all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="hosts")
    stage = models.ForeignKey("campaign.Stage", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "stage"], name="sessions_host_once"),
            models.UniqueConstraint(fields=["gathering", "position"], name="sessions_hosts_in_order"),
        ]
