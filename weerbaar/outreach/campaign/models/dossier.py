"""What is kept beside the steps: documents, calls, segments, and what was done to contacts."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models.organisations import Contact, Office, Organisation
from weerbaar.outreach.campaign.models.participation import Batch, Participation

MEDIA_TYPE_LENGTH = 100


class Document(models.Model):
    """A file of an organisation: a protocol, a programme, a note. Sealed on the disk; its id is the name of the file.

    `key` opens the file and is itself sealed under the application's key.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=MEDIA_TYPE_LENGTH)
    size = models.PositiveIntegerField()
    key = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-added_at", "id"]


class ContactFile(models.Model):
    """A list of contacts that was sent in and waits for a look: sealed like a document, and gone when its term passes."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    key = models.TextField()
    mapping = models.JSONField(default=dict)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    imported_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-added_at", "id"]


class Call(models.Model):
    """One attempt to reach an organisation by telephone in the call round, and how it ended."""

    class Outcome(models.TextChoices):
        NO_ANSWER = "no_answer", _("geen gehoor")
        CALL_BACK = "call_back", _("later terugbellen")
        WANTED = "wanted", _("wil een gesprek")
        DECLINED = "declined", _("wil dit niet")
        SOMEONE_ELSE = "someone_else", _("iemand anders regelt dit")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="calls")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    call_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["no_answer", "call_back", "wanted", "declined", "someone_else"]), name="campaign_call_outcome_known"),
            models.CheckConstraint(
                condition=~Q(outcome="call_back") | Q(call_back_at__isnull=False), name="campaign_call_back_at_a_moment"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["participation", "-at"], name="campaign_calls_of")]


class Segment(models.Model):
    """A search of the list that somebody keeps, for themselves or for the team: `asked` is what the filters said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    asked = models.JSONField(default=dict)
    by = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["by", "name"], name="campaign_segment_named_once")]


class BatchChange(models.Model):
    """What a batch changed on a participation beside its stages, so that it can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "participation", "field"], name="campaign_batch_changes_once")
        ]


class ContactImport(models.Model):
    """A list of contacts that came in, and how many rows did what. For two weeks it can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=120, blank=True)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "id"]


class ContactChange(models.Model):
    """What an import did to one contact: it made it, or changed it from `before` into `after`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(ContactImport, on_delete=models.CASCADE, related_name="changes")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    made = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "contact"], name="campaign_import_changes_once")]


class ContactMerge(models.Model):
    """Two rows of one person became one. `before` keeps what changed on the row that stays, to take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    double = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("double")), name="campaign_merge_of_two"),
            models.UniqueConstraint(
                fields=["double"], condition=Q(undone_at=None), name="campaign_double_goes_up_in_one"
            ),
        ]


class NotDouble(models.Model):
    """Somebody looked, and these two are two people: they are not shown as doubles again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="campaign_not_double_said_once")]


class HolderChange(models.Model):
    """An office that got another holder, or lost one. What belongs to the office stays; a person looks at it once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="holder_changes")
    office = models.CharField(max_length=20, choices=Office.choices)
    former = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    successor = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    noticed_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-noticed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at__isnull=False) | Q(checked_by__isnull=True),
                name="campaign_holder_checked_by_when",
            )
        ]
        indexes = [
            models.Index(fields=["organisation"], name="campaign_holders_unchecked", condition=Q(checked_at=None))
        ]
