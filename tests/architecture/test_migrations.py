"""Migrations are one line from the first to the last, and say what the models say."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


def test_no_two_migrations_of_a_room_follow_the_same_one():
    loader = MigrationLoader(None, ignore_no_migrations=True)

    assert loader.detect_conflicts() == {}


def test_our_migrations_are_numbered_in_the_order_in_which_they_run():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    ours = {label: name for label, name in graph.leaf_nodes() if label in rooms_with_migrations()}

    for label, last in ours.items():
        names = sorted(name for room, name in graph.nodes if room == label)
        assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)], label
        assert names[-1] == last


def rooms_with_migrations():
    return {room.label for room in apps.get_app_configs() if room.name.startswith("weerbaar.")}


@pytest.mark.django_db
def test_the_models_say_nothing_that_the_migrations_do_not():
    out = StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=out, no_color=True)

    assert out.getvalue() == "No changes detected\n"
