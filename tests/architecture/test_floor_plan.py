"""Every room has the same floor plan: reads in queries, writes in actions, pages that only pass things on."""

import ast

from django.apps import apps

from tests.architecture.tree import HOUSE, ROOT, floor_of, functions_of, length, modules, parsed, templates

PAGE_FLOORS = {"views", "api", "urls"}
MODULE_LINES, TEMPLATE_LINES, VIEW_LINES, ACTION_LINES = 400, 120, 25, 40
ALWAYS_A_WRITE = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}

# Where rows are written outside an `actions` floor, and why that is right.
WRITERS = {
    "weerbaar.foundation.accounts.session_store": "Django's own floor for sessions, which calls it to write and to end them",
    "weerbaar.foundation.vault": "its verbs are named after keys, not after floors: grant, rotate, wrap",
    "weerbaar.foundation.jobs.queue": "the acts of the queue: claim, finish, try again",
    "weerbaar.foundation.jobs.pulse": "a worker that says it lives",
    "weerbaar.foundation.jobs.schedule": "taking a moment of the schedule",
}


def lines_where(module, is_it):
    return [f"{module}:{node.lineno}" for node in ast.walk(parsed(modules()[module])) if is_it(node)]


def is_a_manager(node):
    return isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}


def is_a_write(node):
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr == "update":
        # A dictionary takes a mapping; a query takes columns by name.
        return bool(node.keywords) and not node.args
    return node.func.attr in ALWAYS_A_WRITE and not is_the_parent(node.func.value)


def is_the_parent(value):
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "super"


def test_no_page_asks_a_model_for_rows():
    pages = [name for name in modules() if floor_of(name) in PAGE_FLOORS]

    assert [line for name in pages for line in lines_where(name, is_a_manager)] == []


def test_rows_are_written_in_actions_only():
    outside = [name for name in modules() if floor_of(name) != "actions" and not is_excused(name)]

    assert [line for name in outside for line in lines_where(name, is_a_write)] == []


def test_every_excuse_to_write_is_still_needed():
    unused = [
        prefix for prefix in WRITERS if not any(lines_where(m, is_a_write) for m in modules() if belongs(m, prefix))
    ]

    assert unused == []


def is_excused(module):
    return any(belongs(module, prefix) for prefix in WRITERS)


def belongs(module, prefix):
    return module == prefix or module.startswith(f"{prefix}.")


def test_a_view_is_at_most_25_lines():
    assert too_long("views", VIEW_LINES) + too_long("api", VIEW_LINES) == []


def test_an_action_is_at_most_40_lines():
    assert too_long("actions", ACTION_LINES) == []


def too_long(floor, limit):
    return [
        f"{name}.{function.name}: {length(function)}"
        for name, path in modules().items()
        if floor_of(name) == floor
        for function in functions_of(path)
        if length(function) > limit
    ]


def test_a_module_is_at_most_400_lines():
    files = [*HOUSE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]

    assert [str(p.relative_to(ROOT)) for p in files if len(p.read_text().splitlines()) > MODULE_LINES] == []


def test_a_template_is_at_most_120_lines():
    assert [str(p.relative_to(ROOT)) for p in templates() if len(p.read_text().splitlines()) > TEMPLATE_LINES] == []


def test_no_module_is_named_after_a_heap():
    heaps = {"utils", "helpers", "common", "manager", "managers", "handler", "misc", "core", "info", "data"}

    assert [name for name in modules() if name.rsplit(".", 1)[-1] in heaps] == []


def test_every_room_with_models_has_migrations_and_a_privacy_register():
    lower_floors = {"vault", "jobs", "gateways"}  # privacy/lower_floors.py speaks for the rooms below it
    ours = [room for room in apps.get_app_configs() if room.name.startswith("weerbaar.") and list(room.get_models())]

    assert [r.label for r in ours if not (HOUSE.parent / r.path / "migrations" / "0001_initial.py").exists()] == []
    assert [
        r.label for r in ours if r.label not in lower_floors and not (HOUSE.parent / r.path / "privacy.py").exists()
    ] == []


def test_rooms_that_come_later_are_not_created_empty():
    rooms = [
        path
        for wing in ("confidential", "outreach", "team", "public", "foundation")
        for path in (HOUSE / wing).iterdir()
    ]

    assert [
        str(room)
        for room in rooms
        if room.is_dir() and room.name != "__pycache__" and len(list(room.rglob("*.py"))) < 3
    ] == []


def test_the_day_of_a_moment_is_asked_in_amsterdam():
    """Moments are kept in UTC: `at.date()` is still yesterday for an hour or two after midnight."""

    def is_a_day_in_utc(node):
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "date"
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"at", "now"}
        )

    acts = [name for name in modules() if floor_of(name) in {"actions", "queries", "tasks"}]

    assert [line for name in acts for line in lines_where(name, is_a_day_in_utc)] == []
