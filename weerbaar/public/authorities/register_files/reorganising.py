"""Bodies that go up in others. Only this ends a body."""

from dataclasses import replace

from weerbaar.public.authorities.models import Ending
from weerbaar.public.authorities.register_files.drafts import Body, Draft, kind_of
from weerbaar.public.authorities.register_files.reading import Row

CANCELLED = "cancelled"


def reorganise(draft: Draft, rows: list[Row]) -> None:
    """Will end the body of each row in its successor, or take a plan back; notes each row that cannot be."""
    ended = {row["code"] for row in rows if row["status"] == Ending.DONE}
    for row in rows:
        _check_names(draft, row)
        body = draft.bodies.get(row["code"])
        if not draft.once(row, row["code"], "code"):
            continue
        if row["successor_code"] not in draft.bodies and row["successor_code"] not in ended:
            draft.refuse(row, "successor_code", f"opvolger {row['successor_code']} is niet bekend.")
        elif kind_of(row["successor_code"]) != kind_of(row["code"]):
            draft.refuse(row, "successor_code", "de opvolger is een ander soort overheid.")
        elif row["code"] == row["successor_code"]:
            draft.refuse(row, "successor_code", f"{row['code']} kan zichzelf niet opvolgen.")
        elif body is None and row["status"] != Ending.DONE:
            draft.refuse(row, "code", f"{row['code']} is niet bekend.")
        elif body is not None and row["status"] == CANCELLED and body.ending == Ending.DONE:
            draft.refuse(row, "status", f"{row['code']} is al opgegaan in {body.successor_id}.")
        else:
            draft.put(_ended(body or Body(row["code"], kind_of(row["code"]), row["name"]), row), row.line)
    draft.problems.stop()
    for row in rows:
        _take_province(draft, row["code"])


def _ended(body: Body, row: Row) -> Body:
    if row["status"] == CANCELLED:
        return replace(body, valid_until=None, successor_id=None, ending="")
    same = (body.valid_until, body.successor_id) == (row["date"], row["successor_code"])
    # What has been done is not planned again by an older file.
    ending = Ending.DONE if same and body.ending == Ending.DONE else Ending(row["status"])
    return replace(body, valid_until=row["date"], successor_id=row["successor_code"], ending=str(ending))


def _check_names(draft: Draft, row: Row) -> None:
    """A name that belongs to another body of the register betrays a mistyped code; a former name does not."""
    for column, named in [("code", row["name"]), ("successor_code", row["successor"])]:
        body = draft.bodies.get(row[column])
        if body is None or named in body.names():
            continue
        owner = next(
            (other for other in draft.bodies.values() if named == other.name and other.kind == body.kind), None
        )
        if owner is not None:
            draft.refuse(row, column, f"{body.code} is {body.name}; {named} is {owner.code}.")


def _take_province(draft: Draft, code: str) -> None:
    """A body known only from its end takes the province of what it went up in."""
    passed = []
    body = draft.bodies[code]
    while body.province_id is None and body.successor_id is not None and body.code not in passed:
        passed.append(body.code)
        body = draft.bodies[body.successor_id]
    for each in passed:
        draft.bodies[each] = replace(draft.bodies[each], province_id=body.province_id)
