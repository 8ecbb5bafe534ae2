"""What happens in which order, and who is asked to lead it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.sessions.models.gatherings import Gathering


class ProgrammeItem(models.Model):
    """A building block in a programme, as it was when it was chosen: a later version of the block changes nothing here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="programme")
    position = models.PositiveSmallIntegerField()
    block = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    aim = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "position"], name="sessions_programme_in_order"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="sessions_item_takes_time"),
        ]


class Answer(models.TextChoices):
    """What somebody said who was asked."""

    OPEN = "", _("nog geen antwoord")
    YES = "yes", _("komt")
    NO = "no", _("kan niet")
    OTHER = "other", _("wil overleggen")


class Released(models.TextChoices):
    """Why somebody who was asked need not come, or can no longer."""

    NOT = "", _("niet")
    EXPIRED = "expired", _("niet op tijd geantwoord")
    WITHDRAWN = "withdrawn", _("vraag ingetrokken")
    ILL = "ill", _("uitgevallen")
    DECLINED = "declined", _("kan toch niet")
    MOVED = "moved", _("kan niet op de nieuwe tijd")
    CANCELLED = "cancelled", _("bijeenkomst afgezegd")
    UNDATED = "undated", _("datum ging eraf")


class Ask(models.Model):
    """One person asked for one gathering, by a link that works until a moment. Its token is kept as a digest.

    `words` prints the link once more in a reminder, sealed under the application's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="asks")
    facilitator = models.ForeignKey("network.Facilitator", on_delete=models.CASCADE, related_name="+")
    skill = models.CharField(max_length=10)
    token_digest = models.BinaryField(max_length=32, unique=True)
    words = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=6, choices=Answer.choices, default=Answer.OPEN, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    released = models.CharField(max_length=10, choices=Released.choices, default=Released.NOT, blank=True)
    released_at = models.DateTimeField(null=True)
    report_reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "facilitator"], condition=Q(released=""), name="sessions_asked_once"
            ),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="sessions_answer_known"),
            models.CheckConstraint(condition=Q(released__in=Released.values), name="sessions_released_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="sessions_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(released="", released_at__isnull=True) | (~Q(released="") & Q(released_at__isnull=False)),
                name="sessions_released_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["answer", "expires_at"], name="sessions_asks_that_wait")]


class WorkReport(models.Model):
    """What leading it took somebody, as they tell it themselves by the link of the question: minutes, and costs in cents.

    Whoever agrees to it takes it into the books; from then on it stays as it was told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="report")
    minutes = models.PositiveSmallIntegerField(default=0)
    travel_cents = models.PositiveIntegerField(default=0)
    other_cents = models.PositiveIntegerField(default=0)
    remark = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["told_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0) | Q(travel_cents__gt=0) | Q(other_cents__gt=0),
                name="sessions_report_of_something",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=False) | Q(agreed_by__isnull=True), name="sessions_report_agreed_when"
            ),
        ]

    @property
    def whole_cents(self) -> int:
        """All the costs together."""
        return self.travel_cents + self.other_cents
