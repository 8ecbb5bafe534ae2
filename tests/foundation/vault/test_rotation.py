"""New keys for everything: who could read still can, who was dropped cannot, and nothing is ever half-rotated."""

import io
from uuid import uuid4

import pytest
from django.conf import settings as live_settings
from django.core.management import CommandError, call_command

from tests.factories.cases import MESSAGE, make_case, make_file, texts_seen
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.foundation.vault.holders import Person
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Attachment, Entry
from weerbaar.foundation.audit.queries import verify
from weerbaar.foundation.vault import rotation
from weerbaar.foundation.vault.boxes import open_box
from weerbaar.foundation.vault.compartments import holders_of, rotate
from weerbaar.foundation.vault.errors import BrokenBox, NotGranted
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.models import Compartment, Grant
from weerbaar.foundation.vault.uploads import path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera():
    return make_adviser()


@pytest.fixture
def wil():
    return make_adviser("Wil Waarnemer")


@pytest.fixture
def arrived(vera, wil):
    """A case with a file, an answer and a note, sealed to the circle of Vera and Wil."""
    make_association("raadsleden", vera, wil)
    arrived = make_case(files=(make_file(b"de foto", "foto.jpg"),), name="Sam")
    actions.note(case=arrived.case, by=vera.account, keyring=vera.keyring, text="overleg met Wil", at=NIGHT)
    return arrived


def texts_for(keyring, case):
    return texts_seen(keyring, case, with_notes=True)


def rotate_thread(arrived, by, holders):
    thread = arrived.case.thread_id
    rotate(compartment_id=thread, keyring=by.keyring, holders=holders, at=NIGHT)


def test_after_a_rotation_everybody_who_could_read_still_can(arrived, vera, wil):
    rotate_thread(arrived, vera, holders_of(arrived.case.thread_id))

    assert [texts_for(who.keyring, arrived.case) for who in (vera, wil)] == [[MESSAGE, "overleg met Wil"]] * 2
    assert texts_seen(arrived.keyring, arrived.case) == [MESSAGE]


def test_after_a_rotation_the_old_key_opens_nothing(arrived, vera):
    old = vera.keyring.key_for(arrived.case.thread_id)

    rotate_thread(arrived, vera, holders_of(arrived.case.thread_id))

    entry = Entry.objects.get()
    with pytest.raises(BrokenBox):
        open_box(old.raw, entry.body.box, entry.body._place)


def test_who_was_dropped_at_a_rotation_reads_nothing_more(arrived, vera, wil):
    rotate_thread(arrived, vera, [vera.account.holder])

    assert queries.case_for(vera.keyring, arrived.case.number) == arrived.case
    assert queries.case_for(wil.keyring, arrived.case.number) is None
    with pytest.raises(NotGranted):
        texts_seen(arrived.keyring, arrived.case)


def test_the_keys_of_files_come_along(arrived, vera):
    keyring = vera.keyring
    rotate(compartment_id=arrived.case.thread_id, keyring=keyring, holders=[vera.account.holder], at=NIGHT)

    file_id = Attachment.objects.get().pk
    line, key = queries.file_for(keyring, arrived.case, file_id)

    assert (line.name, line.size) == ("foto.jpg", 7)
    assert b"".join(read_file(path_of(file_id), file_id=file_id, key=key, size=line.size)) == b"de foto"


def test_a_broken_box_stops_the_whole_rotation(arrived, vera, wil):
    keyring = vera.keyring
    actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text="nog iets", at=NIGHT)
    before = {grant.holder_id: bytes(grant.sealed_key) for grant in Grant.objects.all()}
    broken = Entry.objects.order_by("-pk").first()
    whole = Entry.objects.order_by("pk").first()
    boxes = Entry.objects.get(pk=whole.pk).body.box
    Entry.objects.filter(pk=broken.pk).update(body=whole.body)

    with pytest.raises(BrokenBox):
        rotate(compartment_id=arrived.case.thread_id, keyring=keyring, holders=[vera.account.holder], at=NIGHT)

    assert {grant.holder_id: bytes(grant.sealed_key) for grant in Grant.objects.all()} == before
    assert Entry.objects.get(pk=whole.pk).body.box == boxes
    assert whole.body.reveal(keyring) == whole.body.reveal(wil.keyring)


def test_only_who_can_open_a_compartment_rotates_it(arrived):
    stranger = Person()
    grants = set(Grant.objects.values_list("pk", flat=True))

    with pytest.raises(NotGranted):
        rotate(compartment_id=arrived.case.thread_id, keyring=stranger.keyring, holders=[stranger.holder], at=NIGHT)
    assert set(Grant.objects.values_list("pk", flat=True)) == grants


def test_rotating_all_of_one_person_leaves_everybody_able_to_read(arrived, vera, wil):
    second = make_case("het tweede bericht")

    done = rotation.rotate_all_of(holder_id=vera.account.holder_id, secret=vera.secret, at=NIGHT)

    assert done == rotation.Rotated(compartments=6, circles=1)
    for keyring in (vera.keyring, wil.keyring):
        assert texts_for(keyring, arrived.case) == [MESSAGE, "overleg met Wil"]
        assert texts_for(keyring, second.case) == ["het tweede bericht"]
    assert Compartment.objects.filter(rotated_at=NIGHT).count() == 6


def run(*arguments, stdin="", monkeypatch=None):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    call_command("vault", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_rotates_what_one_person_can_open(arrived, vera, monkeypatch):
    said = run("rotate", "--holder", str(vera.account.holder_id), stdin=vera.passphrase + "\n", monkeypatch=monkeypatch)

    assert said == "vault: 3 compartments and 1 circles have new keys\n"
    assert texts_for(vera.keyring, arrived.case) == [MESSAGE, "overleg met Wil"]


def test_the_command_with_a_wrong_passphrase_changes_nothing(arrived, vera, monkeypatch):
    before = {grant.pk: bytes(grant.sealed_key) for grant in Grant.objects.all()}

    with pytest.raises(CommandError, match="nothing was changed"):
        run("rotate", "--holder", str(vera.account.holder_id), stdin="iets anders\n", monkeypatch=monkeypatch)
    assert {grant.pk: bytes(grant.sealed_key) for grant in Grant.objects.all()} == before
    assert arrived.case.thread_id is not None


def test_the_command_asks_for_the_passphrase_on_a_terminal(arrived, vera, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    asked = []
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or vera.passphrase)

    call_command("vault", "rotate", "--holder", str(vera.account.holder_id), stdout=io.StringIO())

    assert asked == ["Passphrase: "]
    assert texts_for(vera.keyring, arrived.case) == [MESSAGE, "overleg met Wil"]


def test_the_command_for_an_unknown_key_says_so(monkeypatch):
    with pytest.raises(CommandError, match="no such key; nothing was changed"):
        run("rotate", "--holder", str(uuid4()), stdin="x\n", monkeypatch=monkeypatch)


def test_the_command_alone_renews_the_application_s_own_key(
    settings, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    run("rotate", monkeypatch=monkeypatch)
    first = live_settings.AUDIT_KEY_FILE.read_bytes()

    with django_capture_on_commit_callbacks(execute=True):
        said = run("rotate", monkeypatch=monkeypatch)

    assert said == (
        "vault: the signing key in audit-key is new\nvault: for what a person can open, run again with --holder\n"
    )
    assert live_settings.AUDIT_KEY_FILE.read_bytes() != first
    assert verify().ok is True
