"""Who wants the overview of the week by mail: their own choice, and off until they made it."""

from django.db import models


class WeeklyReader(models.Model):
    """Somebody of the team who asked for the overview of the week. `mailed_on` keeps a second run from mailing twice."""

    account = models.OneToOneField("accounts.Account", primary_key=True, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    mailed_on = models.DateField(null=True)
