"""What the team reads: each organisation once, differences as a finding, rounds compared."""

from datetime import date, timedelta
from types import MappingProxyType

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.surveys import ASLEEP, NONE, USED, answered, form_with, one, open_uitvraag
from tests.factories.tour import (
    HILVERSUM,
    LEUDAL,
    MORNING,
    WIJDEMEREN,
    make_contact,
    make_round,
    participation_of,
    stage_of,
)
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
from weerbaar.outreach.campaign.models import Office, StageKind, StageState
from weerbaar.outreach.surveys.actions import mailing
from weerbaar.outreach.surveys.actions.openly import close_survey, open_survey
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries import comparing, results
from weerbaar.outreach.surveys.queries.standing import DIFFERENT, Answerer, Standing, Standings, standings
from weerbaar.outreach.surveys.rules.pulse import State

EARLIER = MORNING - timedelta(days=900)
TODAY = MORNING.date()


@pytest.fixture
def earlier_round(db):
    return make_round("2022-2024", starts_on=date(2022, 6, 1), ends_on=date(2025, 1, 1))


@pytest.fixture
def survey(tour_round):
    return open_uitvraag(tour_round)


def question(survey, key="protocol"):
    return standings(survey).form.question(key)


def test_an_organisation_counts_once_and_half_filled_ones_not_at_all(survey):
    answered(survey, LEUDAL, NONE)
    answered(survey, LEUDAL, NONE, office=Office.MAYOR)
    answered(survey, HILVERSUM, USED, sent=False)

    counted = {one.question.key: one for one in results.counted(standings(survey))}

    assert counted["protocol"].answered == 1
    assert [(bar.label, bar.number) for bar in counted["protocol"].bars] == [
        ("Nee, dat is er niet", 1), ("Ja, en wij gebruiken het", 0), ("Ja, maar het ligt in de la", 0),
    ]  # fmt: skip


def test_people_who_disagree_are_a_finding(survey):
    answered(survey, LEUDAL, NONE)
    answered(survey, LEUDAL, USED, office=Office.MAYOR)
    found = standings(survey)

    assert found.by_code[LEUDAL].value(question(survey)) == DIFFERENT
    assert [row.code for row in found.differing] == [LEUDAL]
    assert results.pulses(found, TODAY) == [
        (State.FELL_ASLEEP, 0), (State.ASLEEP, 0), (State.NONE, 0), (State.DIFFERENT, 1), (State.USED, 0),
    ]  # fmt: skip
    bars = next(one for one in results.counted(found) if one.question.key == "protocol").bars
    assert (bars[-1].label, bars[-1].number) == ("antwoorden verschillen", 1)


def test_lists_of_several_people_are_put_together(survey):
    answered(survey, LEUDAL, NONE | {"wishes": ["talk"]})
    answered(survey, LEUDAL, NONE | {"wishes": ["draft_code"]}, office=Office.MAYOR)

    assert standings(survey).by_code[LEUDAL].value(question(survey, "wishes")) == ["draft_code", "talk"]


def test_rounds_are_compared_and_a_change_names_what_came_in_between(earlier_round, survey):
    before = open_uitvraag(earlier_round, at=EARLIER)
    for code, then, now in ((LEUDAL, NONE, USED), (HILVERSUM, ASLEEP, ASLEEP), (WIJDEMEREN, USED, NONE)):
        answered(before, code, then, at=EARLIER)
        answered(survey, code, now)
    stage = stage_of(participation_of(LEUDAL, round=earlier_round))
    for target in (StageState.PLANNED, StageState.HELD):
        move_stage(stage=stage, step=Step(target=target, on=date(2024, 5, 1), planned_for=EARLIER), at=MORNING, by=None)

    found = next(one for one in comparing.comparisons(survey) if one.question.key == "protocol")

    assert {(change.code, change.before, change.after, change.between) for change in found.changes} == {
        (LEUDAL, "none", "used", (StageKind.INTAKE_TALK.value,)),
        (HILVERSUM, "asleep", "asleep", ()),
        (WIJDEMEREN, "used", "none", ()),
    }
    assert found.credit == [("voorgesprek", 1), ("niets van ons", 1)]
    assert sum(number for _then, _now, number in found.moves) == 3


