"""The law table gives hints, never verdicts, and says where it does not know."""

import datetime as dt

import pytest

from weerbaar.public.guidance import queries
from weerbaar.public.guidance.law import ProsecutionRequest

# Incidents name these: one that disappears would leave what was written down without a meaning.
OFFERED = {
    "threat", "doxing", "stalking", "slander", "insult", "coercion", "meeting", "assault", "damage", "fire",
    "trespass", "hatred", "sedition", "hacking",
}  # fmt: skip
LOOKED_UP = {"285", "285d", "285b", "261", "262", "266", "267"}


def test_a_threat_may_fall_under_article_285_on_the_word_of_the_government():
    (hint,) = queries.hints_for(["threat"])

    assert hint.sentence == "Dit kan vallen onder artikel 285: bedreiging."
    assert str(hint.article.maximum).startswith("3 jaar. 4 jaar als het gaat om een burgemeester")
    assert (hint.article.prosecution_request, hint.unsure) == (ProsecutionRequest.NO, False)
    assert [(source.number, source.checked_on) for source in hint.sources] == [("37", dt.date(2026, 11, 22))]


def test_several_behaviours_give_each_article_once_in_the_order_of_the_table():
    keys = [hint.article.key for hint in queries.hints_for(["insult", "threat", "insult", "slander"])]

    assert keys == ["285", "261", "262", "266", "267"]


def test_no_behaviour_gives_no_hint():
    assert queries.hints_for([]) == []


def test_a_behaviour_that_the_table_does_not_know_is_refused():
    with pytest.raises(queries.UnknownBehaviour, match="magic, witchcraft"):
        queries.hints_for(["threat", "witchcraft", "magic"])


def test_no_behaviour_that_was_offered_once_disappears():
    assert {behaviour.key for behaviour in queries.behaviours()} >= OFFERED


def test_every_behaviour_that_is_offered_leads_to_a_hint():
    assert [each.key for each in queries.behaviours() if not queries.hints_for([each.key])] == []


def test_what_nobody_looked_up_is_unsure_and_names_no_number_of_its_own():
    unseen = [hint for hint in queries.law_table() if not hint.looked_up]

    assert {hint.article.key for hint in queries.law_table()} - {hint.article.key for hint in unseen} == LOOKED_UP
    assert {hint.article.prosecution_request for hint in unseen} == {ProsecutionRequest.UNSURE}
    assert [hint.article.key for hint in unseen if not hint.unsure] == []


@pytest.mark.parametrize("article", ["285b", "261", "262", "266", "267"])
def test_where_a_request_to_prosecute_may_be_needed_the_table_assumes_that_it_is(article):
    (hint,) = [hint for hint in queries.law_table() if hint.article.key == article]

    assert (hint.article.prosecution_request, hint.unsure) == (ProsecutionRequest.YES, True)


def test_every_line_has_a_source_with_the_day_on_which_it_was_taken():
    assert [hint.article.key for hint in queries.law_table() if not hint.sources or not hint.article.checked_on] == []


def test_the_page_shows_every_article_as_a_possibility(client):
    page = client.get("/wegwijzer/wet/").content.decode()

    assert [hint.article.key for hint in queries.law_table() if f'id="artikel-{hint.article.key}"' not in page] == []
    assert page.count("Dit kan vallen onder artikel ") == len(LOOKED_UP)
    # One line is certain; the rest says that it is not, those that nobody looked up with one voice.
    assert page.count("Dit is niet zeker.") == len(LOOKED_UP) - 1 + 1
    assert page.count("https://rijksoverheid.nl/actueel/nieuws/2019/04/27/") == 1
    assert "22 november 2026" in page


def test_the_page_of_the_law_is_in_english_too(client):
    client.cookies["taal"] = "en"
    page = client.get("/wegwijzer/wet/").content.decode()

    assert "This may fall under article 285: threat." in page
    assert "Iemand" not in page
