"""The case and what is in it. What people wrote is sealed; what is plain here says when, not what or who."""

import uuid

from django.db import models
from django.db.models import Q

from weerbaar.foundation.vault.fields import SealedField


class Case(models.Model):
    """One person's matter, from first contact to tombstone."""

    class State(models.TextChoices):
        NEW = "new"
        OPEN = "open"
        ERASED = "erased"

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
        ]

    @property
    def subject(self) -> str:
        """The name of this case in the audit trail."""
        return f"scope:{self.pk}"


class Entry(models.Model):
    """A message in the thread between client and helpers. Without an author it is the client's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    thread = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    body = SealedField(compartment="thread")
    written_at = models.DateTimeField()


class Attachment(models.Model):
    """A sealed file that came with an entry. Its key, its name, its kind and its true size are sealed too."""

    id = models.UUIDField(primary_key=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    thread = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    name = SealedField(compartment="thread")
    media_type = SealedField(compartment="thread")
    size = SealedField(compartment="thread")
    key = SealedField(compartment="thread")


class Note(models.Model):
    """What helpers write to each other. It is under another key than the thread: the client cannot open it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    team = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    body = SealedField(compartment="team")
    written_at = models.DateTimeField()


class Identity(models.Model):
    """Who the client is, how to reach them, and who may not read this."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="person")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    name = SealedField(compartment="identity")
    reach = SealedField(compartment="identity")
    for_whom = SealedField(compartment="identity")
    barred = SealedField(compartment="identity")


class DutyNotice(models.Model):
    """When the advisers of a circle or one adviser last heard that something waits, so that a busy night is one mail.

    `asked_at` is since when a round of mail is queued that has not run yet.
    """

    holder = models.OneToOneField("vault.Holder", on_delete=models.CASCADE, primary_key=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
