"""What is done once before serving: database, static files, register and, in demo mode, the invented team.

`python -m weerbaar.config.prepare`. Running it again does no harm and, when nothing changed, takes about a second.
"""

import os

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def prepare() -> None:
    """Will bring everything up to date; raises what the commands raise, and then nothing may be served."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    call_command("authorities", "load", verbosity=0)
    if settings.DEMO:
        call_command("demo", verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.config.settings")
    django.setup()
    prepare()
