"""The maker: drafts that change, versions that never do, and questions that keep their keys."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.questionnaires import LIST, ONE, form, move, publish, put
from tests.factories.surveys import form_with, one, open_uitvraag
from tests.factories.tour import MORNING
from weerbaar.outreach.surveys.actions import making
from weerbaar.outreach.surveys.actions.openly import open_for_round
from weerbaar.outreach.surveys.actions.publishing import PublishedChanged, load_built_in
from weerbaar.outreach.surveys.models import Questionnaire, Version
from weerbaar.outreach.surveys.queries.questionnaires import choosable, form_of
from weerbaar.outreach.surveys.questionnaires.checking import is_a_key
from weerbaar.outreach.surveys.questionnaires.editing import conditions_from, key_for, moved, pairs_of

pytestmark = pytest.mark.django_db


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


def test_a_scale_may_begin_at_nought(visitor, filled):
    facts = ONE | {"kind": "scale", "title": "Hoe druk is het?", "least": "0", "most": ""}

    put(visitor, f"{filled}blok/uw_werk/vraag/nieuw/", **facts)

    assert (form().questions[1].least, form().questions[1].most) == (0, 5)


def test_a_usual_scale_becomes_a_choice_without_ends_to_take_away(visitor, filled):
    put(visitor, f"{filled}blok/uw_werk/vraag/nieuw/", title="Hoe druk is het?", **ONE | {"kind": "scale"})

    shown = visitor.get(f"{filled}blok/uw_werk/vraag/hoe_druk_is_het/").context["form"].initial

    assert (form().questions[1].least, form().questions[1].most) == (1, 5)
    assert (shown["least"], shown["most"]) == (None, None)


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
    assert visitor.post(f"{filled}begin/", {"title": "Anders", "minutes": "3", "stand": ""}).status_code == 409
    assert visitor.post(f"{filled}verplaatsen/", {"part": "uw_werk", "change": "up", "stand": ""}).status_code == 409
    assert visitor.post(f"{filled}weghalen/uw_werk/", {"stand": ""}).status_code == 409
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


def test_what_was_published_can_be_put_out_for_a_round(visitor, filled, tour_round):
    publish(visitor, filled)

    assert ("hoe_gaat_het_met_de_griffie", "Hoe gaat het met de griffie?") in choosable()
    survey = open_for_round(round=tour_round, questionnaire="hoe_gaat_het_met_de_griffie", at=MORNING)
    assert form_of(survey.version).questions[0].key == "hebt_u_genoeg_tijd"


def test_what_comes_with_the_release_is_not_made_here(visitor, toon, tour_round):
    open_uitvraag(tour_round)

    assert visitor.get(f"{LIST}uitvraag/").status_code == 404
    assert visitor.post(f"{LIST}uitvraag/begin/", {"title": "Anders", "stand": ""}).status_code == 404
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
