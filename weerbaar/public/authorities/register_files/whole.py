"""What must hold for the register as a whole, whatever file was applied."""

from weerbaar.public.authorities.models import Kind
from weerbaar.public.authorities.register_files import layouts
from weerbaar.public.authorities.register_files.drafts import Body, Draft
from weerbaar.public.authorities.register_files.layouts import Layout

MOST_ALIASES = 20


def check(draft: Draft, layout: Layout) -> None:
    """Will note, at the line that brought it about, everything that does not hold."""
    _check_names_and_regions(draft)
    day_column = "date" if layout is layouts.REORGANISATIONS else "valid_from"
    for body in list(draft.bodies.values()):
        line = draft.lines.get(body.code) or draft.lines.get(body.successor_id or "")
        if line is None or body.successor_id is None:
            continue
        if _goes_round(draft, body):
            draft.problems.add(line, "successor_code", f"zo volgt {body.code} via een omweg zichzelf op.")
        elif message := _wrong_days(body, draft.bodies[body.successor_id]):
            draft.problems.add(line, day_column, message)


def _goes_round(draft: Draft, body: Body) -> bool:
    seen: set[str] = set()
    following: str | None = body.code
    while following is not None and following not in seen:
        seen.add(following)
        following = draft.bodies[following].successor_id
    return following is not None


def _wrong_days(body: Body, successor: Body) -> str:
    """Will say why the days of a body and its successor do not join: there must always be exactly one of the chain."""
    if body.valid_until is None:
        return ""
    if body.valid_from is not None and body.valid_from >= body.valid_until:
        return f"{body.code} eindigt op {body.valid_until}, maar begint pas op {body.valid_from}."
    if successor.valid_from is not None and successor.valid_from > body.valid_until:
        return f"{body.code} eindigt op {body.valid_until}; opvolger {successor.code} begint op {successor.valid_from}."
    if successor.valid_until is not None and successor.valid_until < body.valid_until:
        return f"{body.code} eindigt op {body.valid_until}; opvolger {successor.code} is er dan niet meer."
    return ""


def _check_names_and_regions(draft: Draft) -> None:
    names: dict[tuple[str, str], Body] = {}
    regions: dict[str, Body] = {}
    codes: dict[str, Body] = {}
    # What the file did not touch goes first, so that a contradiction is reported at a line of the file.
    for body in sorted(draft.bodies.values(), key=lambda body: draft.lines.get(body.code, 0)):
        line = draft.lines.get(body.code, 0)
        if line and len(body.aliases) > MOST_ALIASES:
            draft.problems.add(line, "alias", f"{body.code} heeft meer dan {MOST_ALIASES} andere namen.")
        if body.valid_until is not None:
            continue
        other = names.setdefault((body.kind, body.name), body)
        if other is not body and line:
            draft.problems.add(line, "name", f"{other.code} heet ook al {body.name}.")
        if body.kind != Kind.MUNICIPALITY or not body.safety_region_code:
            continue
        region = regions.setdefault(body.safety_region_code, body)
        if region.safety_region != body.safety_region and line:
            message = f"{body.safety_region_code} is {region.safety_region}, niet {body.safety_region}."
            draft.problems.add(line, "safety_region", message)
        code = codes.setdefault(body.safety_region, body)
        if code.safety_region_code != body.safety_region_code and line:
            message = f"{body.safety_region} is {code.safety_region_code}, niet {body.safety_region_code}."
            draft.problems.add(line, "safety_region_code", message)
