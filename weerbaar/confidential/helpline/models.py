"""The way back: a receipt's locator leads to a case."""

from django.db import models
from django.db.models import Q


class Receipt(models.Model):
    """Where seven words lead. The words themselves are nowhere; gone is the row, gone is the way.

    Of a case that ended by its term the row stays for a while without a holder: it leads to the proof of that, and opens
    nothing.
    """

    locator = models.BinaryField(primary_key=True, max_length=32)
    holder = models.OneToOneField("vault.Holder", null=True, on_delete=models.CASCADE, related_name="receipt")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="receipts")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holder__isnull=False, ended_at=None) | Q(holder=None, ended_at__isnull=False),
                name="helpline_an_ended_receipt_opens_nothing",
            ),
        ]
