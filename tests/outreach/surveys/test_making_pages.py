"""The pages of the maker: in words and not in keys, nothing lost without a question, and back where one was."""

import re

import pytest

from tests.factories.questionnaires import LIST, ONE, form, move, publish, put
from weerbaar.outreach.surveys.models import Version
from weerbaar.public.guidance.texts import Text

pytestmark = pytest.mark.django_db


def test_a_stroke_is_english_only_in_a_list_that_is_english_too(visitor, filled):
    roles = "Burgemeester / wethouder\nRaadslid"
    put(visitor, f"{filled}blok/uw_werk/vraag/nieuw/", title="Wie bent u?", choices=roles, **ONE)
    assert [one.label for one in form().questions[1].choices] == [Text("Burgemeester / wethouder"), Text("Raadslid")]

    put(visitor, f"{filled}begin/", title="Eigen", minutes="4", in_english="on")
    address = f"{filled}blok/uw_werk/vraag/wie_bent_u/"
    again = visitor.get(address).context["form"].initial["choices"]
    put(visitor, address, title="Wie bent u?", choices=f"{again} / Councillor", **ONE)

    assert [one.label for one in form().questions[1].choices] == [
        Text("Burgemeester / wethouder"), Text("Raadslid", "Councillor"),
    ]  # fmt: skip
    assert put(visitor, address, title="Wie bent u?", choices=" / Yes\nNee", **ONE).status_code == 400


def test_the_page_says_what_a_field_is_for_and_what_does_not_fit(visitor, filled):
    address = f"{filled}blok/uw_werk/vraag/nieuw/"

    answer = put(
        visitor, address, title="Hoe druk is het?", choices="Ja\nNee", **ONE | {"kind": "scale", "days": "past"}
    )

    errors = answer.context["form"].errors
    assert set(errors) == {"choices", "days"}
    assert "Maak dit leeg, of kies een ander soort antwoord." in errors["choices"][0]
    assert "Er zijn te weinig keuzes" in put(visitor, address, title="Wat?", **ONE).context["form"].errors["choices"][0]
    assert "(hoeft niet)" not in re.search(r'for="id_choices">.*?</label>', answer.content.decode())[0]
    assert "data-word-counter" not in re.search(r'id="id_choices".*?</div>', answer.content.decode(), re.DOTALL)[0]


def test_the_pages_speak_in_titles_and_not_in_keys(visitor, filled):
    put(visitor, f"{filled}blok/nieuw/", title="Leeg")
    move(visitor, filled, "wat_er_mist", "up")

    overview = visitor.get(filled).content.decode()
    preview = visitor.get(f"{filled}voorbeeld/").content.decode()

    said = re.sub("<[^>]*>", "", overview)
    for words in (
        "Eén keuze", "Meer regels tekst", "Alleen als: Hebt u genoeg tijd? Nee", "Scherm “Leeg”: dit scherm heeft geen vraag.",
        "de voorwaarde hangt af van “Hebt u genoeg tijd?”",
    ):  # fmt: skip
        assert words in said
    assert not re.search("hebt_u_genoeg_tijd|wat_er_mist|wat_mist_u|blok", said)
    assert "hebt_u_genoeg_tijd" not in re.sub("<[^>]*>", "", preview)


def test_each_remark_leads_to_its_part(visitor, filled):
    put(visitor, f"{filled}begin/", title="Vragen", thanks="Wij zien u teneinde dit te lezen.", minutes="4")
    put(visitor, f"{filled}blok/nieuw/", title="Leeg")
    put(visitor, f"{filled}blok/leeg/vraag/nieuw/", title="Kent u www.overleg.invalid?", **ONE | {"kind": "yes_no"})

    text = visitor.get(filled).content.decode()

    assert f'<a href="{filled}begin/">Wat u zegt na het versturen</a>: moeilijk woord' in text
    assert f'<a href="{filled}blok/leeg/vraag/kent_u_www_overleg_invalid/">Vraag “Kent u' in text
    assert "geen adres in een tekst: noem de pagina bij haar naam" in text


