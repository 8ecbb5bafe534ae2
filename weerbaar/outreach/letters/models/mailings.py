"""One act of sending: which letter, to whom, by which way."""

import uuid

from django.db import models

from weerbaar.outreach.letters.models.templates import TemplateVersion


class Mailing(models.Model):
    """A letter to a selection of organisations. `selection` says how they were chosen, `skipped` who was left out and why.

    `dated_on` is the day that stands in the letters. While `paused_at` is set nothing goes out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    round = models.ForeignKey("campaign.Round", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="mailings")
    dated_on = models.DateField()
    selection = models.JSONField(default=dict)
    skipped = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    # The steps of stages that this mailing made, so that they can be taken back as one.
    batch = models.ForeignKey("campaign.Batch", null=True, on_delete=models.SET_NULL, related_name="+")
    paused_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return self.name
