"""What was written: to and from the client, and among helpers."""

import uuid

from django.db import models

from weerbaar.confidential.cases.models.case import Case
from weerbaar.foundation.vault.fields import SealedField


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


class DutyNotice(models.Model):
    """When the advisers of a circle or one adviser last heard that something waits, so that a busy night is one mail.

    `asked_at` is since when a round of mail is queued that has not run yet.
    """

    holder = models.OneToOneField("vault.Holder", on_delete=models.CASCADE, primary_key=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
