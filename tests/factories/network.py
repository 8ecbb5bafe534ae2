"""Invented people who go out for the team."""

from datetime import UTC, datetime, time

from weerbaar.public.authorities.actions import load_built_in
from weerbaar.public.authorities.queries import authorities, authority_by_code
from weerbaar.team.network.actions.facilitators import add_facilitator, set_hours
from weerbaar.team.network.models import Skill
from weerbaar.team.network.rules import Hours

MORNING = datetime(2026, 5, 29, 8, 0, tzinfo=UTC)
ZWOLLE, GRONINGEN, MAASTRICHT = "GM0193", "GM0014", "GM0935"


def make_facilitator(name="Famke Fictief", *, skills=(Skill.MODERATE,), home=ZWOLLE, week=None, by=None, account=None):
    """Will add somebody; `week` is a list of (weekday, from hour, until hour), or nothing for who gave no hours."""
    if not authorities().exists():
        load_built_in(at=MORNING)
    email = f"{name.split(maxsplit=1)[0].lower()}@overleg.invalid"
    added = add_facilitator(
        name=name, email=email, skills=skills, home=authority_by_code(home), at=MORNING, by=by, account=account
    )
    if week:
        hours = [Hours(day, time(first), time(last)) for day, first, last in week]
        set_hours(facilitator=added, hours=hours, at=MORNING, by=by)
    return added