def test_what_was_held_before_or_after_both_answers_is_not_credited(earlier_round, survey):
    before = open_uitvraag(earlier_round, at=EARLIER)
    answered(before, LEUDAL, NONE, at=EARLIER)
    answered(survey, LEUDAL, USED)
    stage = stage_of(participation_of(LEUDAL, round=earlier_round), StageKind.SESSION)
    day = EARLIER.date() - timedelta(days=1)
    for target in (StageState.PLANNED, StageState.HELD):
        move_stage(stage=stage, step=Step(target=target, on=day, planned_for=EARLIER), at=MORNING, by=None)

    assert comparing.comparisons(survey)[0].changes[0].between == ()


def test_the_first_round_has_nothing_to_compare_with(survey):
    assert comparing.comparisons(survey) == []


VALUES = st.sampled_from([None, "a", "b", "c"])


def stands(code, value):
    answers = MappingProxyType({} if value is None else {"q": value})
    return Standing(code, code, "P", "P", (Answerer(1, "clerk", MORNING, answers),) if value else ())


@given(st.dictionaries(st.sampled_from("KLMNOP"), st.tuples(VALUES, VALUES)))
def test_a_comparison_counts_who_answered_twice_and_turns_round_with_time(organisations):
    form = form_with(one("q", "a", "b", "c"))
    rounds = [
        Standings(Survey(), form, tuple(stands(code, values[place]) for code, values in organisations.items()))
        for place in (0, 1)
    ]
    there = comparing.compared(form.questions[0], *rounds, {})
    back = comparing.compared(form.questions[0], *reversed(rounds), {})

    both = [values for values in organisations.values() if None not in values]
    assert len(there.changes) == len(both)
    assert len(there.changed) == sum(then != now for then, now in both)
    assert sum(map(sum, there.matrix)) == len(both)
    assert back.matrix == [list(column) for column in zip(*there.matrix, strict=True)]
    assert sum(number for *_answers, number in there.moves) == len(both)


def test_the_pages_cost_the_same_for_one_answer_and_for_many(survey, visitor):
    answered(survey, LEUDAL, NONE)
    addresses = [
        f"/tour/uitvraag/{survey.pk}/{part}"
        for part in ("", "organisaties/", "kaart/", "vergelijk/", "cijfers/", "post/")
    ]

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert visitor.get(address).status_code == 200
            found.append(len(queries))
        return found

    costs()
    few = costs()
    for code in (HILVERSUM, "GM0363", "GM0344", "GM0599"):
        answered(survey, code, USED)
        answered(survey, code, NONE, office=Office.MAYOR)

    assert costs() == few
    assert max(few) <= 14


def test_the_results_page_tells_how_many_and_where_people_differ(survey, visitor):
    answered(survey, LEUDAL, NONE)
    answered(survey, LEUDAL, USED, office=Office.MAYOR)

    page = visitor.get(f"/tour/uitvraag/{survey.pk}/").content.decode()

    assert "van 354 organisaties" in page
    assert "Hier zien mensen het verschillend" in page
    assert "Leudal" in page


def test_an_organisation_shows_everybody_side_by_side_with_offers(survey, visitor):
    answered(survey, LEUDAL, NONE | {"remarks": "Onder ons."})
    answered(survey, LEUDAL, USED, office=Office.MAYOR)

    page = visitor.get(f"/tour/uitvraag/{survey.pk}/organisatie/{LEUDAL}/").content.decode()

    for words in ("griffier", "burgemeester", "verschil", "Onder ons.", "Concept-agressieprotocol"):
        assert words in page
    assert '<td data-label="griffier">Onder ons.</td>' in page
    assert '<td data-label="burgemeester"><span class="soft">geen antwoord</span></td>' in page
    assert visitor.get(f"/tour/uitvraag/{survey.pk}/organisatie/GM9999/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"stand": "answered"}, ["Hilversum", "Leudal"]),
        ({"stand": "used"}, ["Hilversum"]),
        ({"stand": "differing"}, ["Leudal"]),
        ({"stand": "answered", "provincie": "PV31"}, ["Leudal"]),
    ],
)
def test_organisations_are_found_by_how_it_is_there(survey, visitor, asked, names):
    answered(survey, LEUDAL, NONE)
    answered(survey, LEUDAL, USED, office=Office.MAYOR)
    answered(survey, HILVERSUM, USED)

    page = visitor.get(f"/tour/uitvraag/{survey.pk}/organisaties/", asked)

    assert [row.name for row, _pulse, _differences in page.context["rows"]] == names


