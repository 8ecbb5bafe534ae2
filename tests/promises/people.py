"""Who acts in these tests: someone who writes, someone who comes back, and colleagues with both factors."""

import re
import time
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote_plus

from tests.support.house import House
from tests.support.visitor import Visitor

RECEIPT = re.compile(r'id="receipt"[^>]*>(.*?)</p>', re.DOTALL)
FACTS = {"danger": "no", "for_whom": "self"}
VERA, BAS, WIL = "vera@overleg.invalid", "bas@overleg.invalid", "wil@overleg.invalid"
CORA, BEA, TOON = "cora@overleg.invalid", "bea@overleg.invalid", "toon@overleg.invalid"
_marks = count(100)
_RUN = f"merk{time.time_ns():x}"


def eventually(what, seconds=20):
    """Will ask until the answer is true; raises AssertionError when it stays away."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return found


def mark(word="merk"):
    """Will return a word that is nowhere else. All of them begin alike, so that a search can look for that first."""
    return f"{_RUN}{next(_marks)}q{word}"


def words_on(page):
    """Will return the seven words on the page after sending, or an empty text."""
    found = RECEIPT.search(page.text)
    return " ".join(re.sub("<[^>]*>", " ", found[1]).split()) if found else ""


def write(house: House, message, *, files=None, visitor=None, **fields):
    """Will write to us as a visitor without an account; returns the seven words."""
    someone = visitor or house.client()
    page = someone.submit("/schrijven/", files=files, **FACTS | {"message": message} | fields)
    assert page.status_code == 200, page.text
    words = words_on(page)
    assert len(words.split()) == 7
    return words


def post(visitor, path, **fields):
    """Will send a form with a good token but without having seen its page; does not follow where it leads."""
    token = next(cookie.value for cookie in visitor.cookies.jar if cookie.name == "formulier")
    headers = {"Origin": str(visitor.base_url).rstrip("/")}
    return visitor.post(path, data={"csrfmiddlewaretoken": token} | fields, headers=headers, follow_redirects=False)


def come_back(house: House, words):
    """Will return a visitor who stands in the conversation."""
    visitor = house.client()
    page = visitor.submit("/terug/", action="/terug/", receipt=words)
    assert page.url.path == "/terug/gesprek/", page.text
    return visitor


@dataclass
class Team:
    """The invented team of one house; each signs in once, because a one-time code works once."""

    house: House
    visits: dict[str, Visitor] = field(default_factory=dict)

    def __getitem__(self, email) -> Visitor:
        if email not in self.visits:
            self.visits[email] = self.house.sign_in(email)
        self.house.confirm(email, self.visits[email])
        return self.visits[email]

    def case_of(self, email, words_in_it):
        """Will return the number of the case in whose summary these words stand, or None when it is not on the desk."""
        path = "/dienst/"
        while path:
            page = self[email].get(path).text
            for row in re.findall(r'<a class="row" href="/zaken/([^/]+)/">(.*?)</a>', page, re.DOTALL):
                if words_in_it in row[1]:
                    return row[0]
            following = re.search(r'href="/dienst/\?na=([^"]+)"', page)
            path = f"/dienst/?na={quote_plus(following[1])}" if following else None
        return None

    def claim(self, email, number):
        """Will take a case up; returns the page that follows."""
        return self[email].submit(f"/zaken/{number}/", action=f"/zaken/{number}/oppakken/")

    def answer(self, email, number, text, files=None):
        """Will write back; returns the page that follows."""
        path = f"/zaken/{number}/"
        return self[email].submit(path, action=f"{path}antwoord/", files=files, **{"antwoord-message": text})

    def note(self, email, number, text):
        """Will write to colleagues; returns the page that follows."""
        path = f"/zaken/{number}/"
        return self[email].submit(path, action=f"{path}notitie/", **{"notitie-text": text})
