"""Who holds what: key pairs, circles, compartments and grants. Nothing here opens without a secret from outside."""

import uuid

from django.db import models


class Holder(models.Model):
    """A public key that data keys are sealed to: of a person, of one generation of a circle, or of a receipt."""

    class Kind(models.TextChoices):
        PERSON = "person"
        CIRCLE = "circle"
        RECEIPT = "receipt"

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
