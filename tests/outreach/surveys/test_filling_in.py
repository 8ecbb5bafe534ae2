"""The pages behind a personal link: every step kept, on any device, nothing doubled."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.surveys import USED, answered, link_to, open_uitvraag
from tests.factories.tour import HILVERSUM, MORNING
from weerbaar.foundation.accounts.models import AttemptCount
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.models import Moment, PersonalLink
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.surveys.actions.openly import open_survey
from weerbaar.outreach.surveys.models import Response
from weerbaar.outreach.surveys.queries import openly
from weerbaar.outreach.surveys.queries.answering import filling_by, filling_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(time_machine):
    time_machine.move_to(MORNING)
    return open_uitvraag()


@pytest.fixture
def link(survey):
    return link_to()[0]


@pytest.fixture
def door(link):
    return f"/uitvraag/{opener_of(link).token}/"


@pytest.fixture
def begun(door, client):
    client.post(door, {"office": "clerk"})
    return door + "1/"


def answers_of(link, number=1):
    return dict(filling_by(link, number).answers)


def put(client, begun, section, *, follow=False, **given):
    """Will post a screen as it was just shown, so that it knows what was there."""
    address = f"{begun}vraag/{section}/"
    shown = client.get(address)
    state = shown.context["state"] if shown.status_code == 200 else ""
    return client.post(address, given | {"stand": state}, follow=follow)


def test_the_page_says_who_asks_what_and_until_when(door, client):
    text = client.get(door).content.decode()

    assert "gemeente Leudal" in text
    assert "Zijn er afspraken over agressie?" in text
    assert "1 juli 2028" in text


def test_looking_at_every_page_changes_no_row(door, client, link):
    def rows():
        return list(Response.objects.values()), list(PersonalLink.objects.values()), Event.objects.count()

    client.post(door, {"office": "clerk"})
    before = rows()

    for address in ("", "1/", "1/vraag/protocol/", "1/controle/", "1/klaar/", "?bewaard", "1/vraag/exercise/"):
        client.get(door + address)
        client.head(door + address)

    assert rows() == before


def test_beginning_twice_goes_on_where_it_was(door, client):
    for _ in range(2):
        assert client.post(door, {"office": "clerk"}).headers["Location"].endswith("/1/")

    assert Response.objects.count() == 1


def test_each_step_leads_to_the_next_and_skips_what_does_not_matter(begun, client):
    assert put(client, begun, "protocol", protocol="none").headers["Location"] == f"{begun}vraag/code/"
    assert put(client, begun, "protocol", protocol="used").headers["Location"] == f"{begun}vraag/for_whom/"


def test_half_way_another_device_goes_on_with_the_same_link(begun, client, door):
    put(client, begun, "protocol", protocol="used")
    put(client, begun, "for_whom", for_whom=["council"])

    laptop = Client()

    assert "griffier" in laptop.get(door).content.decode()
    assert laptop.get(begun).headers["Location"] == f"{begun}vraag/alive/"
    assert 'value="used" ' in laptop.get(f"{begun}vraag/protocol/").content.decode()


def test_stopping_keeps_what_was_filled_in_also_when_something_is_missing(begun, client, link):
    put(client, begun, "protocol", protocol="used")

    stopped = put(client, begun, "alive", follow=True, adopted_on="2024-03-01", stop="1")

    assert "Ga later verder met dezelfde link" in stopped.content.decode()
    assert answers_of(link) == {"protocol": "used", "adopted_on": "2024-03-01"}


def test_who_stopped_goes_on_at_that_screen_also_when_nothing_that_must_be_there_is_missing(begun, client):
    assert client.get(begun).headers["Location"] == f"{begun}vraag/protocol/"

    put(client, begun, "protocol", protocol="asleep")
    put(client, begun, "for_whom", for_whom=["council"])
    put(client, begun, "alive", exercised="no", stop="1")

    assert client.get(begun).headers["Location"] == f"{begun}vraag/alive/"
    put(client, begun, "alive", exercised="no")
    assert client.get(begun).headers["Location"] == f"{begun}vraag/document/"


def test_who_left_something_for_later_comes_to_the_check_page_and_from_there_back_to_it(begun, client):
    put(client, begun, "protocol", later="1")
    put(client, begun, "code", code_of_conduct="none")

    last = put(client, begun, "help")

    checked = client.get(last.headers["Location"]).content.decode()
    assert last.headers["Location"] == f"{begun}controle/"
    assert f'href="{begun}vraag/protocol/">Vul dit aan' in checked


def test_what_is_right_is_kept_when_something_beside_it_is_wrong(begun, client, link):
    put(client, begun, "protocol", protocol="used")

    answer = put(client, begun, "alive", adopted_on="2024-03-01")

    assert answer.status_code == 400
    assert "Wat goed is, hebben wij bewaard" in answer.content.decode()
    assert answers_of(link)["adopted_on"] == "2024-03-01"
    assert put(client, begun, "alive", adopted_on="2024-03-01", later="1").status_code == 302


def test_all_of_it_is_shown_sent_and_thanked_for(link, door, client, begun):
    for section, given in (
        ("protocol", {"protocol": "none"}),
        ("code", {"code_of_conduct": "used"}),
        ("code_facts", {"code_adopted_on": "2023-01-01"}),
        ("help", {"wishes": ["draft_protocol"], "remarks": "Graag snel."}),
    ):
        put(client, begun, section, **given)
    checked = client.get(f"{begun}controle/").content.decode()

    sent = client.post(f"{begun}controle/", follow=True)

    response = Response.objects.get()
    assert "Graag snel." in checked
    assert "Uw antwoorden zijn binnen" in sent.content.decode()
    assert "Een voorbeeld van een agressieprotocol, om zelf aan te passen." in sent.content.decode()
    assert response.sent == {
        "protocol": "none", "code_of_conduct": "used", "code_adopted_on": "2023-01-01", "wishes": ["draft_protocol"],
    }  # fmt: skip
    assert "Graag snel" not in str(Response.objects.values().get())
    assert Moment.objects.get().text == "Uitvraag ingevuld door: griffier."
    assert PersonalLink.objects.get().opened_on == MORNING.date()


def test_sending_twice_sends_once(survey, client):
    answered(survey)
    token = link_to()[1]

    assert client.post(f"/uitvraag/{token}/1/controle/").status_code == 302
    assert Moment.objects.count() == 1
    assert Event.objects.filter(action="survey.answered").count() == 1


def test_what_is_not_complete_is_not_sent(begun, client):
    put(client, begun, "protocol", protocol="none")

    assert client.post(f"{begun}controle/").status_code == 400
    assert Response.objects.get().sent_at is None
    assert client.get(f"{begun}klaar/").status_code == 404


def test_a_change_counts_from_when_it_is_sent(survey, client, link):
    response = answered(survey)
    begun = f"/uitvraag/{opener_of(link).token}/1/"

    put(client, begun, "protocol", protocol="used")
    door = client.get(f"{begun}controle/").content.decode()
    client.get(begun)

    assert Response.objects.get().sent == response.sent
    assert "Er ontbreekt nog iets" in door
    put(client, begun, "for_whom", for_whom=["council"])
    put(client, begun, "alive", exercised="no")
    client.post(f"{begun}controle/")
    assert Response.objects.get().sent["protocol"] == "used"
    assert {moment.text for moment in Moment.objects.all()} == {
        "Uitvraag ingevuld door: griffier.",
        "Uitvraag gewijzigd door: griffier.",
    }


def test_an_answer_that_a_change_hides_is_not_sent_and_comes_back(survey, client, link):
    answered(survey, answers=USED)
    begun = f"/uitvraag/{opener_of(link).token}/1/"

    put(client, begun, "protocol", protocol="none")
    client.post(f"{begun}controle/")

    assert "for_whom" not in Response.objects.get().sent
    put(client, begun, "protocol", protocol="used")
    client.post(f"{begun}controle/")
    assert Response.objects.get().sent["for_whom"] == ["council", "clerk"]


def test_two_offices_with_one_link_each_have_their_own_answers(door, client, link):
    client.post(door, {"office": "clerk"})
    assert client.post(door, {"office": "mayor"}).headers["Location"] == f"{door}2/"

    put(client, door + "1/", "protocol", protocol="none")
    put(client, door + "2/", "protocol", protocol="used")

    assert (answers_of(link, 1), answers_of(link, 2)) == ({"protocol": "none"}, {"protocol": "used"})


def test_two_windows_neither_lose_nor_overwrite(begun, client, link):
    address = f"{begun}vraag/protocol/"
    first, second = client.get(address).context["state"], client.get(address).context["state"]
    client.post(address, {"protocol": "used", "stand": first})

    late = client.post(address, {"protocol": "none", "stand": second})

    text = late.content.decode()
    assert late.status_code == 409
    assert "Dit is in een ander venster veranderd" in text
    assert "Ja, en wij gebruiken het" in text
    assert answers_of(link) == {"protocol": "used"}
    assert client.post(address, {"protocol": "none", "stand": late.context["state"]}).status_code == 302
    assert answers_of(link) == {"protocol": "none"}


def test_the_same_answer_from_two_windows_is_no_conflict(begun, client):
    address = f"{begun}vraag/protocol/"
    state = client.get(address).context["state"]

    for _ in range(2):
        assert client.post(address, {"protocol": "used", "stand": state}).status_code == 302

    assert Response.objects.get().revision == 1


def test_two_windows_on_different_screens_keep_both(begun, client, link):
    state = client.get(f"{begun}vraag/code/").context["state"]
    put(client, begun, "protocol", protocol="none")

    client.post(f"{begun}vraag/code/", {"code_of_conduct": "none", "stand": state})

    assert answers_of(link) == {"protocol": "none", "code_of_conduct": "none"}


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ("protocol", {"protocol": "misschien"}),
        ("protocol", {"protocol": "used", "vreemd": "1"}),
        ("protocol", {"protocol": "used", "wishes": "talk"}),
        ("protocol", {"protocol": ["used", "none"]}),
        ("protocol", {"protocol": "used\0"}),
        ("help", {"remarks": "x" * 2001}),
        ("help", {"wishes": ["talk", "geld"]}),
    ],
)
def test_what_was_not_asked_or_cannot_be_is_refused(begun, client, link, section, wrong):
    assert put(client, begun, section, **wrong).status_code == 400
    assert answers_of(link) == {}


def test_a_screen_that_the_answers_do_not_lead_to_takes_nothing(begun, client, link):
    forged = client.post(f"{begun}vraag/exercise/", {"exercised_on": "2026-01-01", "stand": ""})

    assert forged.headers["Location"] == begun
    assert answers_of(link) == {}


@pytest.mark.parametrize("wrong", ["2026-06-30", "1899-12-31", "gisteren", "30-02-2025"])
def test_a_day_that_cannot_be_is_refused(begun, client, wrong):
    put(client, begun, "protocol", protocol="used")

    assert put(client, begun, "alive", adopted_on=wrong, exercised="no").status_code == 400


def test_a_day_as_people_write_it_is_taken(begun, client, link):
    put(client, begun, "protocol", protocol="used")
    put(client, begun, "alive", adopted_on="01-03-2024", exercised="no")

    assert answers_of(link)["adopted_on"] == "2024-03-01"


def test_a_text_of_a_megabyte_is_refused(begun, client):
    assert put(client, begun, "help", remarks="x" * 1_100_000).status_code == 413


def test_after_the_last_day_the_page_is_calm_and_nothing_is_lost(begun, client, link, door, time_machine):
    put(client, begun, "protocol", protocol="used")
    time_machine.move_to(MORNING + timedelta(days=1200))

    replayed = client.post(f"{begun}vraag/protocol/", {"protocol": "none", "stand": ""})

    assert {client.get(door).status_code, client.get(begun).status_code, replayed.status_code} == {404}
    assert "Deze link werkt niet (meer)" in replayed.content.decode()
    assert answers_of(link) == {"protocol": "used"}


@pytest.mark.parametrize("guess", ["0" * 26, "x" * 30, "abc"])
def test_a_guessed_link_is_one_calm_page(survey, client, guess):
    assert client.get(f"/uitvraag/{guess}/1/").status_code == 404
    assert client.post(f"/uitvraag/{guess}/", {"office": "clerk"}).status_code == 404


def test_a_typed_code_leads_to_the_page_however_it_is_typed(link, door, client):
    code = opener_of(link).code

    for typed in (code, code.lower().replace("-", " ")):
        assert client.post("/uitvraag/", {"code": typed}).headers["Location"] == door
    assert AttemptCount.objects.count() == 0


def test_a_code_in_the_address_bar_waits_in_the_form(link, client):
    code = opener_of(link).code

    shown = client.get(f"/uitvraag/{code}/")

    assert f'value="{code}"' in shown.content.decode()
    assert (shown.status_code, AttemptCount.objects.count()) == (200, 0)


def test_the_code_of_an_evaluation_may_be_typed_here_too(survey, client):
    evaluation = open_survey(subject="session:een-avond", at=MORNING)

    sent = client.post("/uitvraag/", {"code": openly.way_to(evaluation).code})

    assert sent.headers["Location"] == f"/evaluatie/{openly.token_of(evaluation)}/"


def test_guessing_codes_is_slowed(survey, client):
    tries = [client.post("/uitvraag/", {"code": "000-000-000"}).status_code for _ in range(5)]

    assert tries[:2] == [400, 400]
    assert tries[-1] == 429


def test_the_pages_speak_english(begun, client, door):
    client.cookies["taal"] = "en"

    assert "Are there agreements about aggression?" in client.get(door).content.decode()
    assert "Yes, but it lies in a drawer" in client.get(f"{begun}vraag/protocol/").content.decode()


def test_the_story_stays_dutch_when_somebody_answers_in_english(survey, client):
    answered(survey, sent=False)
    client.cookies["taal"] = "en"

    client.post(f"/uitvraag/{link_to()[1]}/1/controle/")

    assert Moment.objects.get().text == "Uitvraag ingevuld door: griffier."


def test_another_organisation_cannot_reach_these_answers(begun, client):
    other = link_to(HILVERSUM)[1]

    assert client.get(f"/uitvraag/{other}/1/").status_code == 404


def test_what_is_filled_in_and_not_sent_lies_sealed(begun, client):
    put(client, begun, "help", remarks="Een geheim woord")

    assert "geheim" not in str(Response.objects.values().get())
    assert filling_of(Response.objects.get()).answers == {"remarks": "Een geheim woord"}


def test_the_pages_cost_the_same_for_one_answerer_and_three(door, client, link, django_assert_num_queries):
    client.post(door, {"office": "clerk"})
    with django_assert_num_queries(3):
        client.get(door)
    for office in ("mayor", "secretary"):
        client.post(door, {"office": office})
    with django_assert_num_queries(3):
        client.get(door)
