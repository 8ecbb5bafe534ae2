"""The case itself. What people wrote is sealed; what is plain here says when, not what or who."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.vault.fields import SealedField


class Case(models.Model):
    """One person's matter, from first contact to tombstone."""

    class State(models.TextChoices):
        NEW = "new", _("nieuw")
        OPEN = "open", _("in behandeling")
        CLIENT = "client", _("wacht op de cliënt")
        OTHERS = "others", _("wacht op anderen")
        AFTERCARE = "aftercare", _("nazorg")
        CLOSED = "closed", _("afgesloten")
        MERGED = "merged", _("samengevoegd")
        ERASED = "erased", _("gewist")

    class Outcome(models.TextChoices):
        TALKED = "talked", _("gesproken en geadviseerd")
        NOTIFIED = "notified", _("melding gedaan")
        REPORTED = "reported", _("aangifte gedaan")
        SETTLED = "settled", _("opgelost zonder politie")
        REFERRED = "referred", _("hulp van anderen")
        OUT_OF_TOUCH = "out_of_touch", _("geen contact meer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    danger = models.BooleanField()
    association = models.ForeignKey("network.Association", on_delete=models.PROTECT, related_name="+")
    thread = models.OneToOneField("vault.Compartment", null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.OneToOneField("vault.Compartment", null=True, on_delete=models.SET_NULL, related_name="+")
    identity = models.OneToOneField("vault.Compartment", null=True, on_delete=models.SET_NULL, related_name="+")
    summary = SealedField(compartment="thread", null=True)
    opened_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    glanced_at = models.DateTimeField(null=True)
    glanced_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    erase_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_from")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at=None, claimed_by=None) | Q(claimed_at__isnull=False, claimed_by__isnull=False),
                name="cases_claimed_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=Q(glanced_at=None, glanced_by=None) | Q(glanced_at__isnull=False, glanced_by__isnull=False),
                name="cases_glanced_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False, outcome__gt="")
                | (~Q(state="closed") & Q(closed_at=None, closed_by=None)),
                name="cases_closed_at_by_and_outcome_go_together",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
                name="cases_held_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False, summary=None)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="cases_merged_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state="erased", erased_at__isnull=False, summary=None)
                | (~Q(state="erased") & Q(erased_at=None)),
                name="cases_erased_holds_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-danger", "waiting_since", "id"],
                name="cases_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(fields=["claimed_by", "-last_activity_at"], name="cases_claimed"),
            models.Index(fields=["erase_on"], name="cases_to_erase", condition=Q(erase_on__isnull=False)),
        ]

    @property
    def subject(self) -> str:
        """The name of this case in the audit trail."""
        return f"scope:{self.pk}"
