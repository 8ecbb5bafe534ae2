"""The first lock: every page says who may come in, and the table below says it once more, for a reader."""

from tests.architecture.tree import pages
from weerbaar.foundation.accounts.doors import Door
from weerbaar.foundation.accounts.roles import Role, permissions_of

PUBLIC, RECEIPT = "anyone", "receipt"

# Who may come in, by the name of the page. A new page is a new line here; that is the moment to think about it.
WHO_MAY_COME_IN = {}


def opens_for(door: Door):
    if door.kind != "staff":
        return PUBLIC if door.kind == "public" else RECEIPT
    return frozenset(role for role in Role if door.permission in permissions_of({role}))


def test_every_page_declares_its_door():
    assert [route for route, pattern in pages() if not isinstance(getattr(pattern.callback, "door", None), Door)] == []


def test_every_page_has_a_name_and_a_line_in_the_table():
    found = {pattern.name: opens_for(pattern.callback.door) for _, pattern in pages()}

    assert found == WHO_MAY_COME_IN
