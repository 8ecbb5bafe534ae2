"""What shows it: originals, untouched and sealed, and archives of messages that came in one file."""

import uuid

from django.db import models

from weerbaar.foundation.vault.fields import SealedField


class Evidence(models.Model):
    """An original, sealed as it came. Its id is that of the sealed file; who touched it stands in the audit trail.

    `digest` is the SHA-256 of the original: sealed too, because with it someone could check whether we hold a file that
    they have. `facts` holds what was read from it, as JSON, and `stamp` a time stamp by others (RFC 3161), in base64.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="evidence_items")
    incident = models.ForeignKey(
        "incidents.Incident", null=True, on_delete=models.SET_NULL, related_name="evidence_items"
    )
    evidence = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    name = SealedField(compartment="evidence")
    media_type = SealedField(compartment="evidence")
    size = SealedField(compartment="evidence")
    key = SealedField(compartment="evidence")
    digest = SealedField(compartment="evidence")
    facts = SealedField(compartment="evidence")
    stamp = SealedField(compartment="evidence", null=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def subject(self) -> str:
        """The name of this original in the audit trail: its custody log."""
        return f"evidence:{self.pk}"


class Bundle(models.Model):
    """An archive of messages in one original, read page by page. `picked` names the messages that matter, as JSON."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="bundles")
    evidence = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    original = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="bundle")
    picked = SealedField(compartment="evidence", null=True)
    read = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)


class BundlePage(models.Model):
    """A few hundred messages of a bundle, sealed together as JSON: thousands of messages are a few rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="pages")
    evidence = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    messages = SealedField(compartment="evidence")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "position"], name="incidents_one_page_a_position")]
