"""What somebody typed in a part that a colleague published or removed meanwhile: given back, with where to go on."""

import re

import pytest

from tests.factories.questionnaires import LIST, ONE, form, publish, put
from weerbaar.outreach.surveys.models import Questionnaire, Version

pytestmark = pytest.mark.django_db
QUESTION = ONE | {"title": "Hoe was uw week?", "choices": "Goed\nZwaar"}


def said(answer):
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", answer.content.decode()))


def keep(visitor, shown):
    """Will send a page as a browser does: the form as it came back, to where it says."""
    text = shown.content.decode()
    address = re.search(r'<form method="post" action="([^"]*)" novalidate', text)[1]
    form = shown.context["form"]
    given = {one.html_name: one.value() for one in form if one.value() not in (None, False, [])}
    return visitor.post(address, given | {"stand": shown.context["state"]})


def test_a_question_that_was_removed_can_be_kept_as_a_new_one(visitor, filled):
    address = f"{filled}blok/uw_werk/vraag/hebt_u_genoeg_tijd/"
    old = visitor.get(address).context["state"]
    put(visitor, f"{filled}weghalen/hebt_u_genoeg_tijd/")

    late = visitor.post(address, QUESTION | {"stand": old})

    assert late.status_code == 409
    assert "Dit is intussen weggehaald" in said(late)
    assert form().sections[0].questions == ()
    assert keep(visitor, late).status_code == 302
    assert [one.title.nl for one in form().sections[0].questions] == ["Hoe was uw week?"]


def test_a_screen_that_was_removed_can_be_kept_as_a_new_one(visitor, filled):
    address = f"{filled}blok/wat_er_mist/"
    old = visitor.get(address).context["state"]
    put(visitor, f"{filled}weghalen/wat_er_mist/")

    late = visitor.post(address, {"title": "Wat u mist", "text": "Zeg het gerust.", "stand": old})

    assert late.status_code == 409
    assert keep(visitor, late).status_code == 302
    assert (form().sections[-1].title.nl, form().sections[-1].text.nl) == ("Wat u mist", "Zeg het gerust.")


def test_a_question_of_which_the_screen_was_removed_is_shown_to_copy(visitor, filled):
    address = f"{filled}blok/wat_er_mist/vraag/nieuw/"
    old = visitor.get(address).context["state"]
    put(visitor, f"{filled}weghalen/wat_er_mist/")

    late = visitor.post(address, QUESTION | {"stand": old})

    assert late.status_code == 409
    assert "Dit scherm is er niet meer" in said(late)
    assert "Vraag Hoe was uw week?" in said(late)
    assert "Goed Zwaar" in said(late)
    assert f'href="{filled}"' in late.content.decode()


@pytest.mark.parametrize(
    ("part", "given"),
    [
        ("begin/", {"title": "Anders gezegd", "minutes": "4"}),
        ("blok/uw_werk/", {"title": "Anders gezegd"}),
        ("blok/uw_werk/vraag/hebt_u_genoeg_tijd/", QUESTION | {"title": "Anders gezegd"}),
        ("blok/nieuw/", {"title": "Anders gezegd"}),
    ],
)
def test_a_draft_that_was_published_gives_back_what_was_typed(visitor, filled, part, given):
    old = visitor.get(f"{filled}{part}").context["state"]
    publish(visitor, filled, despite_words="on")
    before = Version.objects.get().content

    late = visitor.post(f"{filled}{part}", given | {"stand": old})

    assert late.status_code == 409
    assert "Dit concept is er niet meer" in said(late)
    assert "Anders gezegd" in said(late)
    assert f'href="{filled}"' in late.content.decode()
    assert Version.objects.get().content == before


def test_a_questionnaire_that_was_thrown_away_gives_back_what_was_typed(visitor, filled):
    old = visitor.get(f"{filled}blok/uw_werk/").context["state"]
    put(visitor, f"{filled}weggooien/")

    late = visitor.post(f"{filled}blok/uw_werk/", {"title": "Uw dagen", "text": "Vertel.", "stand": old})

    assert late.status_code == 409
    assert "Deze vragenlijst is er niet meer" in said(late)
    assert "Uw dagen" in said(late)
    assert f'href="{LIST}"' in late.content.decode()
    assert Questionnaire.objects.count() == 0


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("verplaatsen/", {"part": "uw_werk", "change": "down"}),
        ("weghalen/uw_werk/", {}),
        ("publiceren/", {}),
        ("weggooien/", {}),
    ],
)
def test_an_act_that_came_too_late_shows_how_it_is_now(visitor, filled, act, given):
    old = visitor.get(filled).context["state"]
    publish(visitor, filled, despite_words="on")
    published = visitor.post(f"{filled}{act}", given | {"stand": old})
    Version.objects.all().delete()
    Questionnaire.objects.all().delete()
    gone = visitor.post(f"{filled}{act}", given | {"stand": old})

    assert [published.status_code, gone.status_code] == [409, 409]
    assert "Dit is hoe het nu is." in said(published)
    assert "Deze vragenlijst is er niet meer" in said(gone)


def test_a_part_that_is_removed_twice_shows_the_list_as_it_is(visitor, filled):
    old = visitor.get(f"{filled}weghalen/uw_werk/").context["state"]
    put(visitor, f"{filled}weghalen/uw_werk/")

    again = visitor.post(f"{filled}weghalen/uw_werk/", {"stand": old})

    assert again.status_code == 409
    assert "Dit is hoe het nu is." in said(again)
