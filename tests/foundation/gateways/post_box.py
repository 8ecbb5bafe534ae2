"""A real IMAP server on loopback: Dovecot, run by whoever runs the tests, with everything it keeps in one folder."""

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest
from imapclient import IMAPClient

from tests.foundation.gateways.certificates import make_certificate
from weerbaar.foundation.gateways.mailbox import Account

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
START_SECONDS = 20
USER, PASSWORD = "antwoord", "geheim"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
default_internal_user = {who}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {secure_port}
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostBox:
    """One mailbox; `put` delivers, `flags` looks at what became of the messages."""

    def __init__(self, folder):
        self.folder, self.port, self.secure_port = folder, free_port(), free_port()
        for name in ("run", "state", "mail", "home"):
            (folder / name).mkdir()
        self.certificate, key = make_certificate(folder)
        uid, gid = os.getuid(), os.getgid()
        # Whoever is root cannot greet strangers as root: Debian's package brings two users for that.
        me = (getpass.getuser(), grp.getgrgid(gid).gr_name, getpass.getuser())
        who, group, login = ("dovecot", "dovecot", "dovenull") if uid == 0 else me
        if uid == 0:
            uid, gid = pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid
        folder.chmod(0o755)
        for name in ("mail", "home"):
            os.chown(folder / name, uid, gid)
        self.settings = folder / "dovecot.conf"
        facts = {"folder": folder, "who": who, "group": group, "login": login, "uid": uid, "gid": gid}
        ports = {"port": self.port, "secure_port": self.secure_port}
        certificate = {"certificate": self.certificate, "key": key, "password": PASSWORD}
        self.settings.write_text(CONFIGURATION.format(**facts, **ports, **certificate))

    @contextmanager
    def open(self):
        with (self.folder / "output").open("wb") as output:
            server = subprocess.Popen(
                [DOVECOT, "-F", "-c", str(self.settings)], stdout=output, stderr=output, stdin=subprocess.DEVNULL
            )
        try:
            self._wait(server)
            yield self
        finally:
            server.terminate()
            server.wait(20)

    def _wait(self, server):
        """Until it greets: the server tells nobody else when it is ready."""
        until = monotonic() + START_SECONDS
        while server.poll() is None and monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=START_SECONDS) as probe:
                    if probe.recv(4):
                        return
            except (ConnectionRefusedError, TimeoutError):
                continue
        raise RuntimeError((self.folder / "output").read_text() + (self.folder / "log").read_text())

    def account(self, **facts):
        return Account(
            **{"host": "127.0.0.1", "port": self.port, "user": USER, "password": PASSWORD, "secure": False} | facts
        )

    @property
    def url(self):
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}"

    @contextmanager
    def _inside(self):
        with IMAPClient("127.0.0.1", port=self.port, ssl=False) as client:
            client.login(USER, PASSWORD)
            client.select_folder("INBOX")
            yield client

    def put(self, content):
        with self._inside() as client:
            client.append("INBOX", content)

    def flags(self):
        """The flags of every message, oldest first, but for the one that only says it is new to this connection."""
        with self._inside() as client:
            found = client.get_flags(client.search("ALL"))
            return [sorted(flag.decode() for flag in found[key] if flag != b"\\Recent") for key in sorted(found)]


@pytest.fixture
def post_box():
    # A socket's path is at most 108 bytes: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="wb-imap-"))
    with PostBox(folder).open() as opened:
        yield opened
    shutil.rmtree(folder)
