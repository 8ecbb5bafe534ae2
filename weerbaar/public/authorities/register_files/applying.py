"""What each kind of file does to the draft of the register."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from weerbaar.public.authorities.models import Kind
from weerbaar.public.authorities.register_files import layouts, reorganising, whole
from weerbaar.public.authorities.register_files.drafts import Body, Draft
from weerbaar.public.authorities.register_files.reading import RegisterFile, Row
from weerbaar.public.authorities.spelling import plain, water_board_code


def apply_file(file: RegisterFile, bodies: dict[str, Body]) -> dict[str, Body]:
    """Will give the register as this file makes it; raises `BadFile` with every row that cannot be, and why."""
    draft = Draft(dict(bodies))
    APPLIERS[file.layout.key](draft, file.rows)
    draft.problems.stop()
    whole.check(draft, file.layout)
    draft.problems.stop()
    return draft.bodies


def missing(file: RegisterFile, bodies: dict[str, Body]) -> list[Body]:
    """Will list the bodies without an end that a file of all bodies of their kind does not name; they stay."""
    kind = WHOLE_FILES.get(file.layout.key)
    named = {row.cells.get("code") or water_board_code(row["name"]) for row in file.rows}
    open_bodies = (body for body in bodies.values() if body.kind == kind and body.valid_until is None)
    return sorted((body for body in open_bodies if body.code not in named), key=lambda body: body.code)


def _provinces(draft: Draft, rows: Iterable[Row]) -> None:
    for row in rows:
        if draft.once(row, row["code"], "code"):
            known = draft.bodies.get(row["code"], Body(row["code"], Kind.PROVINCE, row["name"]))
            draft.put(replace(known, **row.cells), row.line)


def _municipalities(draft: Draft, rows: Iterable[Row]) -> None:
    tiles: dict[tuple[int, int], int] = {}
    for row in rows:
        province = draft.bodies.get(row["province_code"])
        tile = (row["tile_column"], row["tile_row"])
        if province is None:
            draft.refuse(row, "province_code", f"provincie {row['province_code']} is niet bekend.")
        elif plain(row["province"]) not in {plain(name) for name in province.names()}:
            draft.refuse(row, "province", f"{province.code} is {province.name}, niet {row['province']}.")
        if (first := tiles.setdefault(tile, row.line)) != row.line:
            draft.refuse(row, "tile_column", f"deze plaats op de kaart is al bezet door regel {first}.")
        if draft.once(row, row["code"], "code"):
            known = draft.bodies.get(row["code"], Body(row["code"], Kind.MUNICIPALITY, row["name"]))
            facts = {column: cell for column, cell in row.cells.items() if not column.startswith("province")}
            draft.put(replace(known, **facts, province_id=row["province_code"]), row.line)


def _water_boards(draft: Draft, rows: Iterable[Row]) -> None:
    for row in rows:
        try:
            code = layouts.any_code(water_board_code(row["name"]))
        except ValueError:
            draft.refuse(row, "name", "van deze naam is geen code te maken: hij is te lang.")
            continue
        if draft.once(row, code, "name"):
            known = draft.bodies.get(code, Body(code, Kind.WATER_BOARD, row["name"]))
            draft.put(replace(known, name=row["name"]), row.line)


def _beginnings(draft: Draft, rows: Iterable[Row]) -> None:
    for row in rows:
        body = draft.bodies.get(row["code"])
        if body is None:
            draft.refuse(row, "code", f"{row['code']} is niet bekend.")
        elif draft.once(row, row["code"], "code"):
            draft.put(replace(body, valid_from=row["valid_from"]), row.line)


def _aliases(draft: Draft, rows: Iterable[Row]) -> None:
    """A body that the file names gets the aliases of the file; another keeps its own."""
    for row in rows:
        body = draft.bodies.get(row["code"])
        if body is None:
            draft.refuse(row, "code", f"{row['code']} is niet bekend.")
            continue
        before = body.aliases if body.code in draft.lines else ()
        if row["alias"] in {body.name, *before}:
            draft.refuse(row, "alias", f"zo heet {body.code} al.")
        draft.put(replace(body, aliases=(*before, row["alias"])), row.line)


APPLIERS: dict[str, Callable[[Draft, list[Row]], None]] = {
    layouts.PROVINCES.key: _provinces,
    layouts.MUNICIPALITIES.key: _municipalities,
    layouts.WATER_BOARDS.key: _water_boards,
    layouts.REORGANISATIONS.key: reorganising.reorganise,
    layouts.BEGINNINGS.key: _beginnings,
    layouts.ALIASES.key: _aliases,
}
WHOLE_FILES = {
    layouts.PROVINCES.key: Kind.PROVINCE,
    layouts.MUNICIPALITIES.key: Kind.MUNICIPALITY,
    layouts.WATER_BOARDS.key: Kind.WATER_BOARD,
}
