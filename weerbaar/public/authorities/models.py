"""Municipalities, provinces and water boards, each from the day it began to the day it went up in another."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

NAME_LENGTH = 100
CODE_LENGTH = 50
SOUTH, NORTH = Decimal("50.6"), Decimal("53.7")
WEST, EAST = Decimal("3.2"), Decimal("7.3")


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", "gemeente"
    PROVINCE = "province", "provincie"
    WATER_BOARD = "water_board", "waterschap"


class Ending(models.TextChoices):
    PLANNED = "planned", "gepland"
    DONE = "done", "gebeurd"


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def valid_on(self, day: date) -> "AuthorityQuerySet":
        """Will keep the bodies that exist on that day; the day on which one goes up in another it is gone."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gt=day))

    def of_kind(self, kind: str) -> "AuthorityQuerySet":
        return self.filter(kind=kind)


class Authority(models.Model):
    """One public body. Its code never changes and its row is never deleted, so that what points to it holds."""

    code = models.CharField(primary_key=True, max_length=CODE_LENGTH)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=NAME_LENGTH)
    aliases = models.JSONField(default=list)
    # The name and the aliases in plain letters, so that any database finds "Súdwest" for "sudwest".
    search_text = models.TextField()
    seat = models.CharField(max_length=NAME_LENGTH, blank=True)
    province = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="bodies_within")
    safety_region_code = models.CharField(max_length=4, blank=True)
    safety_region = models.CharField(max_length=NAME_LENGTH, blank=True)
    latitude = models.DecimalField(max_digits=6, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=4, null=True)
    tile_column = models.PositiveSmallIntegerField(null=True)
    tile_row = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["search_text", "code"]
        constraints = [
            models.CheckConstraint(name="authority_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="authority_municipality_in_province",
                condition=Q(kind=Kind.MUNICIPALITY, province__isnull=False)
                | (~Q(kind=Kind.MUNICIPALITY) & Q(province__isnull=True)),
            ),
            models.CheckConstraint(
                name="authority_begins_before_it_ends",
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_from__lt=F("valid_until")),
            ),
            models.CheckConstraint(
                name="authority_ends_in_a_successor",
                condition=Q(valid_until__isnull=True, successor__isnull=True, ending="")
                | Q(valid_until__isnull=False, successor__isnull=False, ending__in=Ending.values),
            ),
            models.CheckConstraint(
                name="authority_not_its_own_successor",
                condition=Q(successor__isnull=True) | ~Q(successor=F("code")),
            ),
            models.CheckConstraint(
                name="authority_place_in_the_netherlands",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Said twice, because a comparison with nothing is unknown, and a check lets the unknown pass.
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST)),
            ),
            models.CheckConstraint(
                name="authority_tile_whole",
                condition=Q(tile_column__isnull=True, tile_row__isnull=True)
                | Q(tile_column__isnull=False, tile_row__isnull=False),
            ),
            models.UniqueConstraint(
                name="authority_name_once_per_kind", fields=["kind", "name"], condition=Q(valid_until__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["kind", "valid_until"], name="authority_by_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """The kind and the name: there are a province, a city and a water board called Limburg, or nearly so."""
        return f"{Kind(self.kind).label} {self.name}"

    def is_valid_on(self, day: date) -> bool:
        """Will tell whether this body exists on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )


class LoadedRegister(models.Model):
    """The digest of the built-in register that was loaded last, so that loading it again costs one query."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="loaded_register_is_one_row", condition=Q(id=1))]
