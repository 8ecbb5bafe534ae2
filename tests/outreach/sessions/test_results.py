"""What came back from the hall: counted, never pointing at people, on one page, and mailed once."""

from base64 import b64decode
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.sessions import ASKED, EVENING, LENGTH, again, make_gathering, plan
from tests.factories.tour import HILVERSUM, LEUDAL, WIJDEMEREN, make_round, participation_of, stage_of
from tests.support.pdf import words_of as words_of_pdf
from weerbaar.foundation.papers.press import pressed
from weerbaar.outreach.campaign.mergers import Merged
from weerbaar.outreach.campaign.models import Organisation, Participation, Payer, Promise, StageKind, StageState
from weerbaar.outreach.sessions.actions import evaluations as actions
from weerbaar.outreach.sessions.actions.gatherings import tell_held
from weerbaar.outreach.sessions.actions.hall import promise
from weerbaar.outreach.sessions.actions.mergers import carry
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Host, State
from weerbaar.outreach.sessions.papers import results_paper
from weerbaar.outreach.sessions.pictures import qr_picture
from weerbaar.outreach.sessions.queries.gatherings import participations_of
from weerbaar.outreach.sessions.queries.results import figures_of, outcome_of, results_of, shown_counts, words_of
from weerbaar.outreach.surveys.actions.openly import SurveyClosed, answer_openly
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.questionnaires.tallies import Count

AFTER = EVENING + LENGTH + timedelta(hours=1)
ANSWER = {"useful": 5, "safe": 4, "knows_whom": "yes", "wishes": ["online"], "tip": "Zet de stoelen in een kring."}


@pytest.fixture
def held(by):
    one = make_gathering(by=by)
    plan(one, by=by)
    survey = actions.open_evaluation(gathering=again(one), at=EVENING, by=by)
    tell_held(gathering=again(one), present={"council": 20}, at=AFTER, by=by)
    return again(one), survey


def answered(survey, times, **more):
    for place in range(times):
        answer_openly(survey=survey, answers=ANSWER | more, once=f"{more}{place}", whom="zaal", at=EVENING)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6))
def test_no_count_under_five_is_shown_nor_can_be_reckoned(numbers):
    counts = [Count(str(place), str(place), number) for place, number in enumerate(numbers)]

    shown = shown_counts(counts, one_each=True)

    hidden = [number for number, (_label, told) in zip(numbers, shown, strict=True) if told is None]
    assert all(told is None or told >= 5 for _label, told in shown)
    assert len(hidden) != 1 or len(numbers) == 1
    assert sum(hidden) == 0 or sum(hidden) >= 5 or len(hidden) == len(numbers)


def test_one_who_answered_otherwise_is_not_reckoned_from_the_number_of_answers():
    counts = [Count("yes", "ja", 11), Count("no", "nee", 1), Count("unsure", "weet niet", 0)]

    assert [number for _label, number in shown_counts(counts, one_each=True)] == [None, None, None]


@pytest.mark.django_db
def test_an_evaluation_that_is_opened_early_to_be_printed_is_open_on_the_evening_itself_also_when_that_moves(by):
    one = make_gathering(by=by)
    plan(one, by=by)

    survey = actions.open_evaluation(gathering=again(one), at=ASKED, by=by)

    assert Survey.objects.get(pk=survey.pk).closes_on == date(2026, 11, 16)
    plan(again(one), EVENING + timedelta(days=30), by=by)
    assert Survey.objects.get(pk=survey.pk).closes_on == date(2026, 12, 16)
    plan(again(one), EVENING, by=by)
    assert Survey.objects.get(pk=survey.pk).closes_on == date(2026, 12, 16)


