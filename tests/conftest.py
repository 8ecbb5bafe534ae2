"""What every test may ask for. The surroundings themselves are made in tests/support/environment.py."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.support.environment import RUN, SQLITE, kind_of_database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(worker_id):
    """A test database for each worker; on SQLite in a file, where locks and logs work as they do in earnest."""
    name = str(RUN / f"test-{worker_id}.sqlite3") if kind_of_database() == SQLITE else f"test_{worker_id}"
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files():
    """Pages rendered in-process name static files as they are; the running house hashes and compresses them."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture
def var_dir(settings, tmp_path) -> Path:
    """A folder of its own for a test that keeps files."""
    settings.VAR_DIR = tmp_path
    return tmp_path
