"""Danger now: a second look within the hour, whatever else happens, and an alarm when nobody does it."""

from datetime import timedelta

import pytest

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from tests.support.mails import waiting_words
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions.danger import Answer, HandedOver, LookedAlready, look_again, sound_alarm
from weerbaar.confidential.cases.models import Case, DangerCheck
from weerbaar.confidential.cases.queries import danger
from weerbaar.confidential.cases.queries.danger import Looks
from weerbaar.confidential.cases.rules import NOT_IN_DANGER, DangerFirst, check_move
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TOLD = HandedOver("police", "vanmorgen om tien over acht", "PL0100-geheim")

pytestmark = pytest.mark.usefixtures("raadsleden")


@pytest.fixture
def alarmed():
    return make_case(danger=True)


@pytest.fixture
def taken_up(alarmed, vera):
    actions.claim(case=alarmed.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return alarmed


@pytest.fixture
def calm(vera):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def look(arrived, by, answer, at=NIGHT + 30 * MINUTE, handed_over=None):
    look_again(case=arrived.case, by=by.account, keyring=by.keyring, answer=answer, handed_over=handed_over, at=at)


def hand_over(arrived, by, to, at=NIGHT + 40 * MINUTE):
    actions.hand_over(case=arrived.case, by=by.account, to=to and to.account, keyring=by.keyring, note="", at=at)


def write(arrived, danger=Answer.UNKNOWN, at=NIGHT):
    actions.write_as_client(case=arrived.case, keyring=arrived.keyring, text="Er is iets.", danger=danger, at=at)


def standing(arrived):
    """Whether the case is in danger, and until when someone has to look."""
    case = Case.objects.get(pk=arrived.case.pk)
    return case.danger, queries.next_look(case)


def called_after(minutes):
    """Who is called by an alarm that many minutes into the night, and by no earlier one."""
    before = len(waiting_words())
    sound_alarm(at=NIGHT + minutes * MINUTE)
    return [letter["to"].split("@")[0] for letter in waiting_words()[before:]]


def test_a_first_message_is_a_contact_with_an_answer(alarmed):
    calm = make_case()

    asked = {row.case_id: (row.answer, row.asked_by, row.look_again_at) for row in DangerCheck.objects.all()}
    assert asked == {alarmed.case.pk: ("yes", None, NIGHT + HOUR), calm.case.pk: ("no", None, None)}
    assert standing(alarmed) == (True, NIGHT + HOUR)
    assert standing(calm) == (False, None)


def test_a_client_who_writes_again_can_say_that_there_is_danger_now(calm):
    write(calm, Answer.YES, at=NIGHT + 5 * MINUTE)

    assert standing(calm) == (True, NIGHT + 65 * MINUTE)


@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNKNOWN])
def test_no_word_of_the_client_ends_the_danger(alarmed, answer):
    write(alarmed, answer)

    assert standing(alarmed) == (True, NIGHT + HOUR)


def test_a_second_yes_moves_no_look_to_a_later_moment(alarmed):
    write(alarmed, Answer.YES, at=NIGHT + 50 * MINUTE)

    assert standing(alarmed) == (True, NIGHT + HOUR)


def test_an_answer_and_a_note_of_a_talk_ask_it_too(calm, vera):
    by = {"case": calm.case, "by": vera.account, "keyring": vera.keyring, "at": NIGHT}
    actions.answer(text="Bent u veilig?", danger=Answer.NO, **by)
    actions.note(text="Gebeld.", danger=Answer.YES, **by)
    actions.note(text="Niet gebeld.", **by)

    asked = DangerCheck.objects.filter(case=calm.case).exclude(asked_by=None)
    assert sorted(asked.values_list("answer", flat=True)) == ["no", "yes"]
    assert standing(calm) == (True, NIGHT + HOUR)


def test_a_look_that_finds_no_danger_ends_it(taken_up, vera):
    write(taken_up, Answer.YES)
    look(taken_up, vera, Answer.NO)

    done = DangerCheck.objects.exclude(look_again_at=None)
    assert standing(taken_up) == (False, None)
    assert [row.looked_again_by for row in done] == [vera.account] * 2


def test_the_desk_counts_cases_to_look_at_and_tells_the_first_moment(alarmed, taken_up, vera, wil, joris):
    write(alarmed, Answer.YES, at=NIGHT + 5 * MINUTE)
    make_case(danger=True, at=NIGHT + 10 * MINUTE)
    make_case()

    assert queries.looks_waiting(vera.keyring) == Looks(2, NIGHT + HOUR)
    assert queries.looks_waiting(wil.keyring) == Looks(1, NIGHT + 70 * MINUTE)
    assert queries.looks_waiting(joris.keyring) == Looks(0, None)


def test_looks_beyond_the_first_hundred_are_said_to_be_more(alarmed, vera, monkeypatch):
    monkeypatch.setattr(danger, "COUNTED_UP_TO", 2)
    make_case(danger=True, at=NIGHT + 10 * MINUTE)
    assert queries.looks_waiting(vera.keyring) == Looks(2, NIGHT + HOUR, more=False)

    make_case(danger=True, at=NIGHT + 20 * MINUTE)
    assert queries.looks_waiting(vera.keyring) == Looks(2, NIGHT + HOUR, more=True)


@pytest.mark.parametrize("answer", [Answer.YES, Answer.UNKNOWN])
def test_a_look_that_finds_danger_or_nobody_is_followed_by_another(taken_up, vera, answer):
    look(taken_up, vera, answer, at=NIGHT + 30 * MINUTE)

    assert standing(taken_up) == (True, NIGHT + 90 * MINUTE)


def test_a_colleague_in_the_circle_looks_before_anyone_took_it_up(alarmed, wil):
    look(alarmed, wil, Answer.NO)

    assert standing(alarmed) == (False, None)