@pytest.mark.django_db
class TestAfterwards:
    def test_four_answers_show_nothing_and_five_do_without_what_was_meant_for_us(self, held):
        one, survey = held
        answered(survey, 4)
        assert (figures_of(outcome_of(one)), outcome_of(one).is_withheld) == ((), True)
        answered(survey, 1, knows_whom="not_yet")

        figures = {figure.question: figure.lines for figure in figures_of(outcome_of(one))}

        assert figures["Hebt u er iets aan?"] == ("gemiddeld 5,0 van 5",)
        assert figures["Weet u nu wie u belt als er iets gebeurt?"] == ("te weinig om te noemen",)
        assert "kring" not in str(figures)

    def test_what_people_wrote_is_read_by_the_team_by_the_alphabet_and_never_sent(self, held, visitor):
        one, survey = held
        page = f"/tour/bijeenkomsten/{one.pk}/afloop/"
        answered(survey, 1, tip="Zet koffie.")
        answered(survey, 3, tip="")
        assert "Zet koffie." not in visitor.get(page).content.decode()

        answered(survey, 1, tip="Begin eerder.")

        ((question, texts),) = words_of(outcome_of(one))
        assert (question, texts) == ("Wat kan beter?", ["Begin eerder.", "Zet koffie."])
        assert "Zet koffie." in visitor.get(page).content.decode()
        assert "koffie" not in words_of_pdf(pressed(results_paper(results_of(one))))

    def test_one_page_with_numbers_and_promises_goes_back_once(self, held, by, mails):
        one, survey = held
        answered(survey, 6)
        for text, side in (
            ("Wij sturen de kaart.", Payer.TEAM),
            ("De griffie maakt een meldpunt.", Payer.ORGANISATION),
        ):
            promise(
                gathering=one,
                participation=participations_of(one)[0],
                text=text,
                side=side,
                due_on=None,
                at=AFTER,
                by=by,
            )
        words = words_of_pdf(pressed(results_paper(results_of(one))))
        for word in (
            "Wat uw brede bijeenkomst opleverde",
            "Aanwezig 20",
            "Wij sturen de kaart.",
            "meldpunt",
            "Haat en bedreiging op internet",
        ):
            assert word in words

        assert actions.send_results(gathering=one, at=AFTER, by=by) == 1

        assert again(one).state == State.EVALUATED
        assert mails("griffie-gm0402@gemeente.invalid")[-1]["attachments"][0]["name"] == "uitkomsten.pdf"
        assert set(Promise.objects.values_list("side", flat=True)) == {"team", "organisation"}
        survey.refresh_from_db()
        with pytest.raises(SurveyClosed):
            answered(survey, 1, useful=1)
        with pytest.raises(NotNow):
            actions.send_results(gathering=again(one), at=AFTER, by=by)

    def test_who_is_asked_nothing_now_gets_the_results_and_no_offer(self, held, by, mails):
        one, survey = held
        answered(survey, 6)
        Participation.objects.filter(organisation=HILVERSUM).update(quiet_until=AFTER.date() + timedelta(days=9))

        assert actions.send_results(gathering=again(one), at=AFTER, by=by) == 1
        assert actions.offer_training(gathering=again(one), at=AFTER, by=by) == 0

        mailed = mails("griffie-gm0402@gemeente.invalid")[-1]["attachments"][0]["content"]
        words = words_of_pdf(b64decode(mailed))
        assert "Wat uw brede bijeenkomst opleverde" in words
        assert "Een training" not in words
        assert actions.offer_training(gathering=again(one), at=AFTER + timedelta(days=9), by=by) == 1

    def test_what_people_want_more_of_becomes_the_next_offer(self, held, by):
        one, survey = held
        answered(survey, 6)
        assert results_of(one).next_steps == ("Een training: Haat en bedreiging op internet.",)

        assert actions.offer_training(gathering=one, at=AFTER, by=by) == 1

        stage = stage_of(participation_of(HILVERSUM), StageKind.TRAINING)
        assert stage.state == StageState.OFFERED
        assert results_of(again(one)).next_steps == ()
        assert actions.offer_training(gathering=one, at=AFTER, by=by) == 0

    def test_after_offering_a_training_the_page_says_so(self, held, visitor):
        one, _survey = held

        page = visitor.post(f"/tour/bijeenkomsten/{one.pk}/afloop/training/", follow=True).content.decode()

        assert "De training is aangeboden." in page

    def test_without_an_address_nothing_is_sent_and_nothing_changes(self, held, by):
        from weerbaar.outreach.campaign.models import Contact  # noqa: PLC0415 - one use

        one, _survey = held
        Contact.objects.update(email="")
        Organisation.objects.update(email="")

        with pytest.raises(actions.NoAddress):
            actions.send_results(gathering=one, at=AFTER, by=by)
        assert again(one).state == State.HELD

    def test_an_evaluation_opens_once_and_not_for_what_was_never_planned(self, held, by):
        one, survey = held

        assert actions.open_evaluation(gathering=one, at=AFTER, by=by) == survey
        with pytest.raises(NotNow):
            actions.open_evaluation(gathering=make_gathering(LEUDAL, by=by), at=ASKED, by=by)


def test_the_picture_is_shapes_only_and_says_nothing_of_the_address():
    drawn = qr_picture("https://overleg.invalid/evaluatie/geheim/")

    assert drawn.startswith("<svg ")
    for word in ("style", "script", "geheim", "href"):
        assert word not in drawn


@pytest.mark.django_db
def test_in_a_merger_a_gathering_goes_along_and_a_joint_one_is_hosted_once(by):
    tour_round = make_round()
    own, joint = make_gathering(WIJDEMEREN, by=by), make_gathering(HILVERSUM, WIJDEMEREN, by=by)
    former, successor = (participation_of(code, round=tour_round) for code in (WIJDEMEREN, HILVERSUM))
    stages = {stage_of(former, kind).pk: stage_of(successor, kind).pk for kind in StageKind}
    merged = Merged(former=former, successor=successor, stages=stages, on=ASKED.date(), at=ASKED)

    for _ in range(2):
        carry(merged)

    assert [one.organisation_id for one in participations_of(again(own))] == [HILVERSUM]
    assert [one.organisation_id for one in participations_of(again(joint))] == [HILVERSUM]
    assert Host.objects.count() == 2


@pytest.mark.django_db
def test_where_nobody_was_asked_the_page_the_mail_and_the_paper_say_so_and_no_button_is_dead(by, visitor, mails):
    one = make_gathering(by=by)
    plan(one, by=by)
    tell_held(gathering=again(one), present={"council": 20}, at=AFTER, by=by)
    page = f"/tour/bijeenkomsten/{one.pk}/afloop/"
    assert "Er is geen evaluatie geopend" in visitor.get(page).content.decode()

    actions.send_results(gathering=again(one), at=AFTER, by=by)

    assert "Evaluatie openen" not in visitor.get(page).content.decode()
    mail = mails("griffie-gm0402@gemeente.invalid")[-1]
    assert "deelnemers zeiden" not in mail["body"]
    words = words_of_pdf(b64decode(mail["attachments"][0]["content"]))
    assert "geen vragen" in words
    assert "minder dan vijf" not in words
