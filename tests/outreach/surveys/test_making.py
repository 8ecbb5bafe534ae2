"""The maker: drafts that change, versions that never do, and questions that keep their keys."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.surveys import form_with, one, open_uitvraag
from tests.factories.tour import MORNING
from weerbaar.outreach.surveys.actions import making
from weerbaar.outreach.surveys.actions.openly import open_for_round
from weerbaar.outreach.surveys.actions.publishing import PublishedChanged, load_built_in
from weerbaar.outreach.surveys.models import Questionnaire, Version
from weerbaar.outreach.surveys.queries.questionnaires import choosable, form_of
from weerbaar.outreach.surveys.questionnaires.checking import is_a_key
from weerbaar.outreach.surveys.questionnaires.editing import conditions_from, key_for, moved, pairs_of
from weerbaar.public.guidance.texts import Text

pytestmark = pytest.mark.django_db
LIST = "/tour/uitvraag/vragenlijsten/"


@pytest.fixture
def visitor(toon):
    client = Client()
    toon.sign_in(client)
    return client


@pytest.fixture
def own(visitor):
    return visitor.post(LIST, {"name": "Hoe gaat het met de griffie?"}).headers["Location"]


def put(visitor, address, **given):
    """Will post a page as it was just shown."""
    return visitor.post(address, given | {"stand": visitor.get(address).context["state"]})


ONE = {"kind": "one", "mark": "aggregate", "pattern": "any", "days": "any"}


@pytest.fixture
def filled(visitor, own):
    put(visitor, f"{own}blok/nieuw/", title="Uw werk")
    put(visitor, f"{own}blok/uw_werk/vraag/nieuw/", title="Hebt u genoeg tijd?", choices="Ja\nNee", **ONE)
    put(visitor, f"{own}blok/nieuw/", title="Wat er mist", when=["hebt_u_genoeg_tijd=nee"])
    put(
        visitor,
        f"{own}blok/wat_er_mist/vraag/nieuw/",
        title="Wat mist u?",
        **ONE | {"kind": "long", "mark": "confidential"},
    )
    return own


def move(visitor, own, part, how):
    state = visitor.get(own).context["state"]
    return visitor.post(f"{own}verplaatsen/", {"part": part, "change": how, "stand": state})


def form():
    return form_of(Version.objects.order_by("-number").first())


def publish(visitor, own, **given):
    state = visitor.get(own).context["state"]
    return visitor.post(f"{own}publiceren/", {"stand": state} | given)


def test_a_questionnaire_is_made_page_by_page(visitor, filled):
    made = form()

    assert [(one.key, [q.key for q in one.questions]) for one in made.sections] == [
        ("uw_werk", ["hebt_u_genoeg_tijd"]), ("wat_er_mist", ["wat_mist_u"]),
    ]  # fmt: skip
    assert [(one.key, one.label.nl, one.label.en) for one in made.questions[0].choices] == [
        ("ja", "Ja", ""), ("nee", "Nee", ""),
    ]  # fmt: skip
    assert pairs_of(made.sections[1].when) == ["hebt_u_genoeg_tijd=nee"]
    assert "Wat mist u?" in visitor.get(f"{filled}voorbeeld/").content.decode()


def test_a_choice_and_a_question_keep_their_keys_when_their_words_change(visitor, filled):
    address = f"{filled}blok/uw_werk/vraag/hebt_u_genoeg_tijd/"
    shown = visitor.get(address).context["form"].initial

    put(visitor, address, **ONE | {"title": "Is er genoeg tijd?", "choices": shown["choices"].replace("Ja", "Zeker")})

    question = form().questions[0]
    assert (question.key, question.title.nl) == ("hebt_u_genoeg_tijd", "Is er genoeg tijd?")
    assert [(one.key, one.label.nl) for one in question.choices] == [("ja", "Zeker"), ("nee", "Nee")]


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
    assert "geen adres van een website in een tekst: noem de pagina bij haar naam" in text


def test_an_answer_is_repeated_only_where_whoever_answers_sees_it(visitor, filled):
    said = "U zei: {hebt_u_genoeg_tijd}."
    put(visitor, f"{filled}begin/", title="Vragen", thanks=said, minutes="4")
    put(visitor, f"{filled}blok/wat_er_mist/", title=said, text=said)

    text = visitor.get(filled).content.decode()

    assert [one.where for one in visitor.get(filled).context["problems"]] == [
        "Scherm “U zei: {hebt_u_genoeg_tijd}.”", "Wat u zegt na het versturen",
    ]  # fmt: skip
    assert "hier kan geen antwoord worden herhaald: haal {hebt_u_genoeg_tijd} weg" in text
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


def test_a_page_says_of_what_it_is_a_part_and_why_there_is_no_condition(visitor, filled):
    first = visitor.get(f"{filled}blok/uw_werk/vraag/nieuw/").content.decode()
    later = visitor.get(f"{filled}blok/wat_er_mist/vraag/wat_mist_u/").content.decode()

    assert "<h1>Vraag toevoegen</h1>" in first
    assert "Een voorwaarde kijkt naar een keuze op een eerder scherm." in first
    assert "<h1>Vraag wijzigen</h1>" in later
    assert "Vragenlijst «Hoe gaat het met de griffie?», scherm «Wat er mist»." in later
    assert "Een voorwaarde kijkt naar" not in later


def test_a_scale_may_begin_at_nought(visitor, filled):
    facts = ONE | {"kind": "scale", "title": "Hoe druk is het?", "least": "0", "most": ""}

    put(visitor, f"{filled}blok/uw_werk/vraag/nieuw/", **facts)

    assert (form().questions[1].least, form().questions[1].most) == (0, 5)


def test_no_answer_is_public_by_organisation_and_what_was_marked_so_is_counted_like_the_rest(visitor, filled):
    address = f"{filled}blok/uw_werk/vraag/nieuw/"

    assert "public" not in dict(visitor.get(address).context["form"].fields["mark"].choices)
    assert put(visitor, address, title="Een vraag", choices="Ja\nNee", **ONE | {"mark": "public"}).status_code == 400
    assert form_with(one("oud", "ja", "nee", mark="public")).questions[0].mark == "aggregate"


def test_a_published_version_never_changes(visitor, filled):
    publish(visitor, filled)
    published = Version.objects.get()
    before = (published.content, published.digest)

    assert published.published_at is not None
    assert visitor.post(f"{filled}begin/", {"title": "Anders", "minutes": "3", "stand": ""}).status_code == 404
    assert visitor.post(f"{filled}verplaatsen/", {"part": "uw_werk", "change": "up", "stand": ""}).status_code == 404
    assert visitor.post(f"{filled}weghalen/uw_werk/", {"stand": ""}).status_code == 404
    with pytest.raises(making.ChangedMeanwhile):
        making.save_draft(version=published, form=form(), state=making.state_of(published), at=MORNING)
    published.refresh_from_db()
    assert (published.content, published.digest) == before


def test_a_new_version_keeps_the_keys_and_may_not_change_a_kind(visitor, filled, toon):
    publish(visitor, filled)
    visitor.post(f"{filled}nieuwe-versie/")
    visitor.post(f"{filled}nieuwe-versie/")
    assert [one.number for one in Version.objects.all()] == [1, 2]
    assert [one.key for one in form().questions] == ["hebt_u_genoeg_tijd", "wat_mist_u"]

    put(visitor, f"{filled}blok/wat_er_mist/vraag/wat_mist_u/", **ONE | {"title": "Wat mist u?", "kind": "number"})
    answer = publish(visitor, filled)

    assert answer.status_code == 400
    assert "deze vraag had eerst een ander soort antwoord" in answer.content.decode()


def test_what_cannot_be_filled_in_is_not_published(visitor, filled):
    put(visitor, f"{filled}weghalen/uw_werk/")

    answer = publish(visitor, filled)

    text = answer.content.decode()
    assert answer.status_code == 400
    assert "de voorwaarde noemt een vraag die er niet is" in text
    assert Version.objects.get().published_at is None


def test_hard_words_are_named_and_stay_only_when_somebody_says_so(visitor, filled):
    put(visitor, f"{filled}begin/", title="Thans een vragenlijst", minutes="4")

    answer = publish(visitor, filled)
    assert answer.status_code == 400
    assert "moeilijk woord “thans”" in answer.content.decode()
    publish(visitor, filled, despite_words="on")
    assert Version.objects.get().published_at is not None


def test_a_circle_cannot_be_chosen_because_only_earlier_screens_are_offered(visitor, filled):
    earlier = visitor.get(f"{filled}blok/uw_werk/vraag/hebt_u_genoeg_tijd/").context["form"]
    later = visitor.get(f"{filled}blok/wat_er_mist/vraag/wat_mist_u/").context["form"]

    assert "when" not in earlier.fields
    assert [pair for pair, _words in later.fields["when"].choices] == [
        "hebt_u_genoeg_tijd=ja",
        "hebt_u_genoeg_tijd=nee",
    ]


def test_a_screen_that_moves_before_what_it_asks_about_is_named(visitor, filled):
    move(visitor, filled, "wat_er_mist", "up")

    assert [one.key for one in form().sections] == ["wat_er_mist", "uw_werk"]
    assert "die komt niet op een eerder scherm" in visitor.get(filled).content.decode()


def test_a_condition_that_cannot_hold_any_more_stays_until_somebody_takes_it_away(visitor, filled):
    move(visitor, filled, "wat_er_mist", "up")
    address = f"{filled}blok/wat_er_mist/"

    shown = visitor.get(address).context["form"].initial
    put(visitor, address, title="Wat er mist", when=shown["when"])
    assert pairs_of(form().sections[0].when) == ["hebt_u_genoeg_tijd=nee"]
    assert "Werkt hier niet: Hebt u genoeg tijd? Nee" in visitor.get(address).content.decode()
    assert publish(visitor, filled).status_code == 400

    put(visitor, address, title="Wat er mist")
    assert form().sections[0].when == ()


def test_a_condition_about_a_question_that_went_stays_too(visitor, filled):
    put(visitor, f"{filled}weghalen/hebt_u_genoeg_tijd/")
    address = f"{filled}blok/wat_er_mist/"

    put(visitor, address, title="Wat er mist", when=visitor.get(address).context["form"].initial["when"])

    assert pairs_of(form().sections[1].when) == ["hebt_u_genoeg_tijd=nee"]
    assert "Werkt hier niet: een vraag die weg is" in visitor.get(address).content.decode()


def test_two_colleagues_do_not_overwrite_each_other(visitor, filled):
    address = f"{filled}begin/"
    old = visitor.get(address).context["state"]
    put(visitor, address, title="Eerste", minutes="4")

    late = visitor.post(address, {"title": "Tweede", "minutes": "4", "stand": old})

    text = late.content.decode()
    assert late.status_code == 409
    assert (form().title.nl, late.context["now"]) == ("Eerste", [("Titel", "Eerste")])
    assert "Bewaard is nu:" in text
    assert 'value="Tweede"' in text
    assert visitor.post(address, {"title": "Eerste", "minutes": "4", "stand": old}).status_code == 302


def test_a_new_part_is_not_made_unseen_when_the_list_changed_meanwhile(visitor, filled):
    old = visitor.get(f"{filled}blok/nieuw/").context["state"]
    put(visitor, f"{filled}begin/", title="Eerste", minutes="4")

    late = visitor.post(f"{filled}blok/nieuw/", {"title": "Nog iets", "stand": old})

    assert late.status_code == 409
    assert "Kijk of het nog past" in late.content.decode()
    assert len(form().sections) == 2


@pytest.mark.parametrize(
    ("page_of", "wrong"),
    [
        ("begin/", {"title": "", "minutes": "4"}),
        ("begin/", {"title": "x", "minutes": "0"}),
        ("begin/", {"title": "x", "minutes": "4", "vreemd": "1"}),
        ("blok/nieuw/", {"title": "nul\0"}),
        ("blok/nieuw/", {"title": "x", "when": ["weg=ja"]}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "kind": "regex"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "least": "veel"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "choices": "Ja"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "choices": "Ja\nJa"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "choices": "Ja\nNee", "kind": "text"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "choices": "Ja\nNee", "most": "3"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "choices": "Ja\nNee", "days": "past"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "kind": "number", "least": "5", "most": "1"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "kind": "scale", "least": "0", "most": "10"}),
        ("blok/uw_werk/vraag/nieuw/", ONE | {"title": "x", "kind": "long", "most": "0"}),
    ],
)
def test_what_cannot_be_is_refused(visitor, filled, page_of, wrong):
    before = Version.objects.get().content

    assert put(visitor, f"{filled}{page_of}", **wrong).status_code == 400
    assert Version.objects.get().content == before


@pytest.mark.parametrize("address", ["weg/", "blok/weg/", "blok/uw_werk/vraag/weg/", "blok/weg/vraag/nieuw/"])
def test_what_is_not_there_is_not_there(visitor, filled, address):
    assert visitor.get(f"{filled}{address}").status_code == 404
    assert visitor.get(f"{LIST}weg/").status_code == 404


def test_a_draft_that_was_never_published_goes_whole(visitor, filled):
    assert put(visitor, f"{filled}weggooien/").headers["Location"] == LIST
    assert Questionnaire.objects.count() == 0


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


def test_what_was_published_can_be_put_out_for_a_round(visitor, filled, tour_round):
    publish(visitor, filled)

    assert ("hoe_gaat_het_met_de_griffie", "Hoe gaat het met de griffie?") in choosable()
    survey = open_for_round(round=tour_round, questionnaire="hoe_gaat_het_met_de_griffie", at=MORNING)
    assert form_of(survey.version).questions[0].key == "hebt_u_genoeg_tijd"


def test_what_comes_with_the_release_is_not_made_here(visitor, toon, tour_round):
    open_uitvraag(tour_round)

    assert visitor.get(f"{LIST}uitvraag/").status_code == 404
    with pytest.raises(making.ComesWithTheRelease):
        making.new_version(key="uitvraag", at=MORNING, by=toon.account)


def test_a_release_that_changed_what_was_published_is_refused():
    version = load_built_in(key="evaluatie", at=MORNING)
    assert load_built_in(key="evaluatie", at=MORNING + timedelta(days=1)) == version
    Version.objects.update(digest="0" * 64)

    with pytest.raises(PublishedChanged):
        load_built_in(key="evaluatie", at=MORNING)


@given(st.text(max_size=80), st.lists(st.sampled_from(["ja", "ja_2", "vraag"])))
def test_a_key_is_always_good_and_new(text, taken):
    key = key_for(text, taken, usual="vraag")

    assert is_a_key(key)
    assert key not in taken


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), unique=True))
def test_conditions_are_read_back_as_they_were_chosen(pairs):
    chosen = [f"{question}={choice}" for question, choice in pairs]

    assert sorted(pairs_of(conditions_from(chosen))) == sorted(chosen)


def test_moving_up_and_down_again_changes_nothing(visitor, filled):
    before = form()

    assert moved(moved(before, "wat_er_mist", up=True), "wat_er_mist", up=False) == before
    assert moved(before, "uw_werk", up=True) == before
