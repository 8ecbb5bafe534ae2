from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path) -> Path:
    """Sealed files of a test lie in a folder of their own."""
    settings.SEALED_FILES_DIR = tmp_path / "files"
    return settings.SEALED_FILES_DIR
