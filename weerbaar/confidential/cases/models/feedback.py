"""What clients thought of the help. Nothing here leads back to a case."""

import uuid

from django.db import models


class Feedback(models.Model):
    """Three answers of a client after the case was closed, with the quarter and the association, and no link to the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey("network.Association", on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    heard = models.PositiveSmallIntegerField()
    helped = models.PositiveSmallIntegerField()
    would_return = models.PositiveSmallIntegerField()


class FeedbackGiven(models.Model):
    """That the client of a case gave feedback, so that it is asked once. Which answers, is nowhere."""

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, primary_key=True, related_name="feedback_given")
