"""What happened. All of it is sealed, also what kind of thing it was; figures are kept apart from any case."""

import uuid

from django.db import models

from weerbaar.foundation.vault.fields import SealedField


class Incident(models.Model):
    """One thing that happened to the client. `summary` is the line of the timeline; `facts` is all of it, as JSON.

    Whoever did it is part of `facts`, if it is told at all: never a row of its own, never shared between cases (AVG art. 10).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="incidents")
    evidence = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    summary = SealedField(compartment="evidence")
    facts = SealedField(compartment="evidence")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
