"""What must be done, and by when. When and by whom is plain, so that a machine without keys can remind; what is sealed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.models.case import Case
from weerbaar.foundation.vault.fields import SealedField


class Task(models.Model):
    """Something that a helper will do for the client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    team = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    title = SealedField(compartment="team")
    owner = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="cases_done_at_and_by_go_together",
            ),
        ]
        indexes = [models.Index(fields=["owner", "due_at"], name="cases_tasks_open", condition=Q(done_at=None))]


class DangerCheck(models.Model):
    """The question whether there is danger now, at one contact. After a yes, someone looks again within the hour.

    A case is in danger as long as one of its looks is still to be done: `Case.danger` says so at a glance.
    `handover` says, sealed, to whom it was handed over: 112 or the police, when, and under which reference.
    """

    class Answer(models.TextChoices):
        NO = "no"
        YES = "yes"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="danger_checks")
    team = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    look_again_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)
    looked_again_at = models.DateTimeField(null=True)
    looked_again_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    handover = SealedField(compartment="team", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(looked_again_at=None, looked_again_by=None)
                | Q(looked_again_at__isnull=False, looked_again_by__isnull=False),
                name="cases_looked_again_at_and_by_go_together",
            ),
        ]
        indexes = [
            # With case and compartment in it: the desk counts what waits without reading a row.
            models.Index(
                fields=["look_again_at", "case", "team"],
                name="cases_look_again",
                condition=Q(looked_again_at=None, look_again_at__isnull=False),
            ),
        ]


class Deadline(models.Model):
    """A term that the law or an agreement sets, counted by `deadlines`. `about` is the incident that it comes from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    about = models.UUIDField()
    kind = models.CharField(max_length=30)
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "kind"], name="cases_one_deadline_a_kind"),
            models.CheckConstraint(
                condition=Q(met_at=None, met_by=None) | Q(met_at__isnull=False, met_by__isnull=False),
                name="cases_met_at_and_by_go_together",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="cases_deadlines_open", condition=Q(met_at=None, dropped_at=None)),
        ]


class Recovery(models.Model):
    """A case whose holders are gone, opened again by a quorum of custodians for one colleague. The client sees it.

    Without `new_helper` it waits for a coordinator to choose one: the account of its helper was closed.
    """

    class Reason(models.TextChoices):
        LEFT = "left", _("de vorige helper is vertrokken")
        ILL = "ill", _("de vorige helper is voor langere tijd weg")
        LOST_KEY = "lost_key", _("de vorige helper is de sleutel kwijt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recoveries")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    new_helper = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="cases_one_recovery_at_a_time", condition=Q(opened_at=None, refused_at=None)
            ),
        ]
