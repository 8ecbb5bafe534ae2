"""One row for each body that is left alone for a while. It holds no author, no reason and no moment of writing: see actions."""

import uuid

from django.db import models


class Quiet(models.Model):
    """Nothing is asked of this body before this day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.OneToOneField("authorities.Authority", on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
