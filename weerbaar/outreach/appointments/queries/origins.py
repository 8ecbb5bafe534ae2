"""What the campaign is told of the appointments that steps of a stage came from."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.appointments.models import Appointment, State
from weerbaar.outreach.campaign.origins import Origin


def appointments_that_drove(keys: Collection[UUID]) -> dict[UUID, Origin]:
    """Will give where these appointments are put right; what was cancelled holds no step."""
    found = Appointment.objects.filter(pk__in=keys).values_list("pk", "state").order_by()
    return {
        key: Origin(words=_("de afspraak"), address=reverse("appointment", args=[key]), stands=state != State.CANCELLED)
        for key, state in found
    }
