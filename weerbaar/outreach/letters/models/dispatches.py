"""What goes to one office: a letter or a mail, once."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models import Contact, Office, Participation
from weerbaar.outreach.letters.models.mailings import Mailing


class Channel(models.TextChoices):
    """How it goes."""

    LETTER = "letter", _("brief")
    MAIL = "mail", _("mail")


class DispatchState(models.TextChoices):
    """How far it is. What is released waits until the time to take it back has passed."""

    WAITING = "waiting", _("staat klaar")
    RELEASED = "released", _("vrijgegeven")
    READY = "ready", _("gemaakt")
    SENT = "sent", _("verstuurd")
    SKIPPED = "skipped", _("overgeslagen")
    CANCELLED = "cancelled", _("ingetrokken")


class Dispatch(models.Model):
    """A letter or mail to one office of one organisation.

    The constraint is what makes a mailing go once: there is one row for an office and a way, however often somebody
    presses. `snapshot` keeps every word that filled the fields, so that the same letter can be made again; the link is
    the one of the office, whose token and code are sealed. A mail goes into the queue in the transaction that sets
    `sent_at`, so that neither is there without the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="dispatches")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=20, choices=Office.choices)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey("campaign.PersonalLink", null=True, on_delete=models.SET_NULL, related_name="+")
    province = models.CharField(max_length=10)
    postcode = models.CharField(max_length=7, blank=True)
    snapshot = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=DispatchState.choices, default=DispatchState.WAITING)
    why = models.CharField(max_length=40, blank=True)
    goes_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_why = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["province", "postcode", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "participation", "office", "channel"], name="letters_once_per_office_and_way"
            ),
            models.CheckConstraint(condition=Q(state__in=DispatchState.values), name="letters_state_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="letters_channel_known"),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="letters_office_known"),
            models.CheckConstraint(
                condition=Q(state=DispatchState.SENT, sent_at__isnull=False, sent_on__isnull=False)
                | (~Q(state=DispatchState.SENT) & Q(sent_at__isnull=True) & Q(sent_on__isnull=True)),
                name="letters_sent_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=DispatchState.RELEASED) | Q(goes_at__isnull=False), name="letters_released_goes_once"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(state=DispatchState.SENT), name="letters_returned_was_sent"
            ),
        ]
        indexes = [
            models.Index(fields=["mailing", "state", "goes_at"], name="letters_what_goes_next"),
            models.Index(fields=["participation", "-sent_at"], name="letters_of_organisation"),
            models.Index(fields=["returned_at"], name="letters_that_came_back", condition=Q(returned_at__isnull=False)),
        ]


class ReceivedMail(models.Model):
    """A mail that came back on one of ours, once: `digest` tells it from another. `text` is what it said."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("antwoord")
        RETURNED = "returned", _("niet bezorgd")
        DELAYED = "delayed", _("vertraagd")
        AUTOMATIC = "automatic", _("automatisch antwoord")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="received")
    digest = models.BinaryField(max_length=32, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sender = models.CharField(max_length=254, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "id"]
