"""From first contact to tombstone: what is written, who answers, what is left, and which moves there are."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.cases import MESSAGE, lines_seen, make_case, make_file, stored_files, texts_seen
from tests.factories.team import NIGHT, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Attachment, Case, Entry, Identity, Note
from weerbaar.confidential.cases.rules import (
    ENDED,
    LIVING,
    MOVES,
    IllegalMove,
    State,
    check_move,
    is_claimed_by,
    moves_for,
)
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.models import Compartment, Grant
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.team.network.queries import Barred

LATER = NIGHT + timedelta(minutes=20)


@pytest.fixture
def arrived(raadsleden):
    return make_case(name="Sam", reach="tussen de middag", for_whom="other")


@pytest.fixture
def taken_up(arrived, vera):
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def answer(arrived, by, text="Wij staan naast u.", **facts):
    actions.answer(case=arrived.case, by=by.account, keyring=by.keyring, text=text, at=LATER, **facts)


def note(arrived, by, text="overleg met Wil"):
    return actions.note(case=arrived.case, by=by.account, keyring=by.keyring, text=text, at=LATER)


def write(arrived, text="Er is weer iets.", at=LATER):
    actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text=text, at=at)


def erase(arrived):
    actions.erase(case=arrived.case, by=arrived.keyring.holder_id, at=LATER)


def test_a_first_contact_becomes_a_case_that_waits(arrived, vera, raadsleden):
    case = arrived.case
    person = queries.person_of(vera.keyring, case)

    assert (case.state, case.danger, case.association) == ("new", False, raadsleden)
    assert (case.opened_at, case.waiting_since, case.last_activity_at) == (NIGHT, NIGHT, NIGHT)
    assert (person.name, person.reach, person.for_other, person.barred) == ("Sam", "tussen de middag", True, Barred())
    assert texts_seen(vera.keyring, arrived.case, with_notes=True) == [MESSAGE]


def test_the_client_holds_thread_and_identity_and_never_the_team(arrived):
    granted = Grant.objects.filter(holder_id=arrived.keyring.holder_id).values_list("compartment__kind", flat=True)

    assert sorted(granted) == ["identity", "thread"]


def test_who_may_not_read_is_remembered_sealed(raadsleden, vera):
    barred = Barred(parties=("VVD",), associations=("wethouders",))
    arrived = make_case(barred=barred)

    assert queries.person_of(vera.keyring, arrived.case).barred == barred


def test_an_answer_reaches_the_client_and_nobody_waits_any_more(taken_up, vera):
    answer(taken_up, vera)

    assert texts_seen(taken_up.keyring, taken_up.case) == [MESSAGE, "Wij staan naast u."]
    case = Case.objects.get()
    assert (case.waiting_since, case.last_activity_at) == (None, LATER)


@pytest.mark.parametrize("who", ["wil", "joris"])
def test_only_who_took_a_case_up_answers(taken_up, wil, joris, who):
    with pytest.raises(actions.NotYours):
        answer(taken_up, {"wil": wil, "joris": joris}[who])
    assert Entry.objects.count() == 1


def test_nobody_answers_before_taking_up(arrived, vera):
    with pytest.raises(actions.NotYours):
        answer(arrived, vera)
    assert Entry.objects.count() == 1


def test_a_case_waits_from_the_first_message_that_was_not_answered(taken_up, vera):
    write(taken_up, at=LATER)
    assert Case.objects.get().waiting_since == NIGHT

    answer(taken_up, vera)
    write(taken_up, at=LATER + timedelta(minutes=1))
    write(taken_up, at=LATER + timedelta(minutes=9))

    assert Case.objects.get().waiting_since == LATER + timedelta(minutes=1)


def test_a_note_opens_for_colleagues_and_never_for_the_client(arrived, vera, wil):
    written = note(arrived, vera)

    assert written.body.reveal(wil.keyring) == "overleg met Wil"
    with pytest.raises(NotGranted):
        written.body.reveal(arrived.keyring)
    with pytest.raises(NotGranted):
        lines_seen(arrived.keyring, arrived.case, with_notes=True)


def test_a_note_never_opens_for_the_client_whatever_happens_to_the_case(taken_up, vera, wil):
    written = note(taken_up, vera)
    actions.hand_over(case=taken_up.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="x", at=LATER)
    actions.hand_over(case=taken_up.case, by=wil.account, to=None, keyring=wil.keyring, note="", at=LATER)

    with pytest.raises(NotGranted):
        Note.objects.get(pk=written.pk).body.reveal(taken_up.keyring)


def test_who_holds_no_key_writes_no_note(taken_up, wil):
    with pytest.raises(NotGranted):
        note(taken_up, wil)
    assert Note.objects.count() == 0


def test_messages_and_notes_stand_in_the_order_they_were_written(taken_up, vera):
    note(taken_up, vera)
    write(taken_up, at=LATER + timedelta(minutes=1))

    assert texts_seen(vera.keyring, taken_up.case, with_notes=True) == [MESSAGE, "overleg met Wil", "Er is weer iets."]


def test_a_file_comes_with_its_message(raadsleden, vera):
    arrived = make_case(files=(make_file(b"de foto", "foto.jpg"),))
    line = lines_seen(vera.keyring, arrived.case)[0]

    file, key = queries.file_for(vera.keyring, arrived.case, line.files[0].id)

    assert (file.name, file.media_type, file.size, file.can_be_shown) == ("foto.jpg", "text/plain", 7, False)
    assert b"".join(read_file(path_of(file.id), file_id=file.id, key=key, size=file.size)) == b"de foto"
    assert stored_files() == [path_of(file.id)]


def test_a_file_of_another_case_is_not_there(raadsleden, vera):
    one, other = make_case(files=(make_file(),)), make_case()

    assert queries.file_for(vera.keyring, other.case, Attachment.objects.get().pk) is None
    assert queries.case_for(vera.keyring, one.case.number) == one.case


def break_the_trail():
    """The next event finds its place taken, and cannot be written."""
    head = Head.objects.get()
    Event.objects.create(
        sequence=head.sequence + 2, at=NIGHT, bearer="?", role="?", action="?", subject="?", digest=bytes(32)
    )


def test_an_answer_that_cannot_be_recorded_leaves_neither_words_nor_files(taken_up, vera):
    file = make_file()
    break_the_trail()

    with pytest.raises(IntegrityError), transaction.atomic():
        answer(taken_up, vera, incoming=[file])
    file.upload.close()

    assert (Entry.objects.count(), Attachment.objects.count(), stored_files()) == (1, 0, [])


def test_files_that_find_no_room_take_their_message_with_them(taken_up, vera, files_dir):
    one, other = make_file(name="een.txt"), make_file(name="twee.txt")
    (files_dir / other.upload.file_id.hex[:2]).write_text("no folder can be made here")

    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        answer(taken_up, vera, incoming=[one, other])

    assert (Entry.objects.count(), path_of(one.upload.file_id).exists()) == (1, False)


def test_erasing_leaves_a_tombstone_and_nothing_else(raadsleden, vera, django_capture_on_commit_callbacks):
    arrived = make_case(files=(make_file(),), name="Sam")
    note(arrived, vera)
    kept_by_vera = vera.keyring
    kept_by_vera.open([arrived.case.thread_id], purpose="case")

    with django_capture_on_commit_callbacks(execute=True):
        erase(arrived)

    case = Case.objects.get()
    assert (case.state, case.erased_at, case.number) == ("erased", LATER, arrived.case.number)
    assert (case.summary, case.thread, case.team, case.identity, case.waiting_since) == (None,) * 5
    left = [model.objects.count() for model in (Entry, Note, Attachment, Identity, Compartment, Grant)]
    assert (left, stored_files()) == ([0] * 6, [])
    assert queries.case_for(kept_by_vera, case.number) is None
    assert Event.objects.filter(action="case.erased", subject=case.subject).count() == 1


def test_a_file_is_removed_only_when_the_erasure_stands(raadsleden):
    arrived = make_case(files=(make_file(),))

    with transaction.atomic():
        erase(arrived)
        transaction.set_rollback(True)

    assert len(stored_files()) == 1
    assert Case.objects.get().state == "new"


def test_erasing_twice_is_erasing_once(arrived):
    holder_id = arrived.keyring.holder_id
    erase(arrived)

    again = actions.erase(case=arrived.case, by=holder_id, at=LATER + timedelta(minutes=1))

    assert again == ""
    assert Case.objects.get().erased_at == LATER
    assert Event.objects.filter(action="case.erased").count() == 1


def test_nothing_is_written_in_an_erased_case(taken_up, vera):
    keyring, hers = taken_up.keyring, vera.keyring
    case = taken_up.case
    erase(taken_up)

    with pytest.raises(NotGranted):
        actions.write_as_client(case=case, keyring=keyring, text="nog iets", at=LATER)
    with pytest.raises(NotGranted):
        actions.note(case=case, by=vera.account, keyring=hers, text="nog iets", at=LATER)
    with pytest.raises(actions.NotYours):
        actions.answer(case=case, by=vera.account, keyring=hers, text="nog iets", at=LATER)
    with pytest.raises(NotGranted):
        actions.shut_out_client(case=case, keyring=keyring, at=LATER)
    assert Entry.objects.count() == 0


def test_a_client_who_shuts_the_door_reads_no_more_and_the_helpers_do(taken_up, vera):
    keyring = taken_up.keyring
    actions.shut_out_client(case=taken_up.case, keyring=keyring, at=LATER)

    with pytest.raises(NotGranted):
        texts_seen(taken_up.keyring, taken_up.case)
    assert texts_seen(vera.keyring, taken_up.case, with_notes=True) == [MESSAGE]
    assert queries.person_of(vera.keyring, taken_up.case).name == "Sam"


def leave_the_team(person):
    bea = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer", app=False)
    deactivate(account=person.account, by=bea.account, at=LATER, force=True)


def test_when_a_helper_left_the_case_goes_back_to_the_circle_as_soon_as_the_client_writes(taken_up, vera, wil):
    note(taken_up, vera)
    leave_the_team(vera)
    assert queries.case_for(wil.keyring, taken_up.case.number) is None

    write(taken_up)

    case = Case.objects.get()
    assert (case.state, case.claimed_by) == ("new", None)
    assert texts_seen(wil.keyring, case, with_notes=True) == [MESSAGE, "Er is weer iets."]
    assert texts_seen(taken_up.keyring, case) == [MESSAGE, "Er is weer iets."]
    assert queries.case_for(vera.keyring, case.number) is None


def test_when_the_whole_association_left_another_answers(vera, joris):
    make_association("raadsleden", vera)
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    wethouders = make_association("wethouders", joris)
    leave_the_team(vera)

    write(arrived)

    assert Case.objects.get().association == wethouders
    assert texts_seen(joris.keyring, Case.objects.get()) == [MESSAGE, "Er is weer iets."]


@given(state=st.sampled_from(State), move=st.sampled_from(list(MOVES.values())))
def test_only_the_moves_of_the_table_are_made(state, move):
    case = Case(state=state)

    if state in move.sources:
        assert check_move(case, move.act) == move.target
    else:
        with pytest.raises(IllegalMove):
            check_move(case, move.act)


def test_from_an_ended_case_nothing_follows():
    assert [move.act for move in MOVES.values() if move.sources & ENDED] == []


def test_every_state_is_reached_and_every_living_one_can_be_left():
    assert {move.target for move in MOVES.values()} == set(State)
    assert {state for move in MOVES.values() for state in move.sources} == LIVING


def test_helpers_are_offered_the_moves_that_their_role_allows(vera):
    closed = Case(state=State.CLOSED)

    assert [move.act for move in moves_for(vera.account, closed)] == ["case.reopened"]
    assert moves_for(make_colleague(Role.ADMINISTRATOR, name="Ada Anders").account, closed) == []


def test_a_case_is_claimed_by_one_account_and_no_other():
    vera, wil = Account(), Account()

    assert (is_claimed_by(vera, Case(claimed_by=vera)), is_claimed_by(wil, Case(claimed_by=vera))) == (True, False)
    assert is_claimed_by(vera, Case()) is False


def test_the_client_sees_which_role_opened_the_case_and_when(taken_up, vera):
    keyring = vera.keyring
    lines_seen(keyring, taken_up.case)
    queries.reading_of(taken_up.keyring, taken_up.case, with_notes=False, purpose="client")

    assert queries.openings(taken_up.case) == [queries.Opening("vertrouwenspersoon", keyring.at)]


def test_reading_on_is_one_opening_and_coming_back_is_another(taken_up):
    for minutes in (0, 5, 60):
        record(
            bearer="account:1",
            role="adviser",
            action="looked.case",
            subject=taken_up.case.subject,
            at=NIGHT + timedelta(minutes=minutes),
        )

    moments = [opening.at for opening in queries.openings(taken_up.case)]
    assert moments == [NIGHT + timedelta(minutes=60), NIGHT + timedelta(minutes=5)]


def test_files_that_no_message_points_to_are_swept_after_a_day(raadsleden):
    make_case(files=(make_file(),))
    lost = make_file()
    lost.upload.keep()
    make_file()
    now = timezone.now()

    assert actions.sweep_files(at=now) == 0
    assert actions.sweep_files(at=now + timedelta(days=2)) == 2
    assert stored_files() == [path_of(Attachment.objects.get().pk)]
    assert Event.objects.filter(action="files.swept").get().detail == {"files": 2}
