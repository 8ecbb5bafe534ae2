"""Who is away, and whose cases are with a colleague for so long."""

from django.db import models

from weerbaar.confidential.cases.models.case import Case


class StandIn(models.Model):
    """A case that is with a colleague for as long as its helper is on leave. Whoever answers in it now gives it back."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="stand_in")
    away = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
