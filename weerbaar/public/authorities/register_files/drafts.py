"""The register as it would become: a draft in memory, which rows change and the rules of the whole are held against."""

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from weerbaar.public.authorities.models import Kind
from weerbaar.public.authorities.register_files.problems import Problems
from weerbaar.public.authorities.register_files.reading import Row

KINDS = {"GM": Kind.MUNICIPALITY, "PV": Kind.PROVINCE, "WS": Kind.WATER_BOARD}


def kind_of(code: str) -> Kind:
    """Will tell from a code what kind of body it is."""
    return KINDS[code[:2]]


@dataclass(frozen=True)
class Body:
    """What the register says about one body; the names are those of the columns."""

    code: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    seat: str = ""
    province_id: str | None = None
    safety_region_code: str = ""
    safety_region: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    tile_column: int | None = None
    tile_row: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    successor_id: str | None = None
    ending: str = ""

    def names(self) -> set[str]:
        return {self.name, *self.aliases}


FACTS = [fact.name for fact in fields(Body) if fact.name not in {"code", "kind"}]


@dataclass
class Draft:
    """The bodies by code, with what the file at hand did to them and what is wrong with it."""

    bodies: dict[str, Body]
    lines: dict[str, int] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)

    def refuse(self, row: Row, column: str, message: str) -> None:
        """Will note that this row cannot be."""
        self.problems.add(row.line, column, message)

    def put(self, body: Body, line: int) -> None:
        """Will set what is known about a body from this line on."""
        self.bodies[body.code] = body
        self.lines[body.code] = line

    def once(self, row: Row, key: str, column: str) -> bool:
        """Will tell whether this key was not seen before in the file, and refuse the row when it was."""
        first = self.lines.get(key)
        if first is None:
            self.lines[key] = row.line
            return True
        self.refuse(row, column, f"{row[column]} staat ook al op regel {first}.")
        return False


@dataclass(frozen=True)
class Change:
    """One fact that the file changes; a body that is new has only its name."""

    code: str
    name: str
    fact: str
    before: Any
    after: Any

    def __str__(self) -> str:
        if not self.fact:
            return f"nieuw      {self.code} {self.name}"
        return f"gewijzigd  {self.code} {self.name}: {self.fact} {_shown(self.before)} → {_shown(self.after)}"


def _shown(value: Any) -> str:
    return ", ".join(value) or "leeg" if isinstance(value, tuple) else str(value if value not in {None, ""} else "leeg")


def changes(before: dict[str, Body], after: dict[str, Body]) -> list[Change]:
    """Will list what makes the one register into the other, by code."""
    found = []
    for code, body in sorted(after.items()):
        old = before.get(code)
        if old is None:
            found.append(Change(code, body.name, "", None, body.name))
            continue
        pairs = [(fact, getattr(old, fact), getattr(body, fact)) for fact in FACTS]
        found += [Change(code, body.name, fact, was, becomes) for fact, was, becomes in pairs if was != becomes]
    return found
