"""Tasks: late first, of who can open the case, and never lost with who leaves it."""

from datetime import timedelta

import pytest

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions.agenda import CannotOpen, add_task, change_task, finish_task, undo_task
from weerbaar.confidential.cases.models import Task
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TITLE = "De griffier bellen over het adres"

pytestmark = pytest.mark.usefixtures("raadsleden")


@pytest.fixture
def taken_up(vera):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def add(arrived, by, owner=None, *, title=TITLE, due_at=None, at=NIGHT):
    owner = (owner or by).account
    return add_task(
        case=arrived.case, by=by.account, keyring=by.keyring, title=title, owner=owner, due_at=due_at, at=at
    )


def lines(arrived, by, at=NIGHT):
    return queries.tasks_of(by.keyring, arrived.case, at=at)


def do(act, arrived, by, task, **more):
    act(case=arrived.case, task_id=task.pk, by=by.account, keyring=by.keyring, at=NIGHT + HOUR, **more)


def test_a_task_is_sealed_and_reads_as_it_was_written(taken_up, vera):
    task = add(taken_up, vera, due_at=NIGHT + DAY)

    line = lines(taken_up, vera)[0]
    assert (line.title, line.owner, line.due_at, line.done_at, line.is_late) == (
        TITLE,
        vera.account,
        NIGHT + DAY,
        None,
        False,
    )
    assert (b"griffier" in bytes(task.title.box), "griffier" in repr(line)) == (False, False)


def test_late_tasks_come_first_and_those_without_a_day_last(taken_up, vera):
    for title, due_at in {"ooit": None, "morgen": NIGHT + DAY, "te laat": NIGHT - DAY}.items():
        add(taken_up, vera, title=title, due_at=due_at)

    assert [(line.title, line.is_late) for line in lines(taken_up, vera)] == [
        ("te laat", True),
        ("morgen", False),
        ("ooit", False),
    ]


def test_done_is_undone_and_a_second_click_changes_nothing(taken_up, vera):
    task = add(taken_up, vera)

    for act in (finish_task, finish_task, undo_task, undo_task):
        do(act, taken_up, vera, task)

    assert lines(taken_up, vera)[0].done_at is None
    told = Event.objects.filter(action__startswith="case.task").order_by("sequence")
    assert list(told.values_list("action", flat=True)) == ["case.task_added", "case.task_done", "case.task_undone"]


def test_who_is_done_stands_with_it(taken_up, vera):
    task = add(taken_up, vera)

    do(finish_task, taken_up, vera, task)

    task.refresh_from_db()
    assert (task.done_by, task.done_at) == (vera.account, NIGHT + HOUR)


def test_a_task_changes_owner_and_moment(vera, wil):
    arrived = make_case()
    task = add(arrived, vera)

    do(change_task, arrived, vera, task, owner=wil.account, due_at=NIGHT + DAY)

    line = lines(arrived, vera)[0]
    assert (line.owner, line.due_at) == (wil.account, NIGHT + DAY)


@pytest.mark.parametrize("who", ["wil", "joris"])
def test_who_cannot_open_the_case_gets_no_task(taken_up, vera, wil, joris, who):
    stranger = {"wil": wil, "joris": joris}[who]
    task = add(taken_up, vera)

    with pytest.raises(CannotOpen):
        add(taken_up, vera, owner=stranger)
    with pytest.raises(CannotOpen):
        do(change_task, taken_up, vera, task, owner=stranger.account, due_at=None)
    assert list(Task.objects.values_list("owner", flat=True)) == [vera.account.pk]


@pytest.mark.parametrize("who", ["wil", "joris"])
def test_who_holds_no_key_touches_no_task(taken_up, vera, wil, joris, who):
    stranger = {"wil": wil, "joris": joris}[who]
    task = add(taken_up, vera)

    with pytest.raises(NotGranted):
        add(taken_up, stranger, owner=vera)
    for act in (finish_task, undo_task):
        with pytest.raises(NotGranted):
            do(act, taken_up, stranger, task)
    assert lines(taken_up, vera)[0].done_at is None


def test_a_task_of_another_case_is_not_there(taken_up, vera):
    task = add(make_case(), vera)

    with pytest.raises(Task.DoesNotExist):
        do(finish_task, taken_up, vera, task)


def test_who_takes_a_case_up_takes_the_tasks_of_who_can_no_longer_open_it(vera, wil):
    arrived = make_case()
    add(arrived, wil)
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    assert [line.owner for line in lines(arrived, vera)] == [vera.account]


def test_a_case_goes_over_with_what_is_still_to_do_and_what_was_done_stays(taken_up, vera, wil):
    done = add(taken_up, vera, title="gedaan")
    do(finish_task, taken_up, vera, done)
    add(taken_up, vera)

    actions.hand_over(case=taken_up.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=NIGHT)

    assert {line.title: line.owner for line in lines(taken_up, wil)} == {TITLE: wil.account, "gedaan": vera.account}


def test_a_task_back_on_the_list_needs_an_owner_who_can_open_it(taken_up, vera, wil):
    done = add(taken_up, vera)
    do(finish_task, taken_up, vera, done)
    actions.hand_over(case=taken_up.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=NIGHT)

    with pytest.raises(CannotOpen):
        do(undo_task, taken_up, wil, done)


def test_erasing_a_case_takes_its_tasks(taken_up, vera):
    add(taken_up, vera)
    actions.erase(case=taken_up.case, by=taken_up.keyring.holder_id, at=NIGHT)

    assert Task.objects.count() == 0
