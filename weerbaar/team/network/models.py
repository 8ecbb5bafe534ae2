"""Associations, who answers for them, which ties an adviser has declared, and who goes out to lead, moderate and train."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from weerbaar.team.network.phrases import FAILURES


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


class Skill(models.TextChoices):
    """What a facilitator can do."""

    TALK = "talk", _("voorgesprek voeren")
    MODERATE = "moderate", _("bijeenkomst leiden")
    TRAIN = "train", _("training geven")


class Facilitator(models.Model):
    """Somebody who goes out for the team: leads talks, moderates sessions, trains. May have no account.

    `home` is the municipality that travel is counted from. Whoever left stays named in what they did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    account = models.OneToOneField("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.TextField(blank=True)
    skills = models.JSONField(default=list)
    home = models.ForeignKey("authorities.Authority", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ["name", "id"]

    @property
    def skill_names(self) -> list[str]:
        """What somebody can do, in words."""
        return [str(Skill(skill).label) for skill in self.skills]


class WorkingHours(models.Model):
    """When a facilitator goes out, each week, by the clock of Amsterdam. Monday is 0."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(Facilitator, on_delete=models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField()
    from_time = models.TimeField()
    until_time = models.TimeField()

    class Meta:
        ordering = ["weekday", "from_time"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="network_weekday_of_a_week"),
            models.CheckConstraint(
                condition=models.Q(from_time__lt=models.F("until_time")), name="network_hours_begin_before_they_end"
            ),
        ]


class CalendarFeed(models.Model):
    """A calendar of a facilitator that is read for the times that are taken, and for nothing else.

    Its address is a secret of whoever gave it: sealed under the application's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(Facilitator, on_delete=models.CASCADE, related_name="feeds")
    address = models.TextField()
    added_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, blank=True)

    @property
    def failure_in_words(self) -> str:
        """Why it could not be read last time; empty when it was."""
        return str(FAILURES.get(self.failure, "")) if self.failed_at else ""


class BusyTime(models.Model):
    """A time at which a facilitator cannot be asked. From a calendar without its words, or said by themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(Facilitator, on_delete=models.CASCADE, related_name="busy_times")
    feed = models.ForeignKey(CalendarFeed, null=True, on_delete=models.CASCADE, related_name="busy_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="network_busy_begins_before_it_ends"
            )
        ]
        indexes = [models.Index(fields=["facilitator", "starts_at"], name="network_busy_of")]


class Engagement(models.Model):
    """Somebody goes out for us: from when until when, where, and for what.

    `subject` is what a room above calls it, such as `gathering:<id>`. Nobody has two of them that overlap, or too close
    to travel in between: `actions.engagements.engage` sees to that under a lock on the facilitator.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(Facilitator, on_delete=models.CASCADE, related_name="engagements")
    skill = models.CharField(max_length=10, choices=Skill.choices)
    subject = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey("authorities.Authority", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["facilitator", "subject"], name="network_engaged_once_for_one_thing"),
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="network_engagement_begins_before_it_ends"
            ),
            models.CheckConstraint(condition=models.Q(skill__in=Skill.values), name="network_engagement_skill_known"),
        ]
        indexes = [
            models.Index(fields=["facilitator", "starts_at"], name="network_engaged_when"),
            models.Index(fields=["subject"], name="network_engaged_for"),
        ]
