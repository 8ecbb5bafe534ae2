"""A time stamp authority on loopback: `openssl ts` behind a small web server, with a root of its own."""

import shutil
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

OPENSSL = shutil.which("openssl") or "openssl"
CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = name
[name]
"""


def openssl(*arguments, content=b""):
    done = subprocess.run([OPENSSL, *map(str, arguments)], input=content, capture_output=True, check=True, timeout=30)
    return done.stdout


class Authority:
    """Answers like a real one, or in the ways that a broken one does."""

    def __init__(self, folder):
        self.folder, self.answer = folder, None
        folder.mkdir()
        self.roots = folder / "root.pem"
        self.settings = folder / "ts.cnf"
        self.settings.write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01")
        self._certificates()

    def _certificates(self):
        for who in ("root", "signer"):
            openssl(
                "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", self.folder / f"{who}.key"
            )
        shared = ("-config", self.settings, "-days", "2", "-sha256")
        openssl(
            "req",
            "-x509",
            *shared,
            "-extensions",
            "root",
            "-subj",
            "/CN=Testwortel",
            "-key",
            self.folder / "root.key",
            "-out",
            self.roots,
        )
        asked = openssl(
            "req", "-new", "-config", self.settings, "-subj", "/CN=Testklok", "-key", self.folder / "signer.key"
        )
        openssl(
            "x509", "-req", "-CA", self.roots, "-CAkey", self.folder / "root.key", "-CAcreateserial", "-days", "2",
            "-extfile", self.settings, "-extensions", "signer", "-out", self.folder / "signer.pem", content=asked,
        )  # fmt: skip

    def reply(self, query):
        (self.folder / "query").write_bytes(query)
        return openssl(
            "ts", "-reply", "-config", self.settings, "-section", "here", "-queryfile", self.folder / "query",
            "-signer", self.folder / "signer.pem", "-inkey", self.folder / "signer.key",
        )  # fmt: skip

    @contextmanager
    def open(self):
        authority = self

        class Window(BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                status, body = authority.answer or (200, authority.reply(query))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Window)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}/tsr"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


@pytest.fixture
def authority(tmp_path):
    with Authority(tmp_path / "authority").open() as opened:
        yield opened
