from pathlib import Path

import pytest

from tests.factories.team import make_adviser, make_association


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path) -> Path:
    """Sealed files of a test lie in a folder of their own."""
    settings.SEALED_FILES_DIR = tmp_path / "files"
    return settings.SEALED_FILES_DIR


@pytest.fixture
def vera(db):
    return make_adviser()


@pytest.fixture
def wil(db):
    return make_adviser("Wil Waarnemer")


@pytest.fixture
def joris(db):
    """An adviser of another association."""
    return make_adviser("Joris Elders")


@pytest.fixture
def raadsleden(vera, wil):
    """The association of Vera and Wil."""
    return make_association("raadsleden", vera, wil)


@pytest.fixture
def wethouders(joris):
    """The association of Joris."""
    return make_association("wethouders", joris)
