"""The surroundings of a test run, made before settings are read: `-p tests.support.environment` in pyproject.toml.

One run has one folder and, with DB=postgresql, one cluster; the workers of xdist inherit both from the process that
started them, which also clears them away.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.support.postgresql import Cluster

SQLITE, POSTGRESQL = "sqlite", "postgresql"
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def kind_of_database() -> str:
    """Will return the database of this run, from the environment variable DB."""
    kind = os.environ.get("DB", SQLITE)
    if kind not in (SQLITE, POSTGRESQL):
        message = f"DB is sqlite or postgresql, not {kind}."
        raise RuntimeError(message)
    return kind


def _open_run() -> Path:
    if IS_WORKER:
        return Path(os.environ["WEERBAAR_TEST_RUN"])
    folder = Path(tempfile.mkdtemp(prefix="weerbaar-test-"))
    os.environ["WEERBAAR_TEST_RUN"] = str(folder)
    (folder / "static").mkdir()
    return folder


RUN = _open_run()
CLUSTER = Cluster(Path("/tmp") / f"weerbaar-pg-{RUN.name.removeprefix('weerbaar-test-')}")  # noqa: S108

os.environ |= {
    "VAR_DIR": str(RUN / "var"),
    "STATIC_ROOT": str(RUN / "static"),
    "SECRET_KEY": "the-secret-key-of-a-test-run-which-guards-nothing-at-all",
    "SECURE_COOKIES": "0",
    "MAIL_GATEWAY": "fake",
    # The slowness of a passphrase is proven by the tests that ask for it; the others pay one cheap pass.
    "VAULT_KDF_PASSES": "1",
    "VAULT_KDF_MEBIBYTES": "8",
    "DATABASE_URL": CLUSTER.url("weerbaar") if kind_of_database() == POSTGRESQL else f"sqlite:///{RUN}/unused.sqlite3",
}
os.environ.pop("DEBUG", None)
os.environ.pop("DEMO", None)


def _close_run() -> None:
    if CLUSTER.data.exists():
        CLUSTER.remove()
    shutil.rmtree(RUN, ignore_errors=True)


if not IS_WORKER:
    atexit.register(_close_run)
    if kind_of_database() == POSTGRESQL:
        CLUSTER.start()
