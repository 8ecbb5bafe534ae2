from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.surveys import FITTING, answer_many, form_with, one, when
from tests.factories.tour import MORNING
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.surveys import rules
from weerbaar.outreach.surveys.actions.openly import (
    SurveyClosed,
    TooManyAnswers,
    answer_openly,
    close_survey,
    open_survey,
)
from weerbaar.outreach.surveys.forms.openly import OpenForm
from weerbaar.outreach.surveys.models import AnswerCount, Response
from weerbaar.outreach.surveys.queries import openly

pytestmark = pytest.mark.django_db
SESSION = "session:een-avond"
ONCE = "p" * 26


@pytest.fixture
def survey():
    return open_survey(subject=SESSION, at=MORNING)


@pytest.fixture
def address(survey, time_machine):
    time_machine.move_to(MORNING + timedelta(days=1))
    return f"/evaluatie/{openly.token_of(survey)}/"


def test_a_subject_has_one_survey_however_often_it_is_opened(survey):
    again = open_survey(subject=SESSION, at=MORNING + timedelta(hours=1))

    assert again == survey
    assert openly.way_to(again) == openly.way_to(survey)
    assert Event.objects.filter(action="survey.opened").count() == 1


def test_the_way_is_an_address_a_picture_and_a_code(survey):
    way = openly.way_to(survey)

    assert way.address == way.qr_text
    assert way.address.endswith(f"/evaluatie/{openly.token_of(survey)}/")
    assert openly.survey_by(way.code.lower()) == survey
    assert openly.survey_by(openly.token_of(survey)) == survey


@pytest.mark.parametrize("guess", ["", "x", "0" * 26, "000-000-000", "\0" * 30])
def test_a_guess_finds_nothing(survey, guess):
    assert openly.survey_by(guess) is None


def test_looking_changes_nothing(address, client):
    for _ in range(2):
        assert client.get(address, follow=True).status_code == 200

    assert (Response.objects.count(), AnswerCount.objects.count()) == (0, 0)


def test_answers_are_kept_without_a_name_a_moment_or_an_address(address, survey, client):
    sent = client.post(address, FITTING | {"tip": "Meer koffie.", "once": ONCE}, HTTP_USER_AGENT="Herkenbaar/1.0")

    kept = Response.objects.values().get()
    assert sent.status_code == 200
    assert kept["sent"] == FITTING
    assert kept["sent_on"] == (MORNING + timedelta(days=1)).date()
    assert {kept[name] for name in ("started_at", "changed_at", "sent_at", "participation_id", "link_id")} == {None}
    everything = str(kept) + str(list(AnswerCount.objects.values()))
    assert [word for word in ("127.0.0.1", "Herkenbaar", "koffie") if word in everything] == []


def test_what_one_page_sends_twice_counts_once(address, client):
    for _ in range(2):
        assert "Uw antwoorden zijn binnen" in client.post(address, FITTING | {"once": ONCE}).content.decode()

    assert Response.objects.count() == 1
    assert AnswerCount.objects.get().number == 1


def test_who_goes_back_comes_to_the_same_page_and_it_counts_once(address, client):
    page = client.get(address).headers["Location"]
    once = client.get(page).context["once"]
    client.post(page, FITTING | {"once": once})

    back = client.get(page).content.decode()
    client.post(page, FITTING | {"once": once})

    assert "Uw antwoorden zijn binnen" in back
    assert f'href="{address}"' in back
    assert Response.objects.count() == 1
    assert client.get(page).cookies.keys() <= {"csrftoken"}


def test_other_answers_from_a_page_that_was_sent_change_nothing_and_may_be_sent_by_somebody_else(address, client):
    client.post(address, FITTING | {"once": ONCE})

    other = client.post(address, FITTING | {"useful": "1", "once": ONCE})

    assert other.status_code == 409
    assert "Vanaf deze pagina kwam al een antwoord" in other.content.decode()
    assert Response.objects.get().sent == FITTING
    client.post(address, FITTING | {"useful": "1", "once": other.context["once"]})
    assert Response.objects.count() == 2


def test_what_a_condition_leads_to_must_be_answered_and_what_it_hides_need_not():
    why = {"key": "waarom", "kind": "text", "title": "Waarom?", "required": "true"} | when("prettig", "nee")
    asked = form_with(one("prettig", "ja", "nee", required="true"), why)

    def errors(**answers):
        return dict(OpenForm(answers | {"once": ONCE}, asked=asked, on=MORNING.date()).errors)

    assert (errors(prettig="ja"), errors(prettig="nee", waarom="Te lang.")) == ({}, {})
    assert errors(prettig="nee") == {"waarom": ["Vul dit in."]}