def test_an_answer_is_repeated_only_where_whoever_answers_sees_it(visitor, filled):
    said = "U zei: {hebt_u_genoeg_tijd}."
    put(visitor, f"{filled}begin/", title="Vragen", thanks=said, minutes="4")
    put(visitor, f"{filled}blok/wat_er_mist/", title=said, text=said)

    text = visitor.get(filled).content.decode()

    assert [one.where for one in visitor.get(filled).context["problems"]] == [
        "Scherm “U zei: {hebt_u_genoeg_tijd}.”", "Wat u zegt na het versturen",
    ]  # fmt: skip
    assert "hier kan geen antwoord worden herhaald: haal {hebt_u_genoeg_tijd} weg" in text
    assert "in de uitleg kan geen antwoord worden herhaald" in text
    assert "<code>{hebt_u_genoeg_tijd}</code>" in visitor.get(f"{filled}blok/wat_er_mist/").content.decode()
    assert (
        "<code>"
        not in visitor.get(f"{filled}begin/").content.decode() + visitor.get(f"{filled}blok/uw_werk/").content.decode()
    )
    assert "U zei: …." in visitor.get(f"{filled}voorbeeld/").content.decode()


def test_the_preview_shows_what_stands_around_the_questions_and_when_one_is_asked(visitor, filled):
    put(visitor, f"{filled}begin/", title="Vragen", intro="Welkom bij ons.", thanks="Dank voor alles.", minutes="7")
    put(
        visitor, f"{filled}blok/wat_er_mist/vraag/nieuw/", title="Wat nog?", when=["hebt_u_genoeg_tijd=ja"],
        **ONE | {"kind": "long"},
    )  # fmt: skip

    text = visitor.get(f"{filled}voorbeeld/").content.decode()

    for words in (
        "Welkom bij ons.",
        "ongeveer 7 minuten",
        "Dank voor alles.",
        "De volgende vraag alleen als: Hebt u genoeg tijd? Ja",
    ):
        assert words in text


def test_what_was_published_can_be_looked_at_while_there_is_a_draft(visitor, filled):
    publish(visitor, filled)
    visitor.post(f"{filled}nieuwe-versie/")
    put(visitor, f"{filled}begin/", title="Een nieuwe titel", minutes="4")

    assert f'href="{filled}voorbeeld/1/"' in visitor.get(filled).content.decode()
    assert visitor.get(f"{filled}voorbeeld/1/").context["asked"].title.nl == "Hoe gaat het met de griffie?"
    assert visitor.get(f"{filled}voorbeeld/").context["asked"].title.nl == "Een nieuwe titel"
    assert visitor.get(f"{filled}voorbeeld/9/").status_code == 404
    assert "Zet uit voor een ronde" in visitor.get(filled).content.decode()


def test_a_list_that_was_never_published_is_called_as_its_draft(visitor, filled):
    put(visitor, f"{filled}begin/", title="Een nieuwe titel", minutes="4")

    assert "Een nieuwe titel" in visitor.get(LIST).content.decode()


def test_a_part_that_is_called_new_does_not_take_the_place_of_a_new_one(visitor, filled):
    put(visitor, f"{filled}blok/nieuw/", title="Nieuw")
    put(visitor, f"{filled}blok/nieuw/", title="Nog een")

    assert [one.title.nl for one in form().sections] == ["Uw werk", "Wat er mist", "Nieuw", "Nog een"]


def test_a_question_that_is_sent_twice_is_kept_once_and_asks_nothing(visitor, filled):
    address = f"{filled}blok/uw_werk/vraag/hebt_u_genoeg_tijd/"
    page = {
        "title": "Is er tijd?",
        "choices": "ja = Ja\r\nnee = Nee",
        "stand": visitor.get(address).context["state"],
        **ONE,
    }

    assert [visitor.post(address, page).status_code for _again in range(2)] == [302, 302]
    assert visitor.post(address, page | {"title": "Anders"}).context["now"] == [("Vraag", "Is er tijd?")]


