"""What is needed in the hall, who is there, and what is promised there."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.sessions.models.gatherings import Gathering


class Side(models.TextChoices):
    """Who brings something: we, or the organisation whose hall it is."""

    TEAM = "team", _("wij")
    ORGANISATION = "organisation", _("de organisatie")


class Material(models.Model):
    """Something that has to be in the hall, who brings it, and whether it is arranged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="materials")
    name = models.CharField(max_length=120)
    side = models.CharField(max_length=12, choices=Side.choices)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["side", "name"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "name"], name="sessions_material_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="sessions_material_side_known"),
        ]


class Group(models.TextChoices):
    """Who sits there, without names."""

    COUNCIL = "council", _("raads- of Statenleden")
    EXECUTIVE = "executive", _("college")
    STAFF = "staff", _("ambtenaren en griffie")
    OTHER = "other", _("anderen")


class HeadCount(models.Model):
    """How many of one group are expected, and how many there were."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="head_counts")
    group = models.CharField(max_length=10, choices=Group.choices)
    expected = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "group"], name="sessions_group_once"),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="sessions_group_known"),
        ]


class Guest(models.Model):
    """A participant by name, only where the organisation wishes so. `on` is the day of the gathering: then it counts down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=10, choices=Group.choices)
    on = models.DateField()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["on"], name="sessions_guests_by_day")]


class DayContact(models.Model):
    """Whom to call on the day itself, for as long as that is of use."""

    gathering = models.OneToOneField(
        Gathering, primary_key=True, on_delete=models.CASCADE, related_name="day_contact"
    )  # fmt: skip
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    on = models.DateField()


class RoomPromise(models.Model):
    """A promise of the campaign that was made at this gathering."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="promises")
    promise = models.OneToOneField("campaign.Promise", on_delete=models.CASCADE, related_name="+")
