"""When and where a gathering is, in words."""

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.outreach.sessions.models import Gathering


def moment_of(gathering: Gathering) -> str:
    """Will write when it is, by the clock of Amsterdam: "maandag 26 oktober 2026, 19.30 tot 22.00 uur"."""
    if gathering.starts_at is None or gathering.ends_at is None:
        return gettext("nog zonder datum")
    start, end = timezone.localtime(gathering.starts_at), timezone.localtime(gathering.ends_at)
    day, first, last = format_date(start, "l j F Y"), format_date(start, "H.i"), format_date(end, "H.i")
    return gettext("%(day)s, %(first)s tot %(last)s uur") % {"day": day, "first": first, "last": last}


def place_of(gathering: Gathering) -> str:
    """Will write where it is, as far as we know."""
    parts = [gathering.room, gathering.address, gathering.place.name if gathering.place else ""]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or gettext("de plaats volgt")
