"""What is done about it: nine steps, what was reported where, and what left the house on paper."""

import uuid

from django.db import models
from django.db.models import Q

from weerbaar.foundation.vault.fields import SealedField


class PlanStep(models.Model):
    """One of the nine steps of a case. When and by whom is plain, so that a machine can remind; the rest is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="plan_steps")
    evidence = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    owner = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    facts = SealedField(compartment="evidence", null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="incidents_one_step_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=9), name="incidents_nine_steps"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="incidents_done_at_and_by_go_together",
            ),
        ]


class PoliceReport(models.Model):
    """A notification or a criminal report that was made. `ask_at` is when we next ask what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="police_reports")
    evidence = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    facts = SealedField(compartment="evidence")
    made_at = models.DateTimeField()
    ask_at = models.DateTimeField(null=True)
    times_asked = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ask_at"], name="incidents_to_ask", condition=Q(answered_at=None))]


class PoliceFile(models.Model):
    """A file that was made to leave the house: for what, what was in it and what was made unreadable, sealed as JSON."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="police_files")
    evidence = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    facts = SealedField(compartment="evidence")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
