"""The real system in its own folder: web server, worker, database, files and logs, as an operator would run it.

Everything that a house writes lands under `folder` (and, with PostgreSQL, in its own database), so a test can search
every byte of it or kill it and look at what is left.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.support.environment import CLUSTER, POSTGRESQL, RUN, kind_of_database
from tests.support.postgresql import Cluster
from tests.support.visitor import Visitor

if TYPE_CHECKING:
    import httpx

    from weerbaar.foundation.accounts.demo import DemoPerson

ROOT = Path(__file__).resolve().parents[2]
BLUEPRINT = RUN / "blueprint"
SQLITE_FILE = "weerbaar.sqlite3"
START_SECONDS = 30
TOTP_SECONDS = 30
SECOND_FACTOR, STEP_UP = "/inloggen/tweede-stap/", "/inloggen/bevestigen/"
# A second factor counts for five minutes where something dangerous is asked for.
FRESH_SECONDS = 200

# One process that does what an operator does once: database, register, invented team, static files.
FIRST_TIME = """
import django, sys
from django.core.management import call_command, get_commands
django.setup()
call_command("migrate", verbosity=0)
if "authorities" in get_commands():
    call_command("authorities", "load", verbosity=0)
if "demo" in get_commands():
    call_command("demo", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""


class House:
    """One running system. `build_house` makes it; the fixture `house` shares one among tests that do no harm."""

    def __init__(
        self,
        folder: Path,
        *,
        debug: bool = False,
        demo: bool = False,
        worker: bool = True,
        cluster: Cluster | None = None,
        **settings: str,
    ) -> None:
        self.folder = folder
        self.var = folder / "var"
        self.cluster = cluster or CLUSTER
        self.database = f"house_{uuid4().hex[:12]}"
        self.has_worker = worker
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._sessions: dict[str, dict[str, str]] = {}
        self._counters: dict[str, int] = {}
        self._shown_at: dict[str, float] = {}
        self._visitors: list[Visitor] = []
        self.environment = _environment(
            self.var, self._database_url, SITE_URL=self.url, TMPDIR=str(folder / "tmp"), PORT=str(self.port)
        ) | {"DEBUG": str(int(debug)), "DEMO": str(int(demo)), **settings}

    @property
    def _database_url(self) -> str:
        if kind_of_database() == POSTGRESQL:
            return self.cluster.url(self.database)
        return f"sqlite:///{self.var / SQLITE_FILE}"

    def furnish(self) -> None:
        """Will give this house its own copy of the first-time set-up; fast, because that was made once for the run."""
        prepare_blueprint()
        shutil.copytree(BLUEPRINT / "var", self.var)
        for name in ("logs", "tmp"):
            (self.folder / name).mkdir()
        if kind_of_database() == POSTGRESQL:
            self.cluster.copy_database(from_cluster=CLUSTER, template="blueprint", name=self.database)

    def start(self) -> None:
        """Will start the web server and the worker, and return when the first page can be asked for."""
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(("127.0.0.1", self.port))
            # From here on a visitor waits in line instead of being turned away: no polling for readiness.
            door.listen(128)
            gunicorn = ["-m", "gunicorn", "-c", "python:weerbaar.config.gunicorn", "--bind", f"fd://{door.fileno()}"]
            self._launch("web", *gunicorn, pass_fds=[door.fileno()])
        if self.has_worker:
            self._launch("worker", "manage.py", "worker")
        with self.client() as visitor:
            visitor.get("/gezond", timeout=START_SECONDS)

    def _launch(self, name: str, *arguments: str, pass_fds: list[int] | None = None) -> None:
        with (self.folder / "logs" / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds or [],
                start_new_session=True,
            )
        self.processes.append(process)

    def stop(self) -> None:
        """Will ask every process to end what it is doing and stop."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Will end every process at once, as when the power goes."""
        self._end(signal.SIGKILL)

    def _end(self, sign: signal.Signals) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
        for process in self.processes:
            process.wait(START_SECONDS)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        self.processes.clear()

    def restart(self) -> None:
        """Will stop and start again, on the same port."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """Will kill and leave nothing behind."""
        self.kill()
        for visitor in self._visitors:
            visitor.close()
        if kind_of_database() == POSTGRESQL:
            self.cluster.sql(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)

    def manage(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Will run `manage.py` in the surroundings of this house."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | settings,
            check=False,
            capture_output=True,
            text=True,
        )

    def client(self) -> Visitor:
        """Will return a visitor without JavaScript, with a cookie jar of its own; it is closed with the house."""
        self._visitors.append(Visitor(self.url))
        return self._visitors[-1]

    def every_file(self) -> Iterator[Path]:
        """Will give every file that this house keeps: data, keys, sealed files, post, temporary files and logs.

        With PostgreSQL also the raw files of its database and the write-ahead log of the cluster.
        """
        yield from (path for path in self.folder.rglob("*") if path.is_file())
        if kind_of_database() == POSTGRESQL:
            self.cluster.sql("CHECKPOINT")
            for part in (f"base/{self.cluster.number_of(self.database)}", "pg_wal"):
                yield from (path for path in (self.cluster.data / part).rglob("*") if path.is_file())

    def dump_database(self) -> bytes:
        """Will return every byte of the database: as it lies on disk, and on PostgreSQL also as it would be restored."""
        if kind_of_database() == POSTGRESQL:
            raw = [path.read_bytes() for path in self.every_file() if path.is_relative_to(self.cluster.data)]
            return b"".join([self.cluster.dump(self.database), *raw])
        return b"".join(path.read_bytes() for path in sorted(self.var.glob(f"{SQLITE_FILE}*")))

    def logs(self) -> str:
        """Will return all that was logged, by the web server and the worker."""
        return "".join(path.read_text() for path in sorted((self.folder / "logs").glob("*.log")))

    def sign_in(self, email: str = "vera@overleg.invalid") -> Visitor:
        """Will return a visitor who signed in as one of the invented team; it is not to sign out.

        A code works once, and two are good for a while: who asks again gets the same session in a new visitor.
        """
        if email not in self._sessions:
            self.show_both_factors(email, self.client())
        visitor = self.client()
        for name, value in self._sessions[email].items():
            # With their address: a cookie that is set again later must take the place of this one.
            visitor.cookies.set(name, value, domain="127.0.0.1")
        self.confirm(email, visitor)
        return visitor

    def confirm(self, email: str, visitor: Visitor) -> None:
        """Will show the second factor again when that was some minutes ago, as who goes on working is asked to now and then."""
        if time.monotonic() - self._shown_at[email] > FRESH_SECONDS:
            self._show_second_factor(email, visitor, visitor.get(STEP_UP), at=STEP_UP)
            self._shown_at[email] = time.monotonic()

    def session_of(self, email: str) -> dict[str, str]:
        """Will return the cookies, by name, of who signed in here last as this person."""
        return self._sessions[email]

    def keep_session(self, email: str, cookies: dict[str, str]) -> None:
        """Will lend these cookies to who signs in later as this person; the second factor was shown just now."""
        self._sessions[email] = cookies
        self._shown_at[email] = time.monotonic()

    def unused_code(self, email: str) -> str | None:
        """Will return a code of the second factor that was not given out before; None when those of now are gone.

        That of the half minute before is good too, but may be no more by the time that a busy machine has typed it.
        """
        # Here and not above: the bench runs houses without setting up Django for itself.
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value  # noqa: PLC0415

        now = int(time.time()) // TOTP_SECONDS
        counter = max(now, self._counters.get(email, 0) + 1)
        if counter > now + 1:
            return None
        self._counters[email] = counter
        return format_hotp_value(hotp_value(_invented(email).totp_seed, counter))

    def show_both_factors(self, email: str, visitor: Visitor) -> Visitor:
        """Will sign in at the door in the browser that `visitor` has, and return that visitor."""
        page = visitor.submit("/inloggen/", email=email, passphrase=_invented(email).passphrase)
        self._show_second_factor(email, visitor, page, at=SECOND_FACTOR)
        self.keep_session(email, dict(visitor.cookies))
        return visitor

    def _show_second_factor(self, email: str, visitor: Visitor, page: "httpx.Response", *, at: str) -> None:
        while code := self.unused_code(email):
            page = visitor.send_form(page, code=code)
            if page.url.path != at:
                return
        message = f"{email} cannot show a second factor: {page.status_code} at {page.url}"
        raise AssertionError(message)


def _invented(email: str) -> "DemoPerson":
    from weerbaar.foundation.accounts import demo  # noqa: PLC0415 - as above

    return next(person for person in demo.PEOPLE if person.email == email)


def build_house(folder: Path, **options) -> House:
    """Will furnish and start a house of its own for a test that kills, fills or breaks it; `remove()` ends it."""
    house = House(folder, **options)
    house.furnish()
    house.start()
    return house


def prepare_blueprint() -> None:
    """Will make the first-time set-up once for the whole run, whichever worker comes first."""
    with _lock("blueprint"):
        if BLUEPRINT.exists():
            return
        draft = RUN / "blueprint-draft"
        (draft / "var").mkdir(parents=True)
        if kind_of_database() == POSTGRESQL:
            CLUSTER.sql("CREATE DATABASE blueprint")
            url = CLUSTER.url("blueprint")
        else:
            url = f"sqlite:///{draft / 'var' / SQLITE_FILE}"
        environment = _environment(draft / "var", url) | {"DEBUG": "1", "DEMO": "1"}
        outcome = subprocess.run(
            [sys.executable, "-W", "default", "-c", FIRST_TIME],
            cwd=ROOT, env=environment, check=False, capture_output=True, text=True,
        )  # fmt: skip
        if outcome.returncode:
            message = f"The first-time set-up failed:\n{outcome.stdout}\n{outcome.stderr}"
            raise RuntimeError(message)
        draft.rename(BLUEPRINT)


def _environment(var: Path, database_url: str, **more: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings",
        "PYTHONDONTWRITEBYTECODE": "",
        "VAR_DIR": str(var),
        "DATABASE_URL": database_url,
        **more,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _lock(name: str) -> Iterator[None]:
    with (RUN / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