def test_two_people_with_one_phone_each_count(address, client):
    for once in ("a" * 26, "b" * 26):
        client.post(address, FITTING | {"once": once})

    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"useful": "6"},
        {"useful": "drie"},
        {"useful": ""},
        {"knows_whom": "misschien"},
        {"wishes": ["online", "vreemd"]},
        {"tip": "x" * 1001},
        {"tip": "nul\0"},
        {"vreemd": "1"},
        {"once": ""},
        {"once": "x" * 41},
        {"useful": ["4", "5"]},
    ],
)
def test_what_cannot_be_answered_is_refused_and_nothing_is_stored(address, client, wrong):
    answer = client.post(address, FITTING | {"once": ONCE} | wrong)

    assert answer.status_code == 400
    assert Response.objects.count() == 0


def test_a_text_of_a_megabyte_is_refused(address, client):
    assert client.post(address, FITTING | {"once": ONCE, "tip": "x" * 1_100_000}).status_code == 413
    assert Response.objects.count() == 0


def test_after_it_closed_nothing_comes_in(survey, client, time_machine):
    address = f"/evaluatie/{openly.token_of(survey)}/"
    time_machine.move_to(MORNING + timedelta(days=rules.EVALUATION_DAYS))
    assert client.get(address, follow=True).status_code == 200
    time_machine.move_to(MORNING + timedelta(days=rules.EVALUATION_DAYS + 1))

    replayed = client.post(address, FITTING | {"once": ONCE})

    assert replayed.status_code == 404
    assert "Deze link werkt niet (meer)" in replayed.content.decode()
    with pytest.raises(SurveyClosed):
        answer_openly(survey=survey, answers=FITTING, once=ONCE, whom="", at=MORNING + timedelta(days=40))


def test_the_team_can_end_it_early(survey, toon):
    close_survey(survey=survey, at=MORNING, by=toon.account)
    close_survey(survey=survey, at=MORNING, by=toon.account)
    survey.refresh_from_db()

    with pytest.raises(SurveyClosed):
        answer_openly(survey=survey, answers=FITTING, once=ONCE, whom="", at=MORNING)
    assert Event.objects.filter(action="survey.closed").count() == 1


def test_under_five_answers_nothing_is_shown(survey):
    answer_many(survey, 4)

    outcome = openly.outcome_about(SESSION)

    assert (outcome.answers, outcome.is_withheld, outcome.tallies) == (4, True, ())


def test_from_five_answers_on_they_are_counted(survey):
    answer_many(survey, 5, tip="Meer koffie.")

    outcome = openly.outcome_about(SESSION)

    tallies = {tally.question.key: tally for tally in outcome.tallies}
    assert outcome.is_withheld is False
    assert {count.key: count.number for count in tallies["useful"].counts} == {"1": 0, "2": 0, "3": 0, "4": 5, "5": 0}
    assert tallies["useful"].mean == 4
    assert {count.key: count.number for count in tallies["wishes"].counts}["online"] == 5
    assert tallies["tip"].texts == ("Meer koffie.",) * 5


def test_about_what_was_never_asked_there_is_nothing(survey):
    assert openly.outcome_about("session:een-andere") is None
    assert openly.outcome_about("") is None
    assert openly.answered_about([SESSION, "session:een-andere"], on=MORNING.date()) == {
        SESSION: 0,
        "session:een-andere": 0,
    }


def test_a_script_is_slowed_and_another_place_is_not(survey, monkeypatch):
    monkeypatch.setattr("weerbaar.outreach.surveys.actions.openly.MOST_FROM_ONE_PLACE", 2)
    answer_many(survey, 2)

    with pytest.raises(TooManyAnswers):
        answer_openly(survey=survey, answers=FITTING, once="derde" * 5, whom="hal", at=MORNING)
    assert answer_openly(survey=survey, answers=FITTING, once="thuis" * 5, whom="thuis", at=MORNING)
    tomorrow = MORNING + timedelta(days=1)
    assert answer_openly(survey=survey, answers=FITTING, once="morgen" * 4, whom="hal", at=tomorrow)
    assert Response.objects.count() == 4


def test_a_forged_page_without_a_token_against_forgery_is_refused(address):
    assert Client(enforce_csrf_checks=True).post(address, FITTING | {"once": ONCE}).status_code == 400
    assert Response.objects.count() == 0


def test_a_survey_without_names_is_about_something():
    with pytest.raises(ValueError, match="about something"):
        open_survey(subject="", at=MORNING)
