"""The trail: one event behind the other, with the deed or not at all, and no word that anyone wrote."""

import io
import threading

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from tests.factories.cases import MESSAGE, make_case, texts_seen
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.support.at_once import at_once
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.models import Entry
from weerbaar.foundation.audit.actions import ChainBroken, record, record_purge, renew_signing_key
from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.audit.queries import Act, acts_on, head_holds, verify
from weerbaar.foundation.jobs import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    return settings.AUDIT_KEY_FILE


def write(count, subject="case:1"):
    for number in range(count):
        record(bearer="system", role="system", action=f"test.{number}", subject=subject, detail={"n": number}, at=NIGHT)


def test_events_follow_on_each_other_without_gaps():
    write(5)

    assert list(Event.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert Head.objects.get().sequence == 5
    assert (verify().events, verify().ok) == (5, True)


def test_an_empty_trail_is_whole():
    assert (verify().events, verify().ok, head_holds()) == (0, True, True)


def test_an_event_that_cannot_be_written_undoes_the_deed():
    vera = make_adviser()
    make_association("raadsleden", vera)
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    # Somebody wrote an event behind our back: the next one finds its place taken.
    head = Head.objects.get()
    keyring = vera.keyring
    keyring.open([arrived.case.thread_id, arrived.case.team_id, arrived.case.identity_id], purpose="write")
    last = Event.objects.order_by("-sequence").first()
    Event.objects.create(
        sequence=last.sequence + 1, at=NIGHT, bearer="?", role="?", action="?", subject="?", digest=bytes(32)
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.answer(case=arrived.case, by=vera.account, keyring=keyring, text="antwoord", at=NIGHT)

    assert Entry.objects.count() == 1
    assert Head.objects.get().sequence == head.sequence + 1 == last.sequence


def test_a_deed_that_is_undone_leaves_no_event():
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)

    assert (Event.objects.count(), verify().ok) == (0, True)


def test_no_event_holds_a_word_that_someone_wrote():
    vera = make_adviser()
    make_association("raadsleden", vera)
    arrived = make_case(MESSAGE, name="Sam Geheim", reach="06-geheim")
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.answer(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Een geheim antwoord", at=NIGHT)
    actions.note(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Een geheime notitie", at=NIGHT)
    texts_seen(vera.keyring, arrived.case, with_notes=True)

    told = "".join(
        f"{event.bearer} {event.role} {event.action} {event.subject} {event.detail}" for event in Event.objects.all()
    )

    words = ["geheim", "Geheim", "brief", "Sam", "Vera", "overleg.invalid", *arrived.words.split()]
    assert [word for word in words if word in told] == []


def test_a_subject_is_told_who_did_what_by_role_newest_first():
    record(bearer="account:1", role="adviser", action="looked.case", subject="case:1", at=NIGHT)
    record(bearer="account:2", role="helper", action="looked.case", subject="case:1", at=NIGHT)
    record(bearer="account:2", role="helper", action="looked.case", subject="case:2", at=NIGHT)
    record(bearer="account:2", role="helper", action="case.noted", subject="case:1", at=NIGHT)

    assert acts_on("case:1", ["looked.case"], limit=9) == [
        Act("helper", "looked.case", NIGHT),
        Act("adviser", "looked.case", NIGHT),
    ]


def test_a_purge_is_recorded_by_kind_and_number():
    record_purge("jobs.Worker", 7, NIGHT)

    event = Event.objects.get()
    assert (event.action, event.subject, event.detail) == ("privacy.purged", "model:jobs.Worker", {"count": 7})


def test_a_renewed_key_signs_the_head_and_says_so(key_file, django_capture_on_commit_callbacks):
    write(3)
    before, old_key = bytes(Head.objects.get().signature), key_file.read_bytes()

    with django_capture_on_commit_callbacks(execute=True):
        renew_signing_key()

    assert key_file.read_bytes() != old_key

    assert Event.objects.order_by("sequence").last().action == "audit.key_renewed"
    assert bytes(Head.objects.get().signature) != before
    assert (verify().events, verify().ok) == (4, True)


def test_a_renewal_that_was_not_committed_leaves_the_old_key(key_file):
    write(3)
    before = key_file.read_bytes()

    renew_signing_key()

    assert key_file.read_bytes() == before
    assert verify().ok is True


def test_the_first_key_can_be_renewed_before_anything_happened():
    renew_signing_key()

    assert (verify().events, verify().ok) == (1, True)


def test_a_broken_chain_gets_no_new_key(key_file):
    write(3)
    before = key_file.read_bytes()
    Event.objects.filter(sequence=2).update(role="someone else")

    with pytest.raises(ChainBroken):
        renew_signing_key()
    assert key_file.read_bytes() == before


def run():
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("audit", "verify", stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


def test_the_command_says_that_all_events_hold():
    write(3)

    assert run() == (0, "audit: 3 events hold, the head is signed\n")


def test_the_command_names_the_first_bad_event_and_exits_with_1():
    write(5)
    Event.objects.filter(sequence__in=[3, 4]).update(role="someone else")

    assert run() == (1, "audit: event 3 was changed, or the one before it was replaced (2 events before it hold)\n")


def test_the_health_page_sees_whether_the_head_is_signed():
    write(2)
    whole = health.report(NIGHT)["audit"]

    Event.objects.filter(sequence=2).delete()

    assert (whole.ok, health.report(NIGHT)["audit"].ok) == (True, False)
    assert health.report(NIGHT)["audit"].detail == "run: manage.py audit verify"


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_get_two_places_behind_each_other():
    def write_some(name):
        for _ in range(10):
            with transaction.atomic():
                record(bearer=name, role="system", action="test.write", at=NIGHT)

    at_once(lambda: write_some("system:1"), lambda: write_some("system:2"))

    assert list(Event.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, 21))
    assert verify().ok is True


@pytest.mark.django_db(transaction=True)
def test_a_trail_that_grows_while_it_is_verified_is_whole():
    writing = threading.Thread(target=write_many_and_leave)
    writing.start()
    verdicts = []
    while writing.is_alive() or not verdicts:
        verdicts.append(verify())

    assert [verdict.problem for verdict in verdicts if not verdict.ok] == []
    assert verify().events == 60


def write_many_and_leave():
    write(60)
    connection.close()
