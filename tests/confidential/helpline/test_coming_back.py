"""Coming back with the words: read, write on, add files, shut the way, erase; and nothing for any other words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.cases import MESSAGE, make_case, make_file, stored_files, texts_seen
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.models import Attachment, Case, Entry
from weerbaar.confidential.helpline import phrases
from weerbaar.foundation.vault.words import word_list

pytestmark = pytest.mark.usefixtures("raadsleden")
TALK = "/terug/gesprek/"


def come_back(client, words):
    return client.post("/terug/", {"receipt": words})


@pytest.fixture
def arrived():
    return make_case(files=(make_file(b"de foto", "foto van de brief.txt"),), name="Sam")


@pytest.fixture
def inside(client, arrived):
    come_back(client, arrived.words)
    return client


def test_the_words_however_typed_lead_to_the_conversation(client, arrived):
    typed = " " + arrived.words.upper().replace(" ", " -\n") + " "

    assert come_back(client, typed)["Location"] == TALK
    assert MESSAGE in client.get(TALK).content.decode()


def test_wrong_closed_erased_and_unreadable_words_get_the_same_answer(client):
    closed, erased, open_one = make_case(), make_case(), make_case()
    for one, path in ((closed, "sluiten"), (erased, "wissen")):
        visitor = Client()
        come_back(visitor, one.words)
        assert visitor.post(f"{TALK}{path}/").status_code == 200
    off = next(word for word in word_list() if word != open_one.words.split()[0])
    wrong = " ".join([off, *open_one.words.split()[1:]])

    answers = [come_back(client, words) for words in (closed.words, erased.words, wrong, "hallo daar", "a" * 300)]

    assert {answer.status_code for answer in answers} == {400}
    shown = {answer.context["form"].errors.as_json() for answer in answers}
    assert len(shown) == 1
    assert str(phrases.UNKNOWN_WORDS) in answers[0].content.decode()


def test_without_the_words_nobody_is_inside(client, arrived):
    paths = [TALK, f"{TALK}wissen/", f"{TALK}sluiten/", f"{TALK}bestand/{Attachment.objects.get().pk}/"]

    answers = [client.get(path) for path in paths]

    assert [(answer.status_code, answer["Location"].split("?")[0]) for answer in answers] == [(302, "/terug/")] * 4
    assert arrived.case.state == "new"


def test_the_client_writes_on_with_a_file(inside, arrived, vera):
    answer = inside.post(TALK, {"message": "Er is weer iets.", "files": SimpleUploadedFile("tweede.txt", b"2")})

    assert answer["Location"] == f"{TALK}?verzonden"
    assert texts_seen(vera.keyring, arrived.case) == [MESSAGE, "Er is weer iets."]
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"message": ""}, "Schrijf iets"),
        ({"message": "x", "extra": "1"}, "velden niet"),
        ({"message": "\x01"}, "tekens"),
    ],
)
def test_what_cannot_be_taken_is_told(inside, fields, told):
    answer = inside.post(TALK, fields)

    assert (answer.status_code, told in answer.content.decode(), Entry.objects.count()) == (400, True, 1)


def test_the_client_reads_the_answer_and_sees_no_note(inside, arrived, vera):
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.answer(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Wij staan naast u.", at=NIGHT)
    actions.note(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Alleen onder ons.", at=NIGHT)

    page = inside.get(TALK).content.decode()

    assert ["Wij staan naast u." in page, "Alleen onder ons." in page, "Vera" in page] == [True, False, False]


def test_the_client_gets_the_own_file_back_inert(inside):
    answer = inside.get(f"{TALK}bestand/{Attachment.objects.get().pk}/")

    assert b"".join(answer.streaming_content) == b"de foto"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="foto van de brief.txt"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_of_someone_else_is_not_there(inside):
    make_case(files=(make_file(),))
    theirs = Attachment.objects.latest("entry__written_at", "pk")
    own = Attachment.objects.exclude(pk=theirs.pk).get()
    paths = [f"{TALK}bestand/{file.pk}/" for file in (own, theirs)]

    assert sorted(inside.get(path).status_code for path in paths) == [200, 404]


@pytest.mark.django_db(transaction=True)
def test_erasing_asks_first_and_then_leaves_nothing(client, arrived):
    come_back(client, arrived.words)

    asked = client.get(f"{TALK}wissen/")
    erased = client.post(f"{TALK}wissen/")

    assert (asked.status_code, erased.status_code) == (200, 200)
    assert (Case.objects.get().state, Entry.objects.count(), stored_files()) == ("erased", 0, [])
    assert client.get(TALK).status_code == 302


def test_closing_asks_first_and_then_leaves_the_case_to_who_helps(inside, arrived, vera):
    assert inside.get(f"{TALK}sluiten/").status_code == 200
    assert inside.post(f"{TALK}sluiten/").status_code == 200

    assert inside.get(TALK).status_code == 302
    assert texts_seen(vera.keyring, arrived.case) == [MESSAGE]


def test_leaving_ends_the_visit_and_the_words_still_lead_back(inside, arrived):
    assert inside.post(f"{TALK}klaar/")["Location"] == "/"
    assert inside.get(TALK).status_code == 302
    assert come_back(inside, arrived.words)["Location"] == TALK


def test_a_visit_whose_case_is_gone_finds_nothing(inside, arrived):
    actions.erase(case=arrived.case, by=arrived.keyring.holder_id, at=NIGHT)

    assert [inside.get(TALK).status_code, inside.post(f"{TALK}wissen/").status_code] == [404, 404]


def test_what_was_typed_when_the_visit_ended_is_there_after_coming_back(inside, arrived):
    del inside.cookies["sleutel-terug"]

    ended = inside.post(TALK, {"message": "Ik was halverwege mijn zin"})
    invited = inside.get("/terug/")
    come_back(inside, arrived.words)

    assert (ended.status_code, "Uw tekst is bewaard" in invited.content.decode()) == (400, True)
    assert "Ik was halverwege mijn zin" in inside.get(TALK).content.decode()
    assert Entry.objects.count() == 1
