"""What happened with an organisation, in words a colleague can take over from, and what was promised."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models.organisations import Contact
from weerbaar.outreach.campaign.models.participation import Participation, Payer


class Moment(models.Model):
    """One thing in the story of an organisation. Not the audit trail: this is for people, and says what was said.

    Written so that it harms nobody when it is disclosed (Woo): no private numbers, no judgement of a person.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("notitie")
        CALL = "call", _("telefoon")
        LETTER = "letter", _("brief")
        MAIL = "mail", _("mail")
        ANSWER = "answer", _("antwoord")
        APPOINTMENT = "appointment", _("afspraak")
        STAGE = "stage", _("stap")
        CONTACT = "contact", _("contactpersoon")
        SESSION = "session", _("bijeenkomst")
        SURVEY = "survey", _("Uitvraag")
        MERGER = "merger", _("herindeling")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="moments")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="campaign_moment_says_something")]
        indexes = [models.Index(fields=["participation", "-at"], name="campaign_story")]


class Promise(models.Model):
    """Something that one side will do, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="promises")
    text = models.CharField(max_length=300)
    side = models.CharField(max_length=12, choices=Payer.choices, default=Payer.TEAM)
    owner = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["due_on", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by__isnull=True), name="campaign_promise_done_by_when_done"
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="campaign_promises_open", condition=Q(done_at=None))]
