"""Nine steps, each with where it comes from; and that the arrangement is ours is never left out."""

from weerbaar.confidential.incidents.nine_steps import NOT_CHECKED, REASONS, SENTENCE, SOURCES, STEPS, Route, step_at


def test_there_are_nine_in_order():
    assert [step.number for step in STEPS] == list(range(1, 10))


def test_every_step_has_a_source_that_is_named():
    assert [step.number for step in STEPS if not step.sources or not set(step.sources) <= set(SOURCES)] == []


def test_every_source_is_used():
    assert {key for step in STEPS for key in step.sources} == set(SOURCES)


def test_that_the_arrangement_is_ours_is_said():
    assert "onze indeling" in str(NOT_CHECKED)


def test_every_choice_comes_with_reasons():
    assert set(REASONS) == set(Route)


def test_the_sentence_asks_for_the_code():
    assert "VPT-code" in SENTENCE % {"office": "wethouder"}


def test_a_number_that_is_no_step_leads_nowhere():
    assert [step_at(0), step_at(10)] == [None, None]
