import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.surveys import form_with, one, when
from weerbaar.foundation.wording.plain_words import faults, hard_words
from weerbaar.outreach.surveys.queries import content
from weerbaar.outreach.surveys.queries.questionnaires import CONTENT
from weerbaar.outreach.surveys.questionnaires.checking import problems_in, wording_in
from weerbaar.outreach.surveys.questionnaires.reading import read_form


def told(*questions, **facts):
    return [f"{problem.where}: {problem.message}" for problem in problems_in(form_with(*questions, **facts))]


def test_what_is_right_has_no_problem():
    assert told(one("q0", "a", "b"), one("q1", "a", "b", **when("q0", "a"))) == []


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        ([one("q0", "a", "b"), one("q0", "a", "b")], "vraag q0: de sleutel “q0” komt twee keer voor"),
        ([one("Q 0", "a", "b")], "een sleutel bestaat uit kleine letters"),
        ([one("later", "a", "b")], "een sleutel bestaat uit kleine letters"),
        ([one("q0", "a")], "vraag q0: er zijn te weinig keuzes"),
        ([one("q0", "a", "a")], "vraag q0: de keuze “a” komt twee keer voor"),
        ([one("q0", *map(str, range(3)))], "een keuze heeft een lege of verkeerde sleutel"),
        ([one("q0", *(f"k{n}" for n in range(21)))], "meer dan 20 keuzes leest niemand"),
        ([one("q0", "a", "b", **when("q1", "a")), one("q1", "a", "b")], "hangt af van “q1”, en die komt niet op een eerder"),
        ([one("q0", "a", "b", **when("q0", "a"))], "hangt af van “q0”, en die komt niet op een eerder"),
        ([one("q0", "a", "b", **when("q9", "a"))], "de voorwaarde noemt een vraag die er niet is: “q9”"),
        ([one("q0", "a", "b"), one("q1", "a", "b", **when("q0", "c"))], "de voorwaarde noemt een keuze die er niet is"),
        (
            [one("q0", "a", "b"), one("q1", "a", "b", **when("q0", "a")), one("q2", "a", "b", when=[
                {"question": "q1", "any_of": ["a"]}, {"question": "q0", "any_of": ["b"]}])],
            "vraag q2: deze vraag krijgt niemand te zien",
        ),
        ([one("q0", "a", "b", title="Wat is {q1}?"), one("q1", "a", "b")], "de tekst herhaalt het antwoord op “q1”"),
        ([{"key": "n", "kind": "number", "title": "N", "least": "5", "most": "1"}], "het kleinste is groter dan het grootste"),
        ([{"key": "n", "kind": "scale", "title": "N", "most": "40"}], "een schaal heeft twee tot en met 10 stappen"),
        ([{"key": "n", "kind": "text", "title": "N", "least": "4"}], "een kleinste hoort alleen bij een getal of schaal"),
        ([{"key": "n", "kind": "date", "title": "N", "most": "4"}], "een grootste hoort alleen bij"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(questions, message):
    assert [problem for problem in told(*questions) if message in problem] != []


def test_a_circle_is_two_conditions_of_which_one_looks_forward():
    found = told(one("q0", "a", "b", **when("q1", "a")), one("q1", "a", "b", **when("q0", "a")))

    assert [problem for problem in found if problem.startswith("vraag q0") and "eerder scherm" in problem] != []
    assert [problem for problem in found if "krijgt niemand te zien" in problem] != []


def test_an_empty_choice_and_an_unknown_field_are_named():
    given = {"key": "x", "version": "1", "title": "X", "minutes": "1", "sections": [
        {"key": "s", "title": "S", "questions": [
            {"key": "q", "kind": "one", "title": "Q", "choices": [{"key": "a", "label": ""}], "kleur": "rood"}]}]}  # fmt: skip

    _form, problems = read_form(given, file="x.yaml")

    assert [str(problem) for problem in problems] == [
        "x.yaml, blok s, vraag q, keuze a: veld “label” hoort een tekst te zijn",
        "x.yaml, blok s, vraag q: onbekend veld “kleur”",
    ]


def test_a_long_sentence_a_hard_word_and_missing_english_are_named():
    form = form_with(
        one("q0", "a", "b", title="Indien u dit reeds hebt?", hint=" ".join(["woord"] * 21)), in_english="true"
    )

    found = [str(problem) for problem in wording_in(form) if problem.where == "vraag q0"]

    assert [line for line in found if "een zin (nl) van 21 woorden" in line] != []
    assert [line for line in found if "moeilijk woord “indien”: schrijf liever “als”" in line] != []
    assert [line for line in found if "moeilijk woord “reeds”: schrijf liever “al”" in line] != []
    assert [line for line in found if "deze tekst nog niet" in line] != []


def test_what_somebody_else_says_may_be_hard():
    assert list(hard_words("Hij schreef «thans» en verder niets.")) == []
    assert list(hard_words("Thans.")) == ["moeilijk woord “thans”: schrijf liever “nu”"]
    assert list(faults("Bel 070 0000000", most=90)) != []


def test_the_questionnaires_of_this_release_are_right():
    assert content.content_problems() == []


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


def test_what_was_published_cannot_change_without_a_new_version(copy):
    file = copy / "evaluatie.yaml"
    file.write_text(file.read_text().replace("Wat kan beter?", "Wat kan anders?"))

    with pytest.raises(CommandError, match=r"versie 1 is gepubliceerd en mag niet meer veranderen"):
        call_command("surveys", "check", copy)
    with pytest.raises(CommandError, match=r"mag niet meer veranderen"):
        call_command("surveys", "publish", copy)
    file.write_text(file.read_text().replace("version: 1", "version: 2"))
    with pytest.raises(CommandError, match=r"versie 2 staat nog niet in published.json"):
        call_command("surveys", "check", copy)
    out = StringIO()
    call_command("surveys", "publish", copy, stdout=out)
    assert out.getvalue() == "De vragenlijsten zijn in orde.\n"


def test_an_older_version_than_was_published_is_named(copy):
    file = copy / "evaluatie.yaml"
    file.write_text(file.read_text().replace("version: 1", "version: 2"))
    call_command("surveys", "publish", copy, stdout=StringIO())
    shutil.copy(CONTENT / "evaluatie.yaml", file)

    with pytest.raises(CommandError, match="er is al een nieuwere versie dan 1"):
        call_command("surveys", "check", copy)


@pytest.mark.parametrize("broken", ["key: [", "key: x\nkey: y\n", "- 1\n", "key: &a x\ntitle: *a\n"])
def test_a_file_that_is_no_questionnaire_is_named(copy, broken):
    (copy / "kapot.yaml").write_text(broken)

    with pytest.raises(CommandError, match=r"kapot\.yaml"):
        call_command("surveys", "check", copy)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="is geen map"):
        call_command("surveys", "check", tmp_path / "weg")
