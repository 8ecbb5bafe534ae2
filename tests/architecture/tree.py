"""The tree of the house, as these tests read it: files, rooms and what stands in them."""

import ast
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "weerbaar"
WINGS = ("confidential", "outreach", "team", "public", "foundation")


@cache
def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name, migrations excepted: those are history."""
    files = [path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def room_of(module: str) -> str:
    """The room that a module is in: `weerbaar.foundation.ui.views` is in `foundation.ui`; config is a room too."""
    parts = module.split(".")[1:]
    return ".".join(parts[:2]) if parts and parts[0] in WINGS and len(parts) > 1 else parts[0] if parts else ""


def floor_of(module: str) -> str:
    """The floor of a room that a module is on: `…ui.views` and `…ui.views.gallery` are both on `views`."""
    parts = module.split(".")[3:] if room_of(module).count(".") else module.split(".")[2:]
    return parts[0] if parts else ""


def imports_of(module: str) -> list[str]:
    """The dotted names of ours that a module imports, wherever in the file it does."""
    found = []
    for node in ast.walk(parsed(modules()[module])):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in found if name.startswith("weerbaar.")]


def functions_of(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    """Lines of a function without its decorators and its docstring."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(function.body) > 1
    documented = first.end_lineno - first.lineno + 1 if has_docstring else 0
    return function.end_lineno - function.lineno + 1 - documented


def templates() -> list[Path]:
    return sorted(HOUSE.rglob("templates/**/*.*"))


def pages(resolver: URLResolver | None = None, prefix: str = "") -> list[tuple[str, URLPattern]]:
    """Every path of the house with its pattern, however deep it was included."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        found += pages(entry, route) if isinstance(entry, URLResolver) else [(route, entry)]
    return found