@pytest.mark.parametrize(
    "address", ["organisaties/?stand=x", "organisaties/?provincie=x", "organisaties/?x=1", "kaart/?vraag=x"]
)
def test_what_cannot_be_asked_is_refused(survey, visitor, address):
    assert visitor.get(f"/tour/uitvraag/{survey.pk}/{address}").status_code == 400


def test_the_map_shows_how_it_is_now_and_any_question(survey, visitor):
    answered(survey, LEUDAL, USED)

    now = visitor.get(f"/tour/uitvraag/{survey.pk}/kaart/").content.decode()
    asked = visitor.get(f"/tour/uitvraag/{survey.pk}/kaart/", {"vraag": "code_of_conduct"}).content.decode()

    assert "1 van 354 organisaties antwoordden" in now
    assert "in gebruik" in now
    assert "Ja, en wij gebruiken hem" in asked


def test_a_survey_is_put_out_for_a_round_and_ended(tour_round, visitor, time_machine):
    time_machine.move_to(MORNING)
    asked = {"questionnaire": "uitvraag", "round": "2026", "closes_on": "2027-01-01", "reminders": "2"}

    assert visitor.post("/tour/uitvraag/nieuw/", asked | {"closes_on": "2025-01-01"}).status_code == 400
    assert visitor.post("/tour/uitvraag/nieuw/", asked | {"round": "2099"}).status_code == 400
    page = visitor.post("/tour/uitvraag/nieuw/", asked, follow=True).content.decode()

    survey = Survey.objects.get()
    assert "Er is nog geen antwoord" in page
    assert (survey.closes_on, survey.reminders) == (date(2027, 1, 1), 2)
    visitor.post(f"/tour/uitvraag/{survey.pk}/sluiten/")
    survey.refresh_from_db()
    assert survey.closed_at is not None


def test_without_a_survey_the_list_says_what_to_do(tour_round, visitor):
    assert "Er is nog niets uitgezet" in visitor.get("/tour/uitvraag/").content.decode()


def test_the_figures_have_the_tabs_of_the_survey_for_who_may_see_it(survey, visitor, client):
    make_colleague(Role.ANALYST, name="Ot Optelsom").sign_in(client)
    address = f"/tour/uitvraag/{survey.pk}/cijfers/"

    for_the_team, for_the_analyst = (one.get(address).content.decode() for one in (visitor, client))

    assert "Onderdelen van deze vragenlijst" in for_the_team
    assert "Onderdelen van deze vragenlijst" not in for_the_analyst
    assert for_the_team.count('<div class="table_scroll" tabindex="0" role="region"') == for_the_team.count("<table")


def test_a_survey_that_was_ended_says_when_and_no_longer_until_when(survey, visitor, toon):
    close_survey(survey=survey, at=MORNING, by=toon.account)

    for address in (f"/tour/uitvraag/{survey.pk}/", "/tour/uitvraag/"):
        page = visitor.get(address).content.decode()
        assert "esloten op" in page
        assert f"{date_format(survey.closes_on, 'j F Y')}" not in page


def test_an_evaluation_of_what_has_no_page_says_so_in_the_list(survey, visitor):
    assert "geen pagina (meer)" not in visitor.get("/tour/uitvraag/").content.decode()

    open_survey(subject="session:een", at=MORNING)

    assert "Hier hoort geen pagina (meer) bij." in visitor.get("/tour/uitvraag/").content.decode()


def test_who_has_no_mail_address_is_named_with_the_way_there(survey, visitor):
    make_contact(LEUDAL, email="leudal@gemeente.invalid")

    page = visitor.get(f"/tour/uitvraag/{survey.pk}/post/").content.decode()

    assert f'<a href="/tour/organisatie/{HILVERSUM}/?ronde=2026">Gemeente Hilversum</a>' in page
    assert f"/tour/organisatie/{LEUDAL}/" not in page


def test_that_mails_are_on_their_way_is_said_only_while_they_are(survey, client, toon, time_machine):
    time_machine.move_to(MORNING)
    toon.sign_in(client)
    make_contact(LEUDAL, email="leudal@gemeente.invalid")
    mailing.invite(survey=survey, at=MORNING, by=toon.account)
    address = f"/tour/uitvraag/{survey.pk}/post/?verstuurd=1"

    def says(at):
        time_machine.move_to(at)
        return "De uitnodigingen zijn onderweg" in client.get(address).content.decode()

    assert [says(MORNING + timedelta(minutes=minutes)) for minutes in (1, 11)] == [True, False]
