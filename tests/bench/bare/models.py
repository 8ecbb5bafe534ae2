from django.db import models


class Line(models.Model):
    """A text as it came in: not sealed, not padded, without a trail."""

    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        app_label = "bare"
