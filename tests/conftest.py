"""What every test may ask for. The surroundings themselves are made in tests/support/environment.py."""

from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from tests.support import browser
from tests.support import house as house_support
from tests.support.environment import POSTGRESQL, RUN, SQLITE, kind_of_database
from tests.support.postgresql import Cluster

# No property fails because the machine was busy; `make bench` is where speed is looked at. A test that asks for a fixture
# leaves what it holds as it is from one example to the next, and knows that.
hypothesis.settings.register_profile(
    "unhurried",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("unhurried")


def pytest_collection_modifyitems(items):
    """A browser and the database of the test itself do not go together: Django refuses a database beside Playwright's loop.

    Who names a fixture or a parameter `page` asks for a browser without knowing it, and takes all that follow along.
    """
    both = [item.nodeid for item in items if _is_given_a_browser(item) and _uses_database(item)]
    if both:
        message = f"These ask for a browser and for the database: {both[:5]}"
        raise pytest.UsageError(message)


def _is_given_a_browser(item):
    # A fixture or parameter of one's own that is called `page` hides the name, and the order is that of a browser all the same.
    return "browser_name" in {*item.fixturenames, *(item.callspec.params if hasattr(item, "callspec") else ())}


def _uses_database(item):
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


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


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """The running system, shared: tests that kill, fill or break it build their own with `build_house`.

    On PostgreSQL it has a cluster of its own: a thief who reads every byte of that reads this house, its whole history in
    the write-ahead log, and not a gigabyte of what other tests wrote.
    """
    cluster = Cluster() if kind_of_database() == POSTGRESQL else None
    if cluster:
        cluster.start()
    running = house_support.build_house(tmp_path_factory.mktemp("house") / "shared", cluster=cluster)
    yield running
    running.remove()
    if cluster:
        cluster.remove()


@pytest.fixture
def build_house(tmp_path):
    """Make running systems of one's own: `build_house(worker=False, MAIL_GATEWAY="smtp")`."""
    built = []

    def build(**options):
        built.append(house_support.House(tmp_path / f"house-{len(built)}", **options))
        built[-1].furnish()
        built[-1].start()
        return built[-1]

    yield build
    for one in built:
        one.remove()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | browser.launch_arguments()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
