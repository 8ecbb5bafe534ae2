"""The mark beside the signing key rises with the trail and never falls."""

import stat
from pathlib import Path

import pytest

from tests.factories.team import NIGHT
from weerbaar.foundation.audit import mark
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.audit.queries import head_holds, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "audit"
    return settings.AUDIT_KEY_FILE


def write(capture):
    with capture(execute=True):
        record(bearer="system", role="system", action="test.act", at=NIGHT)


def test_without_a_file_nothing_was_reached():
    assert mark.reached() == 0


def test_the_mark_only_rises(key_file):
    for sequence in (3, 12, 7):
        mark.raise_to(sequence)

    assert mark.reached() == 12
    assert stat.S_IMODE(Path(f"{key_file}.mark").stat().st_mode) == 0o600


def test_what_was_committed_raises_the_mark(django_capture_on_commit_callbacks):
    for _ in range(2):
        write(django_capture_on_commit_callbacks)

    assert mark.reached() == 2
    assert (verify().ok, head_holds()) == (True, True)


def test_what_was_not_committed_does_not(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        record(bearer="system", role="system", action="test.act", at=NIGHT)

    assert mark.reached() == 0


def test_a_trail_that_was_emptied_is_noticed(django_capture_on_commit_callbacks):
    write(django_capture_on_commit_callbacks)
    Event.objects.all().delete()
    Head.objects.all().delete()

    assert verify().problem == "event 1 is missing: on this machine the trail was at event 1 before"
    assert head_holds() is False
