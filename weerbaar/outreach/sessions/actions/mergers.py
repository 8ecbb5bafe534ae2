"""What moves along when a municipality goes up in another."""

from weerbaar.outreach.campaign.mergers import Merged
from weerbaar.outreach.sessions.models import Host, Quotation


def carry(merged: Merged) -> None:
    """Will let sessions, trainings and quotations of the former organisation be those of its successor.

    What both were to host together is hosted by the successor once; done again it changes nothing.
    """
    for former, successor in merged.stages.items():
        twice = Host.objects.filter(stage=successor).values_list("gathering_id", flat=True)
        Host.objects.filter(stage=former, gathering__in=list(twice)).delete()
        Host.objects.filter(stage=former).update(stage=successor)
    Quotation.objects.filter(participation=merged.former).update(participation=merged.successor)
