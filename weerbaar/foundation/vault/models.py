"""Who holds what: key pairs, circles, compartments and grants. Nothing here opens without a secret from outside."""

import uuid

from django.db import models
from django.db.models import Case, When


class Holder(models.Model):
    """A public key that data keys are sealed to: of a person, one generation of a circle, a receipt, or a quorum."""

    class Kind(models.TextChoices):
        PERSON = "person"
        CIRCLE = "circle"
        RECEIPT = "receipt"
        RECOVERY = "recovery"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    public_key = models.BinaryField(max_length=32)


class PersonKey(models.Model):
    """The secret half of a person's pair, wrapped twice: by the passphrase and by the printed recovery code."""

    holder = models.OneToOneField(Holder, on_delete=models.CASCADE, primary_key=True, related_name="person_key")
    salt = models.BinaryField(max_length=16)
    passes = models.PositiveSmallIntegerField()
    mebibytes = models.PositiveSmallIntegerField()
    wrapped_by_passphrase = models.BinaryField()
    wrapped_by_recovery = models.BinaryField()
    wrapped_at = models.DateTimeField()


class Circle(models.Model):
    """A group with a key pair of its own. `current` is the generation that new grants go to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    current = models.OneToOneField(Holder, on_delete=models.PROTECT, related_name="circle")
    rotated_at = models.DateTimeField()


class Seat(models.Model):
    """A member's place in one generation of a circle: its secret half, sealed to the member's own key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="seats")
    generation = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="generation_seats")
    member = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="seats")
    sealed_secret = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["generation", "member"], name="vault_one_seat_a_generation")]


class Compartment(models.Model):
    """One lockable part of something bigger, named by `scope`, with a data key that only grants hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    rotated_at = models.DateTimeField()


class Grant(models.Model):
    """A compartment's data key, sealed to one holder. No grant, no text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="grants")
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="grants")
    sealed_key = models.BinaryField()
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compartment", "holder"], name="vault_one_grant_a_holder")]


class Quorum(models.Model):
    """A key pair that nobody holds: so many custodians together can open with it what was granted to its holder.

    One is in use; those of before stay for as long as anything is still granted to them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, related_name="quorum")
    needed = models.PositiveSmallIntegerField()
    founded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Case(When(replaced_at=None, then=1)), name="vault_one_quorum_in_use"),
        ]


class Share(models.Model):
    """A custodian's part of the secret half of a quorum, sealed to the custodian's own key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quorum = models.ForeignKey(Quorum, on_delete=models.CASCADE, related_name="shares")
    custodian = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="shares")
    sealed_part = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quorum", "custodian"], name="vault_one_share_a_custodian")]


class Contribution(models.Model):
    """A custodian's part, sealed to one fellow custodian for one request. Gone when the request is done or over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.UUIDField(db_index=True)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="contributions")
    reader = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="contributions_to_read")
    sealed_part = models.BinaryField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "share", "reader"], name="vault_one_contribution_a_reader")
        ]
