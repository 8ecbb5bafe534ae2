"""Keeping evidence: the original sealed as it came, what could be read from it, and a log of every touch."""

import hashlib
import io

import pytest
from PIL import Image

from tests.confidential.incidents.brought import a_mail, archive
from tests.factories.cases import make_case, make_file, stored_files
from tests.factories.incidents import MORNING, add_incident, keep
from tests.factories.team import NIGHT
from tests.foundation.vault import pictures
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.files import sweep
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.models import Bundle, Evidence, Incident
from weerbaar.confidential.incidents.reading.messages import CannotRead
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

CHAT = b"27-11-2025 22:15 - Boze Bram: Ik weet je te vinden\n27-11-2025 22:16 - Ans: Stop hiermee\n"


def original(arrived, by, evidence_id):
    return queries.original_for(by.keyring, arrived.case, evidence_id)


def touches(arrived, by, evidence_id):
    return [touch.act for touch in queries.custody_of(original(arrived, by, evidence_id))]


def test_the_original_comes_back_as_it_was_with_its_digest(taken_up, vera):
    photo = pictures.phone_photo()

    found = original(taken_up, vera, keep(taken_up, vera, photo, "foto.jpg"))

    assert b"".join(found.chunks()) == photo
    assert (found.digest, found.size, found.media_type) == (hashlib.sha256(photo).hexdigest(), len(photo), "image/jpeg")


def test_the_client_opens_what_a_helper_kept_and_the_other_way_round(taken_up, vera):
    keep(taken_up, vera, b"van vera", "een.txt")
    keep(taken_up, None, b"van de client", "twee.txt")

    for reader in (vera, taken_up):
        found = queries.all_evidence(reader.keyring, taken_up.case)
        assert {b"".join(one.chunks()) for one in found} == {b"van vera", b"van de client"}


def test_a_mail_tells_from_whom_to_whom_when_and_about_what(taken_up, vera):
    evidence_id = keep(taken_up, vera, a_mail().as_bytes(), "dreigmail.eml")

    found = original(taken_up, vera, evidence_id).found

    assert (found.kind, found.sender, found.subject) == ("mail", "Boze Bram <bram@voorbeeld.nl>", "Ik weet u te vinden")
    assert (found.recipients, found.first.isoformat()) == (
        ("Ans Aker <ans@gemeente.example>",),
        "2026-11-20T21:15:00+00:00",
    )


def test_the_words_of_a_mail_are_read_anew_and_kept_nowhere(taken_up, vera):
    found = original(taken_up, vera, keep(taken_up, vera, a_mail().as_bytes(), "dreigmail.eml"))

    assert [message.text for message in queries.words_of(found, at=MORNING)] == ["Pas maar op."]


def test_a_pasted_link_is_an_original_too(taken_up, vera):
    text = "https://x.com/boze_bram/status/1860000000000000000\nWe komen langs."

    evidence_id = actions.keep_pasted(case=taken_up.case, by=vera.account, keyring=vera.keyring, text=text, at=MORNING)

    found = original(taken_up, vera, evidence_id)
    assert (b"".join(found.chunks()).decode(), found.found.sender) == (text, "@boze_bram")
    assert [message.text for message in queries.words_of(found, at=MORNING)] == [text]


def test_pasting_nothing_keeps_nothing(taken_up, vera):
    with pytest.raises(CannotRead):
        actions.keep_pasted(case=taken_up.case, by=vera.account, keyring=vera.keyring, text="  ", at=MORNING)

    assert (stored_files(), Evidence.objects.count()) == ([], 0)


NOT_READ = {
    "a corrupt mail": (b"\x00\x01 dit is geen mail", "kapot.eml", "CORRUPT"),
    "an archive in an archive": (archive({"binnen.zip": archive({"a.txt": b"x"})}), "dubbel.zip", "NESTED"),
    "an empty file": (b"", "leeg.txt", "EMPTY"),
    "a zip that was cut off": (archive({"a.txt": b"x" * 5000})[:-30], "half.zip", "CORRUPT"),
}


@pytest.mark.parametrize(("content", "name", "reason"), NOT_READ.values(), ids=NOT_READ)
def test_what_cannot_be_read_is_kept_all_the_same_and_says_why(taken_up, vera, content, name, reason):
    found = original(taken_up, vera, keep(taken_up, vera, content, name))

    assert (b"".join(found.chunks()), found.found.problem) == (content, reason)
    assert found.found.problem_words != ""
    assert (Bundle.objects.count(), queries.words_of(found, at=MORNING)) == (0, [])


def test_a_pdf_with_a_password_is_kept_and_marked(taken_up, vera):
    locked = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>\n%%EOF"

    found = original(taken_up, vera, keep(taken_up, vera, locked, "brief.pdf")).found

    assert (found.kind, found.flags, len(found.flag_words)) == ("pdf", ("maybe_locked",), 1)


