"""A private PostgreSQL cluster, made from the installed programs: no port, only a socket in its own folder."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# For what has to survive no longer than the tests.
HASTY = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
# Tests take back what they write. A vacuum then finds pages full of dead rows and tells the planner that these tables are
# empty; with loops in loops over all of those pages, the next mailing to 354 organisations takes an hour instead of a moment.
NO_LOOPS = ["-c", "enable_nestloop=off", "-c", "jit=off"]


def program(name: str) -> str:
    """Will find a program of the newest installed PostgreSQL; raises when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if not found:
        message = "PostgreSQL is not installed: run tests/install-programs."
        raise RuntimeError(message)
    return str(found[-1])


class Cluster:
    """A database server for one test run. PostgreSQL refuses to run as root, so root hands it to another user."""

    def __init__(self, folder: Path | None = None, *, durable: bool = False) -> None:
        # The path of a Unix socket may hold about a hundred characters, so the folder is made near the root.
        self.folder = folder or Path(tempfile.mkdtemp(prefix="weerbaar-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.durable = durable

    @property
    def user(self) -> str:
        return "postgres" if os.getuid() == 0 else os.environ.get("USER", "weerbaar")

    def url(self, database: str) -> str:
        return f"postgresql://weerbaar@/{self.folder}/{database}"

    def run(self, *command: str, check: bool = True, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        return subprocess.run([*as_user, *command], cwd=self.folder, check=check, capture_output=True, input=given)

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        if not self.data.exists():
            self.run(
                program("initdb"), "--no-sync", "--no-instructions", "--auth=trust", "--username=weerbaar",
                "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={self.data}",
            )  # fmt: skip
        settings = [
            "-c",
            "listen_addresses=",
            "-c",
            f"unix_socket_directories={self.folder}",
            "-c",
            "max_connections=120",
        ]
        options = " ".join([*settings, *([] if self.durable else [*HASTY, *NO_LOOPS])])
        log = self.folder / "log"
        self.run(program("pg_ctl"), "-D", str(self.data), "-w", "-l", str(log), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self.run(program("pg_ctl"), "-D", str(self.data), "-w", "-m", mode, "stop", check=False)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, statement: str) -> None:
        self.run(program("psql"), "-h", str(self.folder), "-U", "weerbaar", "-d", "postgres", "-qc", statement)

    def dump(self, database: str) -> bytes:
        """Will return everything in a database as the text that would restore it."""
        return self.run(program("pg_dump"), "-h", str(self.folder), "-U", "weerbaar", "--inserts", database).stdout

    def query(self, statement: str) -> str:
        arguments = ["-h", str(self.folder), "-U", "weerbaar", "-d", "postgres", "-Atqc", statement]
        return self.run(program("psql"), *arguments).stdout.decode().strip()

    def number_of(self, database: str) -> str:
        """Will return the name of the folder under data/base that holds this database."""
        return self.query(f"SELECT oid FROM pg_database WHERE datname = '{database}'")  # noqa: S608 - our own name

    def copy_database(self, *, from_cluster: "Cluster", template: str, name: str) -> None:
        """Will make a database that equals `template`, which may live in another cluster."""
        if from_cluster is self:
            self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
            return
        self.sql(f"CREATE DATABASE {name}")
        arguments = ["-h", str(self.folder), "-U", "weerbaar", "-d", name, "-q"]
        self.run(program("psql"), *arguments, given=from_cluster.dump(template))
