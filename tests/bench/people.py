"""Who comes to the house during a bench: someone who writes, someone with a file, and an adviser who signs in."""

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret

from tests.bench.load import request_bytes
from weerbaar.foundation.accounts.demo import PEOPLE, DemoPerson

FORM = "application/x-www-form-urlencoded"
# About what people write: two hundred words.
MESSAGE = "Vanmorgen lag er weer een brief op de mat, en daar stond in op welke school mijn kinderen zitten. " * 12
FACTS = {"danger": "no", "for_whom": "self", "message": MESSAGE, "name": "Sam", "reach": "na zessen op mijn nummer"}
ADVISER = "vera@overleg.invalid"
TOTP_SECONDS = 30


def messages() -> Iterator[bytes]:
    """Will give one filled-in form after another, each with a token of its own: the same form twice is refused."""
    secret = _get_new_csrf_string()
    while True:
        body = urlencode(FACTS | {"csrfmiddlewaretoken": _mask_cipher_secret(secret)}).encode()
        yield request_bytes("POST", "/schrijven/", body=body, Content_Type=FORM, Cookie=f"formulier={secret}")


def bare_messages() -> Iterator[bytes]:
    """Will give the same forms for the yardstick, which asks for no token."""
    body = urlencode(FACTS).encode()
    while True:
        yield request_bytes("POST", "/kaal/schrijven/", body=body, Content_Type=FORM)


def has_receipt(answer: bytes) -> bool:
    """Whether this is the page with the seven words."""
    return answer.startswith(b"HTTP/1.1 200")


class Browser:
    """Enough of a browser to sign in: cookies, and a token from the cookie."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, float]:
        """Will return status, where to go next, and the seconds that it took."""
        body = urlencode(fields | {"csrfmiddlewaretoken": self._token()}) if method == "POST" else None
        headers = {"Cookie": self.cookie_header, "Content-Type": FORM}
        begun = time.perf_counter()
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        answer.read()
        took = time.perf_counter() - begun
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, answer.headers.get("Location", ""), took

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self, person: DemoPerson) -> float:
        """Will sign in with both factors; returns the seconds from sending the passphrase until being in."""
        self.ask("GET", "/inloggen/")
        _, second_step, first = self.ask("POST", "/inloggen/", email=person.email, passphrase=person.passphrase)
        _, _, page = self.ask("GET", second_step)
        code = format_hotp_value(hotp_value(person.totp_seed, int(time.time()) // TOTP_SECONDS))
        status, target, last = self.ask("POST", second_step, code=code)
        if (status, target) != (302, "/werkplek/"):
            message = f"{person.email} was not let in: {status} {target}"
            raise RuntimeError(message)
        return first + page + last

    def _token(self) -> str:
        return _mask_cipher_secret(self.cookies["formulier"])


def everybody() -> list[DemoPerson]:
    """Will return the invented team, the adviser of the desk last."""
    return sorted(PEOPLE, key=lambda person: person.email == ADVISER)


def file_form(path: str, size: int) -> bytes:
    """Will return a request with a form and one file of so many bytes, as `write` takes it."""
    secret, boundary = _get_new_csrf_string(), "grens-van-de-proef"
    fields = FACTS | {"csrfmiddlewaretoken": _mask_cipher_secret(secret)}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="opname.bin"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode(),
    )
    body = b"".join([*parts, b"\x17\xc3\xff\x02" * (size // 4), f"\r\n--{boundary}--\r\n".encode()])
    kind = f"multipart/form-data; boundary={boundary}"
    return request_bytes("POST", path, body=body, Content_Type=kind, Cookie=f"formulier={secret}")
