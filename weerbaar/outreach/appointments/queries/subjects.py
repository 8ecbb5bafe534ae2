"""What other rooms are told of the appointments that they have noted."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.appointments.models import Appointment, State
from weerbaar.outreach.campaign.subjects import Subject


def appointments_with(keys: Collection[UUID]) -> dict[UUID, Subject]:
    """Will give these appointments; what was cancelled stands no more."""
    found = Appointment.objects.filter(pk__in=keys).values_list("pk", "state").order_by()
    return {
        key: Subject(
            words=_("de afspraak"), address=reverse("appointment", args=[key]), stands=state != State.CANCELLED
        )
        for key, state in found
    }
