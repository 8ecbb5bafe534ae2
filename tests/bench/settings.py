"""The settings of the house, with the yardstick added: a table and a few addresses that do as little as can be done."""

from weerbaar.config.settings import *  # noqa: F403 - the very same settings
from weerbaar.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.bare"]
ROOT_URLCONF = "tests.bench.urls"
