"""One organisation in one round: its three stages, and every step that each of them took."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models.organisations import Contact, Organisation
from weerbaar.outreach.campaign.models.rounds import Round


class StageKind(models.TextChoices):
    """The three stages, in their order."""

    INTAKE_TALK = "intake_talk", _("voorgesprek")
    SESSION = "session", _("brede bijeenkomst")
    TRAINING = "training", _("training")


class StageState(models.TextChoices):
    """How far a stage is."""

    OPEN = "open", _("nog niet aangeboden")
    OFFERED = "offered", _("aangeboden")
    WANTED = "wanted", _("gewenst")
    PLANNED = "planned", _("gepland")
    HELD = "held", _("gehouden")
    DECLINED = "declined", _("niet gewenst")
    LATER = "later", _("later")


class Payer(models.TextChoices):
    """Who pays: the team for talk and session, the organisation for a training."""

    TEAM = "team", _("het ondersteuningsteam")
    ORGANISATION = "organisation", _("de organisatie zelf")


class Participation(models.Model):
    """An organisation in a round. `arranger` is who really arranges things there, addressee or not.

    `paused_until` says only that we ask nothing before that day, never why; `quiet_until` says the same, copied from the
    register of team/quiet, and is nobody's to change here. `merged_into` is the place of the
    organisation that this one went up in: all that hung here hangs there, and this row is only history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    arranger = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    letter_sent_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    paused_until = models.DateField(null=True)
    quiet_until = models.DateField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="campaign_organisation_once_per_round"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="campaign_not_merged_into_itself"
            ),
        ]

    @property
    def asked_nothing_until(self) -> date | None:
        """The first day on which we may ask something again; None when we may."""
        return max((day for day in (self.paused_until, self.quiet_until) if day), default=None)


class Stage(models.Model):
    """One of the three stages for one organisation in one round. What is agreed stands in `planned_for`, in UTC."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=20, choices=StageKind.choices)
    state = models.CharField(max_length=10, choices=StageState.choices, default=StageState.OPEN)
    since = models.DateTimeField()
    wishes = models.TextField(blank=True)
    payer = models.CharField(max_length=12, choices=Payer.choices)
    planned_for = models.DateTimeField(null=True)
    held_on = models.DateField(null=True)
    later_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "kind"], name="campaign_stage_once"),
            models.CheckConstraint(condition=Q(kind__in=StageKind.values), name="campaign_stage_kind_known"),
            models.CheckConstraint(condition=Q(state__in=StageState.values), name="campaign_stage_state_known"),
            models.CheckConstraint(condition=Q(payer__in=Payer.values), name="campaign_stage_payer_known"),
            models.CheckConstraint(
                condition=Q(state=StageState.HELD, held_on__isnull=False)
                | (~Q(state=StageState.HELD) & Q(held_on__isnull=True)),
                name="campaign_stage_held_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=StageState.PLANNED) | Q(planned_for__isnull=False),
                name="campaign_stage_planned_for_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["kind", "state", "since"], name="campaign_stage_how_far")]


class Batch(models.Model):
    """One act on many organisations at once, so that it can be undone as one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    what = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)


class StageMove(models.Model):
    """One step of a stage. `on` is the day it is true of, `at` the moment it was written down; the two drift apart.

    `number` is its place among the steps of its stage. `before` keeps what the step changed, so that it can be taken back.
    `origin` is what in a room above it came from, such as `gathering:` with its id: see `campaign.subjects`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=StageState.choices)
    target = models.CharField(max_length=10, choices=StageState.choices)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="moves")
    before = models.JSONField(default=dict)
    origin = models.CharField(max_length=60, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["stage", "number"], name="campaign_move_in_its_order")]
        indexes = [models.Index(fields=["target", "on"], name="campaign_move_reached")]
