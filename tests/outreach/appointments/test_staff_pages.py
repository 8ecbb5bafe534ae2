from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.appointments import make_appointment, make_link
from tests.factories.tour import HILVERSUM, LEUDAL, WIJDEMEREN
from tests.outreach.appointments.answers import an_answer
from tests.outreach.appointments.conftest import fresh
from weerbaar.outreach.appointments.actions import questions
from weerbaar.outreach.appointments.actions.replies import receive
from weerbaar.outreach.appointments.models import Appointment, Claim, Proposal, Question, State
from weerbaar.outreach.appointments.rules import AMSTERDAM
from weerbaar.outreach.campaign.models import StageState
from weerbaar.outreach.campaign.queries.links import opener_of

pytestmark = pytest.mark.django_db
LIST = "/tour/afspraken/"


def text_of(answer):
    return answer.content.decode()


def a_working_day(ahead=14):
    day = timezone.localdate() + timedelta(days=ahead)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def past(appointment):
    begin = timezone.now() - timedelta(days=1)
    Appointment.objects.filter(pk=appointment.pk).update(starts_at=begin, ends_at=begin + timedelta(hours=1))


def test_without_appointments_the_list_says_what_will_be_there(visitor, tour_round):
    assert "Nog geen afspraken" in text_of(visitor.get(LIST))


def test_what_is_over_and_not_settled_comes_first(visitor, booked):
    late = make_appointment(make_link(HILVERSUM, at=timezone.now()), at=timezone.now())
    past(late)

    rows = visitor.get(LIST).context["rows"]

    assert [row.pk for row in rows] == [late.pk, booked.pk]
    assert "was het er?" in text_of(visitor.get(LIST))


def test_the_list_finds_by_name_and_state_and_refuses_what_it_does_not_know(visitor, booked):
    assert len(visitor.get(LIST, {"zoek": "leu"}).context["rows"]) == 1
    assert len(visitor.get(LIST, {"zoek": "hilver"}).context["rows"]) == 0
    assert len(visitor.get(LIST, {"stand": "held"}).context["rows"]) == 0
    assert visitor.get(LIST, {"stand": "x"}).status_code == 400


def test_the_list_costs_the_same_for_one_row_and_for_three(visitor, booked, django_assert_num_queries):
    visitor.get(LIST)
    with CaptureQueriesContext(connection) as one:
        visitor.get(LIST)
    for code in (HILVERSUM, WIJDEMEREN):
        link = make_link(code, at=timezone.now())
        questions.name_days(link=link, text="Vrijdag", at=timezone.now())
    with CaptureQueriesContext(connection) as with_questions:
        visitor.get(LIST)
    for code in ("GM0344", "GM0307"):
        make_appointment(make_link(code, at=timezone.now()), at=timezone.now())

    assert len(with_questions) <= len(one) + 1
    with django_assert_num_queries(len(with_questions)):
        visitor.get(LIST)


def test_a_page_that_is_not_there_is_not_there(visitor, tour_round):
    assert visitor.get(f"{LIST}00000000-0000-0000-0000-000000000000/").status_code == 404
    assert visitor.get(f"{LIST}voor/GM9999/").status_code == 404


def test_the_page_shows_who_comes_and_what_was_mailed(visitor, booked):
    receive(an_answer(booked), timezone.now())
    receive(an_answer(booked, who="wethouder@gemeente.invalid"), timezone.now())

    shown = text_of(visitor.get(f"{LIST}{booked.pk}/"))

    for words in ("G. Voorbeeld", "komt", "niet uitgenodigd, antwoordde wel", "uitnodiging", "Tom Tournee"):
        assert words in shown


def by_phone(talker, **facts):
    usual = {
        "day": a_working_day().isoformat(), "clock": "13:30", "facilitator": str(talker.pk), "name": "G. Voorbeeld",
        "email": "griffie@gemeente.invalid", "form": "visit", "place": "", "video_link": "", "colleagues": "",
    }  # fmt: skip
    return usual | facts


def test_the_operator_types_the_code_and_books_for_them(visitor, here, talker, toon):
    found = visitor.post(f"{LIST}code/", {"code": opener_of(here).code})
    assert found["Location"] == f"{LIST}voor/{LEUDAL}/?ronde={here.participation.round_id}"

    answer = visitor.post(found["Location"], by_phone(talker))

    made = Appointment.objects.get()
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert made.starts_at.astimezone(AMSTERDAM).strftime("%H:%M") == "13:30"
    assert made.booked_by == toon.account


def test_a_code_that_nobody_knows_is_told(visitor, tour_round):
    assert visitor.post(f"{LIST}code/", {"code": "AAA-AAA-AAA"}).status_code == 400


def test_a_time_at_which_somebody_cannot_is_told_and_not_given(visitor, here, talker):
    answer = visitor.post(f"{LIST}voor/{LEUDAL}/", by_phone(talker, clock="23:30"))

    assert answer.status_code == 400
    assert "Dan kan deze begeleider niet" in text_of(answer)
    assert Appointment.objects.count() == 0


def test_a_moment_that_passed_is_told_and_not_given(visitor, here, talker):
    answer = visitor.post(
        f"{LIST}voor/{LEUDAL}/", by_phone(talker, day=(timezone.localdate() - timedelta(days=7)).isoformat())
    )

    assert (answer.status_code, Appointment.objects.count()) == (400, 0)
    assert "Dat moment is al geweest." in text_of(answer)


