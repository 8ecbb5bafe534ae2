"""The way back: a receipt's locator leads to a case; and form tokens that were used, so that nothing is sent twice."""

from django.db import models


class Receipt(models.Model):
    """Where seven words lead. The words themselves are nowhere; gone is the row, gone is the way."""

    locator = models.BinaryField(primary_key=True, max_length=32)
    holder = models.OneToOneField("vault.Holder", on_delete=models.CASCADE, related_name="receipt")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="receipts")


class UsedToken(models.Model):
    """A form that was sent, by a keyed digest of its token: the same form again is told so."""

    digest = models.BinaryField(primary_key=True, max_length=32)
    used_at = models.DateTimeField()
