"""What is asked of whom, for any questionnaire and any answers."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.surveys import form_with, one, when
from weerbaar.outreach.surveys.questionnaires.checking import can_be_reached, problems_in
from weerbaar.outreach.surveys.questionnaires.reading import plain_form, read_form
from weerbaar.outreach.surveys.questionnaires.showing import counting, filled, missing, screens

CHOICES = ("a", "b")


@st.composite
def forms(draw, most=5):
    """A questionnaire in which each question may depend on some of those before it."""
    questions = []
    for place in range(draw(st.integers(1, most))):
        earlier = draw(st.lists(st.integers(0, place - 1), max_size=2)) if place else []
        conditions = [
            {"question": f"q{number}", "any_of": sorted(draw(st.sets(st.sampled_from(CHOICES), min_size=1)))}
            for number in earlier
        ]
        kind = draw(st.sampled_from(["one", "many"]))
        questions.append(one(f"q{place}", *CHOICES, when=conditions, required="true", kind=kind))
    return form_with(*questions)


def answers_to(form):
    """Any answers, also to questions that nobody asks."""
    values = {
        question.key: st.none() | st.sampled_from(CHOICES)
        if question.kind == "one"
        else st.none() | st.lists(st.sampled_from(CHOICES), unique=True, max_size=2).map(sorted)
        for question in form.questions
    }
    return st.fixed_dictionaries(values)


def every_answer(form):
    many = [["a"], ["b"], ["a", "b"]]
    choices = [[None, *(CHOICES if question.kind == "one" else many)] for question in form.questions]
    for values in product(*choices):
        yield dict(zip((question.key for question in form.questions), values, strict=True))


def asked(form, answers):
    return {question.key for screen in screens(form, answers) for question in screen.questions}


@given(st.data(), forms())
def test_an_answer_that_is_hidden_never_counts_whatever_it_is(data, form):
    answers = data.draw(answers_to(form))
    hidden = [key for key in answers if key not in asked(form, answers)]
    others = {key: data.draw(st.sampled_from([None, "a", "b", ["a"], ["b"]])) for key in hidden}

    assert counting(form, answers | others) == counting(form, answers)
    assert asked(form, answers | others) == asked(form, answers)
    assert set(counting(form, answers)).isdisjoint(hidden)


@given(st.data(), forms())
def test_the_order_in_which_answers_came_does_not_matter(data, form):
    answers = data.draw(answers_to(form))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))

    assert list(counting(form, shuffled).items()) == list(counting(form, answers).items())


@given(st.data(), forms())
def test_counting_what_counts_changes_nothing(data, form):
    answers = data.draw(answers_to(form))

    assert counting(form, counting(form, answers)) == counting(form, answers)


@given(forms(most=4))
def test_a_question_can_be_reached_when_some_answers_lead_to_it(form):
    reached = set().union(*(asked(form, answers) for answers in every_answer(form)))

    assert {question.key for question in form.questions if can_be_reached(form, question.key)} == reached


@given(forms())
def test_a_questionnaire_is_read_back_as_it_was_written(form):
    assert read_form(plain_form(form)) == (form, [])


@given(forms())
def test_what_looks_back_only_is_right_but_for_what_nobody_reaches(form):
    told = {problem.message for problem in problems_in(form)}

    assert told <= {"deze vraag krijgt niemand te zien: de voorwaarden sluiten elkaar uit"}


@given(st.data(), forms())
def test_what_is_missing_is_asked_and_unanswered(data, form):
    answers = data.draw(answers_to(form))

    assert {question.key for question in missing(form, answers)} == asked(form, answers) - set(counting(form, answers))


def test_a_chain_of_conditions_falls_with_its_first_link():
    form = form_with(
        one("q0", "a", "b"), one("q1", "a", "b", **when("q0", "a")), one("q2", "a", "b", **when("q1", "b"))
    )

    assert counting(form, {"q0": "a", "q1": "b", "q2": "a"}) == {"q0": "a", "q1": "b", "q2": "a"}
    assert counting(form, {"q0": "b", "q1": "b", "q2": "a"}) == {"q0": "b"}


def test_a_number_is_compared_with_its_bounds_and_any_answer_may_do():
    number = {"key": "n", "kind": "number", "title": "Hoeveel?", "least": "0", "most": "9"}
    bounded = {"when": [{"question": "n", "least": "3", "most": "5"}]}
    form = form_with(number, one("q1", "a", "b", **bounded), one("q2", "a", "b", when=[{"question": "n"}]))

    assert {n: sorted(asked(form, {"n": n})) for n in (None, 0, 2, 3, 5, 6)} == {
        None: ["n"], 0: ["n", "q2"], 2: ["n", "q2"], 3: ["n", "q1", "q2"], 5: ["n", "q1", "q2"], 6: ["n", "q2"],
    }  # fmt: skip


def test_an_earlier_answer_stands_in_a_text_and_one_that_does_not_count_is_dots():
    form = form_with(one("q0", "a", "b"), one("q1", "a", "b", **when("q0", "a")))

    assert filled("U koos {q0}, en {q1} of {q9}.", form, {"q0": "b", "q1": "a"}) == "U koos Keuze b, en … of …."


def test_a_choice_of_an_older_version_that_is_gone_does_not_count():
    assert counting(form_with(one("q0", "a", "b")), {"q0": "c"}) == {}
