import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, OperationalError
from django.utils import timezone

from weerbaar.foundation.gateways.mailbox import Round
from weerbaar.foundation.jobs import arrivals, mailbox
from weerbaar.foundation.jobs.models import Tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, var_dir, monkeypatch):
    settings.MAILBOX_GATEWAY = "fake"
    monkeypatch.setattr(arrivals, "_readers", {})
    (var_dir / "postvak-in").mkdir()
    return var_dir / "postvak-in"


def put(folder, name, subject):
    (folder / f"{name}.eml").write_bytes(f"Subject: {subject}\r\n\r\nTekst\r\n".encode())


def test_what_is_for_nobody_is_left_for_a_person(folder):
    asked = []
    arrivals.register("one", lambda content, _at: bool(asked.append(content)) or b"Subject: een" in content)
    arrivals.register("two", lambda content, _at: b"Subject: twee" in content)
    for number, subject in enumerate(("een", "twee", "drie")):
        put(folder, number, subject)

    assert mailbox.read_mailbox(at=timezone.now()) == Round(taken=2, left=1)
    assert len(asked) == 3


def test_a_reader_that_fails_half_way_keeps_nothing_and_leaves_the_message_to_a_person(folder):
    def half(_content, at):
        Tick.objects.create(job="half", due_at=at)
        raise RuntimeError

    arrivals.register("half", half)
    put(folder, 1, "een")

    assert mailbox.read_mailbox(at=timezone.now()) == Round(left=1)
    assert Tick.objects.filter(job="half").count() == 0


def test_a_message_that_fits_in_no_column_is_for_a_person_and_not_tried_for_ever(folder):
    def too_long(_content, _at):
        raise DataError

    arrivals.register("long", too_long)
    put(folder, 1, "een")

    assert mailbox.read_mailbox(at=timezone.now()) == Round(left=1)
    assert mailbox.read_mailbox(at=timezone.now()) == Round()


def test_a_message_stays_new_while_the_database_is_away(folder):
    def away(_content, _at):
        raise OperationalError

    arrivals.register("away", away)
    put(folder, 1, "een")

    assert mailbox.read_mailbox(at=timezone.now()) == Round(failed=1)
    assert [path.name for path in folder.glob("*.eml")] == ["1.eml"]


def test_the_command_says_what_came(folder, capsys):
    put(folder, 1, "een")

    call_command("mailbox")

    assert capsys.readouterr().out == "ours 0, for a person 1, failed 0\n"


def test_the_command_says_when_the_mailbox_cannot_be_read(settings):
    settings.MAILBOX_GATEWAY, settings.MAILBOX_URL = "imap", "imap://wie:geheim@127.0.0.1:9/"

    with pytest.raises(CommandError, match="The mailbox was not read: ConnectionRefusedError"):
        call_command("mailbox")


def test_without_a_mailbox_there_is_nothing_to_read(settings):
    settings.MAILBOX_GATEWAY = "off"

    assert mailbox.read_mailbox(at=timezone.now()) == Round()
