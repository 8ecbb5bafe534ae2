"""The kinds of file that the register is made of. The first line of a file tells which one it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from weerbaar.public.authorities.register_files import cells

MUNICIPALITY, PROVINCE, WATER_BOARD = "GM[0-9]{4}", "PV[0-9]{2}", "WS-[a-z0-9]+(-[a-z0-9]+)*"
any_code = cells.code(MUNICIPALITY, PROVINCE, WATER_BOARD)


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of file and how each cell of them is read."""

    key: str
    label: str
    columns: Mapping[str, Callable[[str], Any]]


PROVINCES = Layout(
    "provinces",
    "provincies",
    {
        "code": cells.code(PROVINCE),
        "name": cells.name,
        "seat": cells.name,
        "latitude": cells.latitude,
        "longitude": cells.longitude,
    },
)
MUNICIPALITIES = Layout(
    "municipalities",
    "gemeenten",
    {
        "code": cells.code(MUNICIPALITY),
        "name": cells.name,
        "province_code": cells.code(PROVINCE),
        "province": cells.name,
        "safety_region_code": cells.code("VR[0-9]{2}"),
        "safety_region": cells.name,
        "latitude": cells.latitude,
        "longitude": cells.longitude,
        "tile_column": cells.tile,
        "tile_row": cells.tile,
    },
)
WATER_BOARDS = Layout("water_boards", "waterschappen", {"name": cells.name})
REORGANISATIONS = Layout(
    "reorganisations",
    "herindelingen",
    {
        "date": cells.day,
        "code": any_code,
        "name": cells.name,
        "successor_code": any_code,
        "successor": cells.name,
        "status": cells.status,
    },
)
BEGINNINGS = Layout("beginnings", "begindatums", {"code": any_code, "valid_from": cells.day})
ALIASES = Layout("aliases", "andere namen", {"code": any_code, "alias": cells.name})
# In the order in which the built-in files are loaded: each may name what the ones before it brought in.
LAYOUTS = [PROVINCES, MUNICIPALITIES, WATER_BOARDS, REORGANISATIONS, BEGINNINGS, ALIASES]
