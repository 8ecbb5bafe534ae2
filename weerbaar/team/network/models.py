"""Associations, who answers for them, and which ties an adviser has declared."""

import uuid

from django.db import models


class Association(models.Model):
    """A professional association whose advisers answer. Its circle is who can read a first contact."""

    code = models.SlugField(primary_key=True, max_length=30)
    name = models.CharField(max_length=120)
    circle = models.OneToOneField("vault.Circle", null=True, on_delete=models.PROTECT, related_name="association")
    on_duty_from = models.DateTimeField(null=True)


class Member(models.Model):
    """An adviser of an association. Until admitted by someone inside, a member holds no key to the circle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["association", "account"], name="network_member_once")]


class Tie(models.Model):
    """A party or a public body that an adviser is tied to, so that who fears being read there can keep them out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="ties")
    party = models.CharField(max_length=60, blank=True, default="")
    authority = models.ForeignKey(
        "authorities.Authority", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(party="", authority__isnull=False)
                | (~models.Q(party="") & models.Q(authority=None)),
                name="network_tie_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["account", "party"], name="network_party_once", condition=models.Q(authority=None)
            ),
            models.UniqueConstraint(fields=["account", "authority"], name="network_authority_once"),
        ]
