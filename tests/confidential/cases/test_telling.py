"""Who can answer hears that something waits: once for a busy moment, and never what it is."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, make_association
from tests.support.mails import waiting_words
from weerbaar.confidential.cases import actions
from weerbaar.foundation.vault.circles import rotate_circle

MINUTE = timedelta(minutes=1)


def told():
    return sorted(mail["to"] for mail in waiting_words())


def asked_to_tell():
    return [one.args_kwargs["args"][0] for one in DBTaskResult.objects.filter(task_path__endswith="tell_readers")]


def tell(*holders, minutes=0):
    actions.tell(holder_ids=[holder.pk for holder in holders], at=NIGHT + minutes * MINUTE)


@pytest.fixture
def circle(raadsleden):
    return raadsleden.circle.current


def test_a_new_message_asks_to_tell_the_circle(circle):
    make_case()

    assert asked_to_tell() == [[str(circle.pk)]]


def test_a_busy_night_asks_once_for_all_that_comes_in_before_the_round(circle):
    make_case()
    make_case(at=NIGHT + MINUTE)

    assert asked_to_tell() == [[str(circle.pk)]]


def test_after_the_round_the_next_message_asks_again(circle):
    make_case()
    tell(circle)

    make_case(at=NIGHT + MINUTE)

    assert asked_to_tell() == [[str(circle.pk)]] * 2


def test_a_round_that_never_came_is_asked_for_again(circle):
    make_case()

    make_case(at=NIGHT + 11 * MINUTE)

    assert asked_to_tell() == [[str(circle.pk)]] * 2


def test_everyone_in_the_circle_hears_it_in_neutral_words(circle, settings):
    settings.SITE_URL = "https://overleg.invalid"
    make_case("Een geheim bericht", name="Sam")

    tell(circle)

    assert told() == ["vera@overleg.invalid", "wil@overleg.invalid"]
    assert {(mail["subject"], mail["body"]) for mail in waiting_words()} == {
        ("Er wacht iets", "Er wacht iets op u.\n\nU vindt het hier: https://overleg.invalid/dienst/\n")
    }


def test_nobody_is_mailed_when_nothing_waits(circle):
    tell(circle)

    assert told() == []


def test_a_busy_moment_is_one_mail_and_one_look_later(circle):
    make_case(at=NIGHT - MINUTE)
    tell(circle)
    make_case(at=NIGHT + MINUTE)
    DBTaskResult.objects.filter(task_path__endswith="tell_readers").delete()

    tell(circle, minutes=1)

    assert len(told()) == 2
    again = DBTaskResult.objects.get(task_path__endswith="tell_readers")
    assert (again.args_kwargs["args"], again.run_after) == ([[str(circle.pk)]], NIGHT + actions.QUIET)


def test_after_the_quiet_the_next_message_is_told(circle):
    make_case(at=NIGHT - 5 * MINUTE)
    tell(circle)
    make_case(at=NIGHT + MINUTE)

    tell(circle, minutes=2)

    assert len(told()) == 4


def test_what_was_told_is_not_told_again(circle):
    make_case(at=NIGHT - 5 * MINUTE)
    tell(circle)

    tell(circle, minutes=30)

    assert len(told()) == 2


def test_who_took_a_case_up_hears_alone_that_the_client_wrote(circle, vera):
    arrived = make_case(at=NIGHT - 60 * MINUTE)
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    actions.answer(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Wij zijn er.", at=NIGHT)
    actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text="nog iets", at=NIGHT + MINUTE)

    asked = asked_to_tell()
    tell(vera.account.holder, minutes=2)

    assert sorted(asked) == sorted([[str(circle.pk)], [str(vera.account.holder_id)]])
    assert told() == ["vera@overleg.invalid"]


def test_a_colleague_who_is_handed_a_case_hears_that_it_waits(circle, vera, joris):
    make_association("wethouders", joris)
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    actions.hand_over(case=arrived.case, by=vera.account, to=joris.account, keyring=vera.keyring, note="", at=NIGHT)

    assert [str(joris.account.holder_id)] in asked_to_tell()


def test_a_circle_with_a_new_key_still_hears_of_what_waits(circle, raadsleden, vera):
    make_case(at=NIGHT - MINUTE)
    rotate_circle(circle_id=raadsleden.circle_id, keyring=vera.keyring, at=NIGHT)
    raadsleden.circle.refresh_from_db()

    tell(raadsleden.circle.current)

    assert told() == ["vera@overleg.invalid", "wil@overleg.invalid"]
    assert raadsleden.circle.current != circle


def test_the_answer_to_a_client_mails_nobody(circle, vera):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    before = DBTaskResult.objects.count()

    actions.answer(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Wij zijn er.", at=NIGHT)

    assert DBTaskResult.objects.count() == before