def test_times_are_proposed(visitor, here):
    page = visitor.get(f"{LIST}voor/{LEUDAL}/")
    key = page.context["slots"][2][0].key

    visitor.post(f"{LIST}voor/{LEUDAL}/tijden/", {"moment": [key, "onzin"]})

    assert Proposal.objects.count() == 1
    shown = visitor.get(f"{LIST}voor/{LEUDAL}/").context["slots"]
    assert [slot.key for slot, _, proposed in shown if proposed] == [key]


def test_moving_place_and_inviting_by_the_team(visitor, booked, talker):
    page = f"{LIST}{booked.pk}/"
    moved = {"day": a_working_day(21).isoformat(), "clock": "11:00", "facilitator": str(talker.pk)}

    assert visitor.post(f"{page}verzetten/", moved).status_code == 302
    assert (
        visitor.post(
            f"{page}plek/", {"form": "video", "place": "", "video_link": "https://video.invalid/1"}
        ).status_code
        == 302
    )
    assert visitor.post(f"{page}erbij/", {"colleagues": "raad@gemeente.invalid"}).status_code == 302

    now = fresh(booked)
    assert (now.sequence, now.video_link) == (2, "https://video.invalid/1")
    assert now.participants.count() == 2


def test_letting_go_and_cancelling_by_the_team(visitor, booked):
    page = f"{LIST}{booked.pk}/"
    visitor.post(f"{page}erbij/", {"colleagues": "raad@gemeente.invalid"})
    raad = booked.participants.get(email="raad@gemeente.invalid")

    assert visitor.post(f"{page}weg/{raad.pk}/").status_code == 302
    refused = visitor.post(f"{page}weg/{booked.participants.get().pk}/")
    assert refused.status_code == 400
    assert "Er moet iemand komen" in text_of(refused)
    assert visitor.post(f"{page}afzeggen/", {"reason": "Storm"}).status_code == 302
    assert fresh(booked).state == State.CANCELLED
    again = visitor.post(f"{page}afzeggen/", {"reason": "Storm"})
    assert "al afgezegd of gehouden" in text_of(again) or again.status_code == 400


def test_what_was_true_is_noted_with_its_source(visitor, booked):
    past(booked)
    day = timezone.localdate()

    answer = visitor.post(
        f"{LIST}{booked.pk}/gehouden/", {"day": day.isoformat(), "clock": "00:01", "source": "de griffie"}
    )

    assert answer.status_code == 302
    assert fresh(booked).held_source == "de griffie"
    assert "volgens de griffie" in text_of(visitor.get(f"{LIST}{booked.pk}/"))


def test_what_is_to_come_was_not_held(visitor, booked):
    past(booked)
    day = timezone.localdate() + timedelta(days=3)

    answer = visitor.post(f"{LIST}{booked.pk}/gehouden/", {"day": day.isoformat(), "clock": "10:00", "source": "x"})

    assert (answer.status_code, fresh(booked).state) == (400, State.BOOKED)


def test_a_question_is_accepted_or_settled_with_one_press(visitor, here, booked):
    moment = booked.starts_at + timedelta(hours=1)
    counter = an_answer(
        booked,
        method="COUNTER",
        said="TENTATIVE",
        starts_at=moment,
        ends_at=moment + timedelta(hours=1),
        comment="Later",
    )
    receive(counter, timezone.now())
    questions.name_days(link=make_link(HILVERSUM, at=timezone.now()), text="Vrijdag", at=timezone.now())
    assert "stelt een andere tijd voor".capitalize() in text_of(visitor.get(LIST))

    for question in Question.objects.all():
        answer = "ja" if question.kind == Question.Kind.COUNTER else "klaar"
        assert visitor.post(f"{LIST}vraag/{question.pk}/{answer}/").status_code == 302

    assert Question.objects.filter(settled_at=None).count() == 0
    assert fresh(booked).starts_at == moment
    assert Claim.objects.filter(quarter=moment).exists()
    assert visitor.post(f"{LIST}vraag/{Question.objects.first().pk}/anders/").status_code == 404


def test_an_organisation_shows_its_appointments(visitor, booked):
    shown = text_of(visitor.get(f"/tour/organisatie/{LEUDAL}/"))

    assert f"{LIST}{booked.pk}/" in shown
    assert f"{LIST}voor/{LEUDAL}/" in shown


def stage_now(one):
    return one.participation.stages.get(kind=one.stage)


def test_the_step_of_an_appointment_is_put_right_at_the_appointment(visitor, booked):
    step = stage_now(booked).moves.last()
    organisation = f"/tour/organisatie/{booked.participation.organisation_id}/"

    assert (
        f'<a href="{LIST}{booked.pk}/">Verander dit bij de afspraak</a>' in visitor.get(organisation).content.decode()
    )
    visitor.post(f"{organisation}stap/{booked.stage}/terug/", {"stap": str(step.pk)})

    assert (stage_now(booked).state, fresh(booked).state) == (StageState.PLANNED, State.BOOKED)


def test_what_was_noted_as_held_by_mistake_stands_as_it_was_agreed(visitor, booked):
    past(booked)
    told = {"day": timezone.localdate().isoformat(), "clock": "00:01", "source": "de griffie"}
    visitor.post(f"{LIST}{booked.pk}/gehouden/", told)
    assert stage_now(booked).state == StageState.HELD

    assert visitor.post(f"{LIST}{booked.pk}/niet-gehouden/").status_code == 302

    now = fresh(booked)
    assert (now.state, now.held_starts_at, stage_now(booked).state) == (State.BOOKED, None, StageState.PLANNED)
    assert visitor.post(f"{LIST}{booked.pk}/niet-gehouden/").status_code == 400
