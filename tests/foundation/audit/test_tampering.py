"""Whatever is done to the trail behind our back, verifying it finds the first event that is not right."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.factories.team import NIGHT
from weerbaar.foundation.audit import chain
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.audit.queries import verify
from weerbaar.foundation.vault.signing import Signer

pytestmark = pytest.mark.django_db
COUNT = 6


@pytest.fixture(autouse=True)
def trail(settings, tmp_path):
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    for number in range(COUNT):
        record(
            bearer=f"account:{number}", role="adviser", action="case.noted", subject=f"case:{number}", at=NIGHT,
            detail={"count": number},
        )  # fmt: skip


CHANGES = {
    "at": NIGHT + timedelta(microseconds=1),
    "bearer": "account:9",
    "role": "administrator",
    "action": "case.answered",
    "subject": "case:9",
    "detail": {"count": 9},
    "digest": bytes(32),
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("sequence", range(1, COUNT + 1))
def test_a_changed_event_is_found(column, sequence):
    Event.objects.filter(sequence=sequence).update(**{column: CHANGES[column]})

    verdict = verify()

    assert (verdict.ok, verdict.events) == (False, sequence - 1)
    assert verdict.problem == f"event {sequence} was changed, or the one before it was replaced"


@pytest.mark.parametrize("sequence", range(1, COUNT))
def test_a_removed_event_is_found(sequence):
    Event.objects.filter(sequence=sequence).delete()

    verdict = verify()

    assert verdict.problem == f"event {sequence} is missing: event {sequence + 1} follows on {sequence - 1}"


@pytest.mark.parametrize("sequence", range(1, COUNT))
def test_a_removed_event_is_found_when_the_others_move_up(sequence):
    Event.objects.filter(sequence=sequence).delete()
    for event in Event.objects.filter(sequence__gt=sequence).order_by("sequence"):
        Event.objects.filter(sequence=event.sequence).update(sequence=event.sequence - 1)

    assert verify().problem == f"event {sequence} was changed, or the one before it was replaced"


@pytest.mark.parametrize("first", range(1, COUNT))
def test_two_events_that_changed_places_are_found(first):
    Event.objects.filter(sequence=first).update(sequence=99)
    Event.objects.filter(sequence=first + 1).update(sequence=first)
    Event.objects.filter(sequence=99).update(sequence=first + 1)

    assert verify().problem == f"event {first} was changed, or the one before it was replaced"


@pytest.mark.parametrize("last", range(COUNT))
def test_a_trail_that_was_cut_off_is_found(last):
    Event.objects.filter(sequence__gt=last).delete()

    assert verify().problem == f"event {last + 1} is missing: the signed head stands at event {COUNT}"


def test_a_trail_cut_off_together_with_its_head_is_found():
    Event.objects.filter(sequence__gt=3).delete()
    Head.objects.update(sequence=3, digest=Event.objects.get(sequence=3).digest)

    assert verify().problem == "the head at event 3 was not signed by this installation"


def test_a_whole_new_trail_under_another_key_is_found(tmp_path):
    thief = Signer(tmp_path / "another-key")
    previous = chain.START
    with transaction.atomic():
        for event in Event.objects.order_by("sequence"):
            event.role = "someone else"
            event.digest = previous = chain.digest_of(event, previous)
            event.save()
    Head.objects.update(digest=previous, signature=thief.sign(b"whatever"))

    assert verify().problem == f"the head at event {COUNT} was not signed by this installation"


def test_an_event_put_behind_the_last_is_found():
    last = Event.objects.get(sequence=COUNT)
    forged = Event(sequence=COUNT + 1, at=NIGHT, bearer="?", role="?", action="?", subject="?", detail={})
    forged.digest = chain.digest_of(forged, bytes(last.digest))
    forged.save()

    verdict = verify()

    assert (verdict.events, verdict.problem) == (COUNT, f"event {COUNT + 1} was added behind the signed head")


def test_a_head_that_was_removed_is_found():
    Head.objects.all().delete()

    assert verify().problem == f"event {COUNT} has no signed head behind it"


def test_a_trail_that_was_emptied_is_found():
    Event.objects.all().delete()

    assert verify().problem == f"event 1 is missing: the signed head stands at event {COUNT}"


def test_a_digest_is_a_known_answer():
    event = Event(
        sequence=7, at=NIGHT, bearer="account:1", role="adviser", action="case.noted", subject="case:1", detail={"n": 1}
    )

    assert chain.digest_of(event, bytes(32)).hex() == "70095bfde66b296befd384c84854bd86bf9d12037855e64e542828deb4d391a6"
