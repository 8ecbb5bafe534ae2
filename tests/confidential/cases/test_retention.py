"""The term of a closed case: announced, put off by any sign of life, and then as gone as on request."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django_tasks_db.models import DBTaskResult

from tests.factories.cases import make_case, make_file, stored_files
from tests.factories.team import NIGHT, make_adviser
from tests.support.mails import waiting_words
from weerbaar.confidential.cases import actions, retention, tasks
from weerbaar.confidential.cases.actions import agenda
from weerbaar.confidential.cases.models import Case, Entry
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.models import Compartment, Holder

DAY = timedelta(days=1)
OVER = NIGHT + retention.term() + DAY
GONE = OVER + retention.grace() + DAY


@pytest.fixture
def vera(db):
    return make_adviser()


@pytest.fixture
def closed(raadsleden, vera):
    return make_closed(vera)


def make_closed(by, **facts):
    arrived = make_case(**facts)
    actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=NIGHT)
    actions.close(case=arrived.case, by=by.account, keyring=by.keyring, outcome=Case.Outcome.TALKED, at=NIGHT)
    return arrived


def nights(*moments):
    """Will return what happened in the last of these nights."""
    for at in moments:
        ended = actions.end_terms(at=at)
    return ended


def state_of(arrived):
    case = Case.objects.get(pk=arrived.case.pk)
    return case.state, case.erase_on


def test_before_the_term_nothing_happens(closed):
    assert nights(NIGHT + retention.term() - DAY) == actions.Ended()
    assert state_of(closed) == ("closed", None)


def test_when_the_term_is_over_the_end_is_announced_once_and_who_answered_hears_of_it(closed, vera):
    assert nights(OVER) == actions.Ended(announced=1)
    assert nights(OVER, OVER + DAY) == actions.Ended()

    assert state_of(closed) == ("closed", (OVER + retention.grace()).date())
    letters = [mail for mail in waiting_words() if "/zaken/afgesloten/" in mail["body"]]
    assert [mail["to"] for mail in letters] == [vera.account.email]
    assert closed.case.number not in str(letters)
    assert Event.objects.filter(action="case.end_announced", subject=closed.case.subject, bearer="system").count() == 1


def test_many_ends_in_one_night_are_one_mail(closed, vera):
    make_closed(vera)
    before = len(waiting_words())

    assert nights(OVER) == actions.Ended(announced=2)

    assert len(waiting_words()) - before == 1
    assert state_of(closed)[0] == "closed"


def test_when_the_day_has_come_all_of_it_goes(raadsleden, vera, django_capture_on_commit_callbacks):
    arrived = make_closed(vera, files=(make_file(),))

    with django_capture_on_commit_callbacks(execute=True):
        assert nights(OVER, GONE) == actions.Ended(erased=1)

    left = [model.objects.count() for model in (Entry, Compartment)]
    assert (state_of(arrived), left, stored_files()) == (("erased", None), [0, 0], [])
    assert Holder.objects.filter(kind="receipt").count() == 0
    event = Event.objects.get(action="case.erased")
    assert (event.bearer, event.detail["messages"], event.detail["files"]) == ("system", 1, 1)


def test_the_day_before_it_is_still_there(closed):
    nights(OVER, OVER + retention.grace() - DAY)

    assert state_of(closed)[0] == "closed"


SIGNS_OF_LIFE = {
    "the client writes": lambda closed, _vera: actions.write_as_client(
        case=closed.case, keyring=closed.keyring, text="Ik ben er nog.", at=OVER + DAY
    ),
    "the client opens it again": lambda closed, _vera: actions.reopen_as_client(
        case=closed.case, keyring=closed.keyring, at=OVER + DAY
    ),
    "the client keeps it": lambda closed, _vera: actions.keep_longer_as_client(
        case=closed.case, keyring=closed.keyring, at=OVER + DAY
    ),
    "the helper keeps it": lambda closed, vera: actions.keep_longer(
        case=closed.case, by=vera.account, keyring=vera.keyring, at=OVER + DAY
    ),
    "a note": lambda closed, vera: actions.note(
        case=closed.case, by=vera.account, keyring=vera.keyring, text="Nog nodig.", at=OVER + DAY
    ),
    "a task": lambda closed, vera: agenda.add_task(
        case=closed.case,
        by=vera.account,
        keyring=vera.keyring,
        title="Bel nog eens",
        owner=vera.account,
        due_at=None,
        at=OVER + DAY,
    ),
    "feedback": lambda closed, _vera: actions.give_feedback(
        case=closed.case, keyring=closed.keyring, heard=5, helped=5, would_return=5, at=OVER + DAY
    ),
    "a hold": lambda closed, vera: actions.hold(
        case=closed.case, by=vera.account, keyring=vera.keyring, reason="Er loopt een zaak.", at=OVER + DAY
    ),
}


@pytest.mark.parametrize("sign", SIGNS_OF_LIFE)
def test_any_sign_of_life_takes_the_end_off(closed, vera, sign):
    nights(OVER)

    SIGNS_OF_LIFE[sign](closed, vera)
    assert state_of(closed)[1] is None
    nights(GONE)

    assert state_of(closed)[0] != "erased"


def test_an_act_of_another_room_that_only_moves_the_last_activity_takes_the_end_off_too(closed):
    nights(OVER)
    Case.objects.update(last_activity_at=OVER + DAY)

    assert nights(GONE) == actions.Ended(put_off=1)
    assert state_of(closed) == ("closed", None)


def test_a_held_case_is_never_announced_and_never_erased(closed, vera):
    actions.hold(case=closed.case, by=vera.account, keyring=vera.keyring, reason="Er loopt een zaak.", at=NIGHT)

    assert nights(OVER, GONE, GONE + 3 * retention.term()) == actions.Ended()
    assert state_of(closed) == ("closed", None)


def test_a_case_in_which_someone_is_helped_never_ends_by_itself(raadsleden, vera):
    waiting, helped = make_case(), make_case()
    actions.claim(case=helped.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    assert nights(OVER, GONE, GONE + 3 * retention.term()) == actions.Ended()
    assert [state_of(one)[0] for one in (waiting, helped)] == ["new", "open"]


def test_keeping_what_was_not_announced_changes_nothing(closed, vera):
    actions.keep_longer(case=closed.case, by=vera.account, keyring=vera.keyring, at=OVER)
    actions.keep_longer_as_client(case=closed.case, keyring=closed.keyring, at=OVER)

    assert Case.objects.get().last_activity_at == NIGHT
    assert Event.objects.filter(action="case.kept").count() == 0


def test_only_who_answered_keeps_it(closed, wil):
    nights(OVER)

    with pytest.raises(actions.NotYours):
        actions.keep_longer(case=closed.case, by=wil.account, keyring=wil.keyring, at=OVER + DAY)


def test_one_case_that_cannot_be_erased_keeps_no_other(closed, vera):
    other = make_closed(vera)
    nights(OVER)
    # Its compartments are not those that it names: nobody locks it, so nobody erases it.
    Compartment.objects.filter(scope=other.case.pk).update(kind="other")

    ended = nights(GONE)

    assert (ended.erased, ended.failed) == (1, 1)
    assert [state_of(one)[0] for one in (closed, other)] == ["erased", "closed"]


def test_a_night_that_could_not_end_everything_is_a_failed_task(closed):
    Case.objects.filter(pk=closed.case.pk).update(last_activity_at=NIGHT - 3000 * DAY, erase_on=date(2020, 1, 1))
    Compartment.objects.filter(scope=closed.case.pk).update(kind="other")

    with pytest.raises(tasks.TermsIncomplete):
        tasks.end_terms.func()
    assert state_of(closed)[0] == "closed"


def test_the_way_back_to_what_opens_nothing_is_swept(closed):
    lost = Holder.objects.create(kind=Holder.Kind.RECEIPT, public_key=bytes(32))
    Receipt.objects.create(locator=uuid4().bytes * 2, holder=lost, case=closed.case)

    nights(NIGHT)

    assert list(Receipt.objects.values_list("holder_id", flat=True)) == [closed.keyring.holder_id]
    assert Event.objects.get(action="receipts.swept").detail == {"receipts": 1}


@pytest.mark.parametrize(
    ("name", "least", "ask"),
    [
        ("CASE_TERM_DAYS", 30, retention.term),
        ("CASE_GRACE_DAYS", 7, retention.grace),
    ],
)
def test_a_term_that_must_be_a_slip_is_refused(settings, name, least, ask):
    setattr(settings, name, least)
    assert ask() == timedelta(days=least)

    setattr(settings, name, least - 1)
    with pytest.raises(ImproperlyConfigured, match=name):
        ask()


def test_the_task_knows_no_words(closed):
    nights(OVER)

    queued = [str(one.args_kwargs) for one in DBTaskResult.objects.exclude(task_path__endswith="send_mail")]
    assert [text for text in queued if closed.case.number in text] == []
