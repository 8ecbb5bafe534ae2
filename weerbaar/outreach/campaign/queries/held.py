"""What was held with organisations over all rounds: for whoever wants to know what came before something else."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from weerbaar.outreach.campaign.models import Stage, StageState


def held_with_everybody() -> Mapping[str, list[tuple[date, str]]]:
    """Will give, by the code of the organisation, the day and the kind of each stage that was held, in one query."""
    held = Stage.objects.filter(state=StageState.HELD, held_on__isnull=False).order_by("held_on")
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for code, day, kind in held.values_list("participation__organisation", "held_on", "kind"):
        if day is not None:
            found[code].append((day, kind))
    return found