def test_ten_files_are_kept_together_or_not_at_all(taken_up, joris):
    incoming = [make_file(f"stuk {number}".encode()) for number in range(3)]

    with pytest.raises(NotGranted):
        actions.keep_evidence(
            case=taken_up.case, by=joris.account, keyring=joris.keyring, incoming=incoming, at=MORNING
        )
    for one in incoming:
        one.upload.close()

    assert (stored_files(), Evidence.objects.count(), queries.parts_of(taken_up.case)) == ([], 0, [])


def test_evidence_for_an_incident_of_another_case_is_refused_and_nothing_stays(taken_up, vera):
    other = make_case("Een andere zaak.")
    cases.claim(case=other.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    incident_id = add_incident(other, vera)

    with pytest.raises(actions.NotThere):
        keep(taken_up, vera, b"bewijs", incident_id=incident_id)

    assert (stored_files(), Evidence.objects.count()) == ([], 0)


def test_evidence_hangs_on_its_incident(taken_up, vera):
    incident_id = add_incident(taken_up, vera)
    loose = keep(taken_up, vera, b"los", "los.txt")
    hung = keep(taken_up, vera, b"hangt", "hangt.txt", incident_id=incident_id)

    of_incident = queries.evidence_of(vera.keyring, taken_up.case, incident_id=incident_id)
    of_nothing = queries.evidence_of(vera.keyring, taken_up.case, incident_id=None)

    assert ([one.id for one in of_incident], [one.id for one in of_nothing]) == ([hung], [loose])
    assert [line.pieces for line in queries.timeline(vera.keyring, taken_up.case)] == [1]


def test_linking_hangs_it_on_an_incident_and_is_written_in_its_log(taken_up, vera):
    incident_id, evidence_id = add_incident(taken_up, vera), keep(taken_up, vera, b"los")

    actions.link(
        case=taken_up.case,
        by=vera.account,
        keyring=vera.keyring,
        evidence_id=evidence_id,
        incident_id=incident_id,
        at=MORNING,
    )

    assert original(taken_up, vera, evidence_id).incident_id == incident_id
    assert touches(taken_up, vera, evidence_id) == ["evidence.received", "evidence.linked"]


def test_every_touch_is_in_the_log_with_who_and_what(taken_up, vera):
    evidence_id = keep(taken_up, None, b"bewijs")
    facts = {"case": taken_up.case, "evidence_id": evidence_id, "at": MORNING}
    actions.look_at(keyring=vera.keyring, **facts)
    actions.download(keyring=taken_up.keyring, **facts)
    actions.exported(keyring=vera.keyring, subjects=[f"evidence:{evidence_id}"], at=MORNING)

    log = queries.custody_of(original(taken_up, vera, evidence_id))

    assert [(touch.act.removeprefix("evidence."), touch.who) for touch in log] == [
        ("received", "de cliënt"),
        ("looked", "vertrouwenspersoon"),
        ("downloaded", "de cliënt"),
        ("exported", "vertrouwenspersoon"),
    ]


def test_the_log_holds_no_name_and_no_digest(taken_up, vera):
    evidence_id = keep(taken_up, vera, b"bewijs", "geheime naam.txt")

    events = [str((event.subject, event.detail)) for event in Event.objects.all()]

    digest = original(taken_up, vera, evidence_id).digest
    assert [event for event in events if "geheime" in event or digest in event] == []


def test_who_has_no_key_finds_no_evidence(taken_up, vera, joris):
    evidence_id = keep(taken_up, vera, b"bewijs")

    with pytest.raises(NotGranted):
        original(taken_up, joris, evidence_id)
    with pytest.raises(NotGranted):
        actions.download(case=taken_up.case, keyring=joris.keyring, evidence_id=evidence_id, at=MORNING)
    assert touches(taken_up, vera, evidence_id) == ["evidence.received"]


def test_a_sweep_of_lost_files_leaves_evidence_alone(taken_up, vera):
    evidence_id = keep(taken_up, vera, b"bewijs")

    removed = sweep(before=MORNING.replace(year=2100))

    assert (removed, b"".join(original(taken_up, vera, evidence_id).chunks())) == (0, b"bewijs")


def test_an_incident_that_goes_leaves_its_evidence(taken_up, vera):
    incident_id = add_incident(taken_up, vera)
    evidence_id = keep(taken_up, vera, b"bewijs", incident_id=incident_id)

    Incident.objects.all().delete()

    assert original(taken_up, vera, evidence_id).incident_id is None


def test_only_a_picture_has_a_viewing_copy(taken_up, vera):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")

    shown = [
        original(taken_up, vera, keep(taken_up, vera, content, name)).can_be_shown
        for content, name in ((picture.getvalue(), "a.png"), (CHAT, "chat.txt"), (b"%PDF-1.4", "a.pdf"))
    ]

    assert shown == [True, False, False]