def test_who_holds_no_key_cannot_look(taken_up, wil, joris):
    for stranger in (wil, joris):
        with pytest.raises(NotGranted):
            look(taken_up, stranger, Answer.NO)
    assert standing(taken_up) == (True, NIGHT + HOUR)


def test_who_looks_second_is_told_that_it_was_done(taken_up, vera):
    look(taken_up, vera, Answer.NO)

    with pytest.raises(LookedAlready):
        look(taken_up, vera, Answer.NO)
    assert Event.objects.filter(action="case.looked_again").count() == 1


def test_the_record_of_a_hand_over_is_sealed_and_goes_along(taken_up, vera):
    look(taken_up, vera, Answer.YES, handed_over=TOLD)
    look(taken_up, vera, Answer.UNKNOWN, at=NIGHT + HOUR)

    told = queries.danger_told(vera.keyring, taken_up.case)
    assert [one.told.reference for one in told] == [TOLD.reference] * 3
    assert all(
        TOLD.reference.encode() not in bytes(row.handover.box) for row in DangerCheck.objects.exclude(handover=None)
    )
    assert TOLD.reference not in repr(told)


@pytest.mark.parametrize("act", sorted(NOT_IN_DANGER))
def test_a_case_in_danger_makes_no_move_that_leaves_it(act):
    with pytest.raises(DangerFirst):
        check_move(Case(state="open", danger=True), act)
    assert check_move(Case(state="open", danger=False), act) != "open"


def test_a_case_in_danger_is_not_closed(taken_up, vera):
    by = {"case": taken_up.case, "by": vera.account, "keyring": vera.keyring, "at": NIGHT}

    with pytest.raises(DangerFirst):
        actions.close(outcome=Case.Outcome.TALKED, **by)
    look(taken_up, vera, Answer.NO)
    actions.close(outcome=Case.Outcome.TALKED, **by)

    assert Case.objects.get().state == "closed"


def test_a_case_in_danger_does_not_go_back_to_the_circle(taken_up, vera):
    look(taken_up, vera, Answer.YES, handed_over=TOLD)

    with pytest.raises(DangerFirst):
        hand_over(taken_up, vera, None)


def test_a_colleague_gets_a_case_in_danger_only_with_the_record(taken_up, vera, wil):
    with pytest.raises(DangerFirst):
        hand_over(taken_up, vera, wil)
    look(taken_up, vera, Answer.YES, handed_over=TOLD)
    hand_over(taken_up, vera, wil)

    case = Case.objects.get()
    assert (case.claimed_by, standing(taken_up)) == (wil.account, (True, NIGHT + 90 * MINUTE))
    assert queries.danger_told(wil.keyring, case)[0].told.reference == TOLD.reference


def test_a_new_yes_after_the_record_must_be_looked_at_first(taken_up, vera, wil):
    look(taken_up, vera, Answer.YES, handed_over=TOLD)
    write(taken_up, Answer.YES, at=NIGHT + 35 * MINUTE)

    with pytest.raises(DangerFirst):
        hand_over(taken_up, vera, wil)


def test_a_look_outlives_a_helper_who_left(taken_up, vera, wil):
    administrator = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer").account
    look(taken_up, vera, Answer.YES, handed_over=TOLD)
    deactivate(account=vera.account, by=administrator, at=NIGHT, force=True)
    write(taken_up, at=NIGHT + 40 * MINUTE)

    assert standing(taken_up) == (True, NIGHT + 90 * MINUTE)
    look(taken_up, wil, Answer.NO, at=NIGHT + 50 * MINUTE)
    assert standing(taken_up) == (False, None)


def test_who_answers_is_called_when_it_is_late_and_again_every_hour(taken_up):
    assert [called_after(minutes) for minutes in (59, 60, 65, 119, 120)] == [[], ["vera"], [], [], ["vera"]]
    assert Event.objects.filter(action="danger.alarmed").count() == 2
    assert taken_up.case.danger is True


def test_the_circle_is_called_about_what_nobody_took_up(alarmed):
    assert called_after(61) == ["vera", "wil"]
    assert alarmed.case.claimed_by is None


def test_the_coordinators_hear_it_after_two_hours(taken_up):
    # Cora coordinates, and holds no key: see the factory of associations.
    assert [called_after(minutes) for minutes in (60, 120, 180)] == [["vera"], ["vera"], ["cora", "vera"]]
    assert taken_up.case.danger is True


def test_nobody_is_called_once_it_is_done(taken_up, vera):
    look(taken_up, vera, Answer.NO)

    assert called_after(200) == []


def test_two_late_looks_are_one_mail(taken_up, vera):
    another = make_case(danger=True)
    actions.claim(case=another.case, by=vera.account, keyring=vera.keyring, at=NIGHT)

    assert called_after(70) == ["vera"]
    assert Event.objects.get(action="danger.alarmed").detail == {"looks": 2}
    assert taken_up.case.number not in waiting_words()[-1]["body"]


def test_the_alarm_says_nothing_but_that_it_cannot_wait(taken_up, settings):
    settings.SITE_URL = "https://overleg.invalid"

    called_after(70)

    assert taken_up.case.danger is True
    assert (waiting_words()[-1]["subject"], waiting_words()[-1]["body"]) == (
        "Er wacht iets dringends",
        "Er wacht iets dat niet kan wachten. Kijk nu.\n\nU vindt het hier: https://overleg.invalid/mijn-werk/\n",
    )


def test_erasing_ends_the_danger_and_the_calls(taken_up):
    actions.erase(case=taken_up.case, by=taken_up.keyring.holder_id, at=NIGHT)

    assert (DangerCheck.objects.count(), called_after(200)) == (0, [])
