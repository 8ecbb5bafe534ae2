"""The form for a first message: what it takes, what it refuses, with which status, and in which words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.cases import MESSAGE, stored_files
from tests.foundation.vault import pictures
from weerbaar.confidential.cases.models import Attachment, Case, Identity
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.foundation.ui.message_form import MOST_CHARACTERS
from weerbaar.foundation.vault.uploads import MOST_BYTES

pytestmark = pytest.mark.usefixtures("raadsleden")
WORDS = re.compile(r'id="receipt"[^>]*>(.*?)</p>', re.DOTALL)


def filled_in(**changes):
    fields = {"danger": "no", "for_whom": "self", "message": MESSAGE, "name": "", "reach": ""}
    return {name: value for name, value in (fields | changes).items() if value is not None}


def file(content=b"bewijs", name="brief.txt"):
    return SimpleUploadedFile(name, content)


def send(client, **changes):
    return client.post("/schrijven/", filled_in(**changes))


def test_the_bare_necessities_are_enough_for_a_receipt(client):
    answer = send(client)

    page = answer.content.decode()
    words = re.sub("<[^>]*>", " ", WORDS.search(page)[1]).split()
    assert (answer.status_code, len(words), Case.objects.count()) == (200, 7, 1)
    assert "Vereniging raadsleden" in page


def test_the_words_from_the_page_lead_back(client):
    words = re.sub("<[^>]*>", " ", WORDS.search(send(client).content.decode())[1])

    answer = client.post("/terug/", {"receipt": words}, follow=True)

    assert answer.redirect_chain == [("/terug/gesprek/", 302)]
    assert MESSAGE in answer.content.decode()


def test_everything_that_can_be_filled_in_comes_in(client, vera, joris, wethouders):
    answer = send(
        client, danger="yes", for_whom="other", name="Sam", reach="bel na zes uur", association="wethouders",
        not_association=["raadsleden"], not_party="VVD", files=[file(), file(b"foto", "foto.jpg")],
    )  # fmt: skip

    person, case = Identity.objects.get(), Case.objects.get()
    assert answer.status_code == 200
    assert (case.danger, case.association_id, Attachment.objects.count()) == (True, "wethouders", 2)
    assert [person.name.reveal(joris.keyring), person.reach.reveal(joris.keyring)] == ["Sam", "bel na zes uur"]
    assert "112" in answer.content.decode()


def test_exactly_as_many_characters_as_may_be_are_taken_however_lines_end(client):
    assert send(client, message="x" * (MOST_CHARACTERS - 10) + "\r\n" * 9 + "x").status_code == 200


SHELL_NAME = "'; DROP TABLE cases_case; --"

REFUSED = {
    "empty": ({"message": ""}, 400, "Schrijf iets voordat u verstuurt."),
    "spaces": ({"message": " \n\t "}, 400, "Schrijf iets voordat u verstuurt."),
    "no message field": ({"message": None}, 400, "Schrijf iets voordat u verstuurt."),
    "20,001 characters": ({"message": "x" * 20_001}, 400, "langer dan 20.000 tekens"),
    "nul in message": ({"message": "tekst\x00tekst"}, 400, "NUL|tekens die niemand kan lezen|null"),
    "control in message": ({"message": "tekst\x07tekst"}, 400, "tekens die niemand kan lezen"),
    "wrong encoding": ({"message": "caf\ufffd"}, 400, "kwam onleesbaar aan"),
    "no danger": ({"danger": None}, 400, "gevaar"),
    "strange danger": ({"danger": "misschien"}, 400, "misschien"),
    "no for_whom": ({"for_whom": None}, 400, "voor wie"),
    "script in name": ({"name": "<script>alert(1)</script>"}, 400, "Gebruik hier geen &lt; of &gt;"),
    "long name": ({"name": "x" * 121}, 400, "120"),
    "crlf in reach": ({"reach": "a\r\nBcc: iedereen@kwaad.invalid"}, 400, "Zet dit op een regel"),
    "nul in name": ({"name": "a\x00b"}, 400, "Zet dit op een regel|NUL|null"),
    "unknown field": ({"beheerder": "ja"}, 400, "kent een van de ingestuurde velden niet"),
    "unknown association": ({"association": "bestaat-niet"}, 400, "bestaat-niet"),
    "unknown body": ({"not_authority": "Atlantis"}, 400, "Wij kennen deze naam niet"),
    "nobody left": ({"not_association": ["raadsleden"]}, 400, "blijft er niemand over"),
    "11 files": ({"files": [file(name=f"{n}.txt") for n in range(11)]}, 400, "tien bestanden tegelijk"),
    "26 MB": ({"files": file(bytes(MOST_BYTES + 1), "groot.bin")}, 413, "groter dan 25 MB"),
    "zip bomb": ({"files": file(pictures.archive(nullen=bytes(5_000_000)), "a.zip")}, 400, "«a.zip» niet aan"),
    "polyglot": ({"files": file(pictures.picture() + b"<script>", "a.jpg")}, 400, "«a.jpg» niet aan"),
    "unreadable name": ({"files": file(name="a\ufffdb.txt")}, 400, "naam van een bestand is onleesbaar"),
    "file in another field": ({"name": file()}, 400, "kent een van de ingestuurde velden niet"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_taken_is_told_and_the_rest_stays(client, kind):
    changes, status, told = REFUSED[kind]
    for upload in [one for value in changes.values() for one in (value if isinstance(value, list) else [value])]:
        if isinstance(upload, SimpleUploadedFile):
            upload.seek(0)

    answer = send(client, **changes)

    page = answer.content.decode()
    assert (answer.status_code, re.search(told, page) is not None) == (status, True)
    assert [Case.objects.count(), Receipt.objects.count(), stored_files()] == [0, 0, []]
    if "message" not in changes:
        assert MESSAGE in page


def test_a_name_that_is_only_odd_is_just_a_name(client, vera):
    assert send(client, name=SHELL_NAME).status_code == 200
    assert Identity.objects.get().name.reveal(vera.keyring) == SHELL_NAME


def test_files_that_were_lost_must_be_chosen_again_and_the_page_says_so(client):
    page = send(client, message="", files=file()).content.decode()

    assert "Kies uw bestanden opnieuw" in page
    assert stored_files() == []


def test_without_room_for_files_the_text_stays(client, files_dir):
    files_dir.write_text("no folder can be made here")

    answer = send(client, files=file())

    assert (answer.status_code, Case.objects.count()) == (503, 0)
    assert MESSAGE in answer.content.decode()


def test_a_form_without_a_token_keeps_the_text_and_stores_nothing():
    strict = Client(enforce_csrf_checks=True)

    answer = send(strict)

    assert (answer.status_code, Case.objects.count()) == (400, 0)
    assert "Deze pagina stond te lang open" in answer.content.decode()
    assert MESSAGE in answer.content.decode()


def test_the_same_form_sent_twice_is_taken_once():
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/schrijven/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    answers = [send(strict, csrfmiddlewaretoken=token) for _ in range(2)]

    assert ([answer.status_code for answer in answers], Case.objects.count()) == ([200, 400], 1)
    assert "Dit bericht hebben wij al ontvangen." in answers[1].content.decode()


def test_home_calling_and_writing_are_there_for_anyone(client):
    assert [client.get(path).status_code for path in ("/", "/nu-bellen/", "/schrijven/", "/terug/")] == [200] * 4


@pytest.mark.parametrize("path", ["/", "/nu-bellen/", "/dienst/"])
def test_what_only_shows_takes_nothing(client, path):
    assert client.post(path).status_code in {405, 400}