def test_a_page_says_of_what_it_is_a_part_and_why_there_is_no_condition(visitor, filled):
    first = visitor.get(f"{filled}blok/uw_werk/vraag/nieuw/").content.decode()
    later = visitor.get(f"{filled}blok/wat_er_mist/vraag/wat_mist_u/").content.decode()

    assert "<h1>Vraag toevoegen</h1>" in first
    assert "Een voorwaarde kijkt naar een keuze op een eerder scherm." in first
    assert "<h1>Vraag wijzigen</h1>" in later
    assert "Vragenlijst «Hoe gaat het met de griffie?», scherm «Wat er mist»." in later
    assert "Een voorwaarde kijkt naar" not in later


def test_a_new_part_is_not_made_unseen_when_the_list_changed_meanwhile(visitor, filled):
    old = visitor.get(f"{filled}blok/nieuw/").context["state"]
    put(visitor, f"{filled}begin/", title="Eerste", minutes="4")

    late = visitor.post(f"{filled}blok/nieuw/", {"title": "Nog iets", "stand": old})

    assert late.status_code == 409
    assert "Kijk of het nog past" in late.content.decode()
    assert len(form().sections) == 2


def test_what_cannot_be_brought_back_is_asked_first(visitor, filled):
    before = Version.objects.get().content

    screen = visitor.get(f"{filled}weghalen/uw_werk/").content.decode()
    draft = visitor.get(f"{filled}weggooien/").content.decode()

    assert "Dit scherm weghalen?" in screen
    assert re.findall("<li>(.*?)</li>", screen)[-2:] == ["Hebt u genoeg tijd?", "Wat er mist"]
    assert "de hele vragenlijst gaat weg" in draft
    assert visitor.get(f"{filled}weghalen/wat_weg_is/").status_code == 404
    assert Version.objects.get().content == before


@pytest.mark.parametrize("address", ["weghalen/uw_werk/", "weggooien/"])
def test_what_changed_since_it_was_asked_is_not_thrown_away(visitor, filled, address):
    old = visitor.get(f"{filled}{address}").context["state"]
    put(visitor, f"{filled}begin/", title="Eerste", minutes="4")

    assert visitor.post(f"{filled}{address}", {"stand": old}).status_code == 409
    assert [one.key for one in form().sections] == ["uw_werk", "wat_er_mist"]


def test_each_act_leads_back_to_its_part_and_says_what_was_done(visitor, filled):
    put(visitor, f"{filled}blok/uw_werk/vraag/nieuw/", title="Wat nog?", **ONE | {"kind": "long"})

    moved_up = move(visitor, filled, "wat_nog", "up").headers["Location"]
    kept = put(visitor, f"{filled}blok/uw_werk/", title="Uw werk").headers["Location"]
    gone = put(visitor, f"{filled}weghalen/wat_nog/").headers["Location"]

    assert moved_up == f"{filled}?deel=wat_nog&gedaan=up#deel_wat_nog"
    assert kept == f"{filled}?deel=uw_werk&gedaan=kept#deel_uw_werk"
    assert gone == f"{filled}?deel=uw_werk&gedaan=out#deel_uw_werk"
    assert re.search(
        r'id="deel_uw_werk" tabindex="-1">\s*<p role="status">.*?Weggehaald',
        visitor.get(gone).content.decode(),
        re.DOTALL,
    )


def test_the_first_does_not_go_up_nor_the_last_down(visitor, filled):
    text = visitor.get(filled).content.decode()

    assert re.findall(r'value="(up|down)"', text) == ["down", "up"]


@pytest.mark.parametrize("address", ["publiceren/", "verplaatsen/", "nieuwe-versie/"])
def test_the_address_of_an_act_leads_back(visitor, filled, address):
    assert visitor.get(f"{filled}{address}").headers["Location"] == filled
