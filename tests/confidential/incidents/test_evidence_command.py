"""`manage.py evidence import`: a file becomes evidence without anybody's key; refusals are named and leave nothing."""

import hashlib
import io
import struct
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.confidential.incidents.brought import a_mail, archive
from tests.confidential.incidents.test_reading_archives import chat
from tests.factories.cases import make_case, stored_files
from tests.factories.incidents import MORNING, keep
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.actions.ending import erase
from weerbaar.confidential.incidents import queries
from weerbaar.confidential.incidents.models import Bundle, Evidence
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted


def bring(tmp_path, content, name, number):
    path = tmp_path / name
    path.write_bytes(content)
    out = io.StringIO()
    call_command("evidence", "import", str(path), "--case", number, stdout=out)
    return out.getvalue()


def test_a_file_becomes_evidence_that_helper_and_client_can_open(taken_up, vera, tmp_path):
    said = bring(tmp_path, b"bewijs", "brief.txt", taken_up.case.number)

    for reader in (vera, taken_up):
        (original,) = queries.all_evidence(reader.keyring, taken_up.case)
        assert (original.name, b"".join(original.chunks())) == ("brief.txt", b"bewijs")
    assert hashlib.sha256(b"bewijs").hexdigest() in said


def test_five_thousand_messages_are_read_along_with_progress(taken_up, vera, tmp_path):
    said = bring(tmp_path, chat(5000), "chat.txt", taken_up.case.number)

    bundle = Bundle.objects.get()
    assert (bundle.read, bundle.finished_at is not None, said.count("…")) == (5000, True, 11)
    assert "read 5000 messages" in said
    messages = queries.all_messages(vera.keyring, taken_up.case, bundle.original_id)
    assert [message.text for message in messages[::2500]] == ["bericht nummer 0", "bericht nummer 2500"]


def test_it_is_recorded_as_an_act_of_the_system(taken_up, vera, tmp_path):
    bring(tmp_path, b"bewijs", "brief.txt", taken_up.case.number)

    (original,) = queries.all_evidence(vera.keyring, taken_up.case)

    assert [touch.who for touch in queries.custody_of(original)] == ["de beheerder, als bestand ingelezen"]
    assert Event.objects.filter(action="evidence.received").get().bearer == "system"


def test_it_stands_beside_what_was_brought_through_the_pages(taken_up, vera, joris, tmp_path):
    keep(taken_up, vera, b"eerst", "een.txt")
    bring(tmp_path, b"daarna", "twee.txt", taken_up.case.number)
    keep(taken_up, None, b"en toen", "drie.txt", at=MORNING.replace(year=2100))

    assert {one.name for one in queries.all_evidence(vera.keyring, taken_up.case)} == {
        "een.txt",
        "twee.txt",
        "drie.txt",
    }
    with pytest.raises(NotGranted):
        queries.all_evidence(joris.keyring, taken_up.case)


def test_the_number_of_a_case_that_was_merged_leads_to_where_it_went(taken_up, vera, tmp_path):
    gone = make_case("Nog een bericht.")
    both = {"by": vera.account, "keyring": vera.keyring, "at": MORNING}
    cases.claim(case=gone.case, **both)
    cases.merge(case=taken_up.case, gone=gone.case, facts=cases.Facts(), **both)

    said = bring(tmp_path, b"bewijs", "brief.txt", gone.case.number)

    (original,) = queries.all_evidence(vera.keyring, taken_up.case)
    assert (original.name, taken_up.case.number in said) == ("brief.txt", True)


def test_it_goes_along_when_the_case_is_handed_over(taken_up, vera, wil, tmp_path):
    bring(tmp_path, b"bewijs", "brief.txt", taken_up.case.number)

    cases.hand_over(case=taken_up.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=MORNING)

    assert [one.name for one in queries.all_evidence(wil.keyring, taken_up.case)] == ["brief.txt"]
    with pytest.raises(NotGranted):
        queries.all_evidence(vera.keyring, taken_up.case)


def explosive():
    """A zip that says it holds two gigabytes."""
    packed = archive({"groot.txt": b"\x00" * 100_000})
    place = packed.rindex(b"PK\x01\x02")
    return packed[: place + 24] + struct.pack("<I", 2 * 1024**3) + packed[place + 28 :]


REFUSED = {
    "a case that is not there": (b"bewijs", "brief.txt", "2026-AAAAAA", "no case"),
    "a zip of two gigabytes": (explosive(), "bom.zip", "", "harm"),
    "a picture that is a page": (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "foto.png", "", "harm"),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_named_and_leaves_nothing(taken_up, tmp_path, refused):
    content, name, number, why = refused

    with pytest.raises(CommandError, match=f"Nothing was kept: .*{why}"):
        bring(tmp_path, content, name, number or taken_up.case.number)

    assert (stored_files(), Evidence.objects.count(), queries.parts_of(taken_up.case)) == ([], 0, [])


def test_a_file_that_is_not_there_is_named(taken_up, tmp_path):
    with pytest.raises(CommandError, match=r"there is no file .*weg\.txt"):
        call_command("evidence", "import", str(tmp_path / "weg.txt"), "--case", taken_up.case.number)


def test_an_erased_case_takes_nothing(taken_up, tmp_path):
    erase(case=taken_up.case, by=taken_up.keyring.holder_id, at=MORNING)

    with pytest.raises(CommandError, match="no case"):
        bring(tmp_path, b"bewijs", "brief.txt", taken_up.case.number)


KEPT_UNREAD = {
    "a corrupt mail": (b"\x00\x01", "kapot.eml", "beschadigd"),
    "an archive in an archive": (archive({"binnen.zip": archive({"a.txt": b"x"})}), "dubbel.zip", "weer een archief"),
}


@pytest.mark.parametrize("unread", KEPT_UNREAD.values(), ids=KEPT_UNREAD)
def test_what_cannot_be_read_is_kept_and_said(taken_up, vera, tmp_path, unread):
    content, name, why = unread

    said = bring(tmp_path, content, name, taken_up.case.number)

    (original,) = queries.all_evidence(vera.keyring, taken_up.case)
    assert ("not read" in said, why in said, b"".join(original.chunks())) == (True, True, content)


def test_a_mail_is_read_on_the_spot(taken_up, vera, tmp_path):
    bring(tmp_path, a_mail("Dreiging").as_bytes(), "mail.eml", taken_up.case.number)

    (original,) = queries.all_evidence(vera.keyring, taken_up.case)

    assert (original.found.subject, zipfile.is_zipfile(original.content())) == ("Dreiging", False)
