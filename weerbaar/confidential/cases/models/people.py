"""Who the client is, and who is around them."""

import uuid

from django.db import models

from weerbaar.confidential.cases.models.case import Case
from weerbaar.foundation.vault.fields import SealedField


class Identity(models.Model):
    """Who the client is, how to reach them, and who may not read this."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="person")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    name = SealedField(compartment="identity")
    reach = SealedField(compartment="identity")
    for_whom = SealedField(compartment="identity")
    barred = SealedField(compartment="identity")


class Person(models.Model):
    """Someone around the client: at home, at work, the clerk, the police. All of it is sealed, also what they are to them.

    `profile` says in which way and when it is safe to reach them, what may be said, and the phrase by which both sides know
    each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="+")
    relation = SealedField(compartment="identity")
    name = SealedField(compartment="identity")
    reach = SealedField(compartment="identity")
    profile = SealedField(compartment="identity")
    added_at = models.DateTimeField()
