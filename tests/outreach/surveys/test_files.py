"""A file with an answer: inert, sealed, small enough, and gone when nobody names it any more."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.surveys import USED, answered, link_to, open_uitvraag
from tests.factories.tour import MORNING
from weerbaar.confidential.cases import files as case_files
from weerbaar.foundation.privacy.actions import purge
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.outreach.surveys.models import Response, Upload
from weerbaar.outreach.surveys.queries.answering import filling_of
from weerbaar.outreach.surveys.queries.files import chunks_of, upload_with
from weerbaar.outreach.surveys.queries.sealing import confidential_answers

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7 Ons protocol tegen agressie"


@pytest.fixture
def begun(time_machine, settings, tmp_path):
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    time_machine.move_to(MORNING)
    answered(open_uitvraag(), answers=USED, sent=False)
    return f"/uitvraag/{link_to()[1]}/1/"


@pytest.fixture
def address(begun):
    return f"{begun}vraag/document/"


def bring(client, address, content=PDF, name="protocol.pdf", **given):
    state = client.get(address).context["state"]
    files = {"document": SimpleUploadedFile(name, content)} if content is not None else {}
    return client.post(address, {"stand": state} | files | given)


def document():
    return filling_of(Response.objects.get()).answers.get("document")


def sealed_files(settings):
    return sorted(settings.SEALED_FILES_DIR.glob("??/*"))


def test_a_file_is_kept_sealed_with_what_it_really_is(address, client, settings):
    assert bring(client, address, name="Ons protocol.docx").status_code == 302

    kept = Upload.objects.get()
    assert (kept.name, kept.media_type, kept.size) == ("Ons protocol.docx", "application/pdf", len(PDF))
    assert document() == {"upload": str(kept.pk), "name": "Ons protocol.docx"}
    assert b"".join(chunks_of(kept)) == PDF
    assert b"agressie" not in path_of(kept.pk).read_bytes()


def test_a_link_will_do_and_both_may(address, client):
    bring(client, address, content=None, document__link="https://gemeente.invalid/protocol")
    assert document() == {"link": "https://gemeente.invalid/protocol"}

    bring(client, address, document__link="https://gemeente.invalid/protocol")
    assert document()["name"] == "protocol.pdf"


def test_how_large_a_file_may_be_is_said_before_it_is_chosen(address, client):
    assert "Hoogstens 10 MB." in client.get(address).content.decode()


def test_another_file_takes_the_place_of_the_first(address, client, settings):
    bring(client, address)
    bring(client, address, content=b"%PDF-1.7 beter", name="nieuw.pdf")

    assert document()["name"] == "nieuw.pdf"
    assert (Upload.objects.count(), len(sealed_files(settings))) == (1, 1)


def test_what_is_taken_away_is_gone(address, client, settings):
    bring(client, address)

    assert "Haal «protocol.pdf» weg" in client.get(address).content.decode()
    bring(client, address, content=None, document__gone="on")

    assert document() is None
    assert (Upload.objects.count(), sealed_files(settings)) == (0, [])


def test_a_file_that_was_kept_is_shown_when_something_beside_it_is_wrong(address, client):
    bring(client, address, name="eerst.pdf")

    wrong = bring(client, address, document__link="geen adres", document__gone="on").content.decode()

    assert document()["name"] == "protocol.pdf"
    assert wrong.index('type="file"') < wrong.index("Haal «protocol.pdf» weg") < wrong.index("Of de link")
    assert "checked" not in wrong


def test_what_was_sent_stays_until_it_is_sent_without(begun, address, client, settings):
    bring(client, address)
    client.post(f"{begun}controle/")
    sent = Upload.objects.get()

    bring(client, address, content=None, document__gone="on")

    assert upload_with(sent.pk) == sent
    client.post(f"{begun}controle/")
    assert (Upload.objects.count(), sealed_files(settings)) == (0, [])


def test_a_file_that_was_not_sent_is_seen_by_nobody(begun, address, client):
    bring(client, address)
    waiting = Upload.objects.get().pk

    assert upload_with(waiting) is None
    client.post(f"{begun}controle/")
    assert upload_with(waiting).pk == waiting
    assert confidential_answers(Response.objects.get())["document"]["name"] == "protocol.pdf"
    assert "protocol.pdf" not in str(Response.objects.values().get())


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nul.txt", b"\0" * 50_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GIF89a/*" + b"x" * 50 + b"*/=1;alert(1)", "zo gemaakt dat het schade kan doen"),
        (b"\x89PNG\r\n\x1a\n" + b"<script>alert(1)</script>", "zo gemaakt dat het schade kan doen"),
        (bomb(), "zo gemaakt dat het schade kan doen"),
        (b"x" * (10 * 1024 * 1024 + 1), "groter dan 10 MB"),
        (b"x" * (26 * 1024 * 1024), "groter dan 10 MB"),
        (b"", "Dit bestand is leeg"),
    ],
    ids=["gif that is a script", "picture that is a page", "zip bomb", "over 10 MB", "over 25 MB", "empty"],
)
def test_what_does_harm_or_is_too_large_is_refused_with_a_reason(address, client, settings, content, message):
    answer = bring(client, address, content=content, name="foto.png")

    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert (document(), Upload.objects.count(), sealed_files(settings)) == (None, 0, [])


def test_a_link_that_is_no_web_address_is_refused(address, client):
    for wrong in ("javascript:alert(1)", "file:///etc/passwd", "protocol", "https://"):
        assert bring(client, address, content=None, document__link=wrong).status_code == 400


def test_a_file_for_a_question_that_was_not_asked_is_refused(begun, client, settings):
    address = f"{begun}vraag/help/"
    state = client.get(address).context["state"]

    answer = client.post(address, {"stand": state, "document": SimpleUploadedFile("x.pdf", PDF)})

    assert answer.status_code == 400
    assert sealed_files(settings) == []


def test_a_file_in_a_window_that_was_overtaken_is_not_kept(address, client, settings):
    state = client.get(address).context["state"]
    bring(client, address)

    late = client.post(address, {"stand": state, "document": SimpleUploadedFile("laat.pdf", PDF)})

    assert late.status_code == 409
    assert (document()["name"], len(sealed_files(settings))) == ("protocol.pdf", 1)


def test_the_nightly_sweep_leaves_it_and_the_end_of_its_term_takes_it(address, client, settings):
    bring(client, address)

    case_files.sweep(before=MORNING + timedelta(days=20_000))
    assert len(sealed_files(settings)) == 1

    purge(at=MORNING + timedelta(days=1826))
    assert (Upload.objects.count(), sealed_files(settings)) == (0, [])
