"""The description of the API is made from the table: every act, every state, every refusal, and examples that fit."""

import json
import re

import pytest
from django.urls import get_resolver
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.support.json_schema import faults, pointed_at
from weerbaar.confidential.cases.api.moves import PAGES
from weerbaar.confidential.cases.api.problems import PROBLEMS
from weerbaar.confidential.cases.rules import MOVES, STEPS, State

ADDRESS = "/api/v1/openapi.json"


@pytest.fixture
def document(client):
    return client.get(ADDRESS).json()


def everything_in(part):
    """Will return every object in the document."""
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
    return [part] * isinstance(part, dict) + [found for one in inside for found in everything_in(one)]


def test_anyone_may_read_it_and_it_carries_its_version(client):
    answer = client.get(ADDRESS)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json()["info"]["version"] == answer.headers["API-Version"] == "1.0.0"
    assert answer.json()["openapi"].startswith("3.1.")
    assert client.post(ADDRESS).status_code == 405
    assert client.cookies == {}


def test_a_validator_of_others_takes_it(document):
    assert [one.message for one in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_that_validator_notices_what_is_wrong(document):
    del document["info"]["version"]

    assert [one.message for one in OpenAPIV31SpecValidator(document).iter_errors()] != []


def test_every_act_and_every_state_is_in_it(document):
    schemas = document["components"]["schemas"]

    assert schemas["Act"]["enum"] == list(MOVES)
    assert schemas["State"]["enum"] == State.values


def test_the_whole_table_is_in_it(document):
    told = {one["act"]: (set(one["sources"]), one["target"]) for one in document["x-moves"]}

    assert told == {act: ({str(state) for state in move.sources}, move.target) for act, move in MOVES.items()}


def test_every_move_of_a_helper_is_a_step_or_has_a_page():
    assert set(STEPS) | set(PAGES) == {act for act, move in MOVES.items() if move.permission}
    assert set(STEPS) & set(PAGES) == set()


def test_every_reference_leads_somewhere(document):
    references = [one["$ref"] for one in everything_in(document) if "$ref" in one]

    assert len(references) > 20
    assert all(pointed_at(reference, document) for reference in references)


def test_every_problem_points_at_its_own_place(document):
    for problem in PROBLEMS:
        kind, _, pointer = problem.as_body("/")["type"].partition("#")
        assert (kind, pointed_at(f"#{pointer}", document)["summary"]) == (ADDRESS, problem.title)


def test_every_example_fits_its_schema(document):
    media = [one for one in everything_in(document["paths"]) if "schema" in one and "examples" in one]
    tried = set()
    for one in media:
        for name, reference in one["examples"].items():
            value = pointed_at(reference["$ref"], document)["value"]
            assert faults(value, one["schema"], document) == [], name
            tried.add(name)

    assert tried == set(document["components"]["examples"])


@pytest.mark.parametrize(
    "change",
    [{"state": "lost"}, {"moves": [{}]}, {"opened_at": "gisteren"}, {"opened_at": None}, {"number": 3}, {"name": "x"}],
)
def test_what_does_not_fit_is_noticed(document, change):
    example = document["components"]["examples"]["a_case"]["value"]

    assert faults(example | change, {"$ref": "#/components/schemas/Case"}, document) != []


def test_every_status_of_a_problem_is_among_the_answers(document):
    answers = document["paths"]["/zaken/{nummer}/zetten"]["post"]["responses"]

    assert {int(status) for status in answers} == {200} | {int(problem.status) for problem in PROBLEMS}


def test_every_path_of_the_api_is_in_it_and_the_other_way_round(document):
    base = document["servers"][0]["url"].removeprefix("/")
    routes = [str(one.pattern) for room in get_resolver().url_patterns for one in getattr(room, "url_patterns", [])]
    ours = {re.sub(r"<slug:number>", "{nummer}", route) for route in routes if route.startswith(base)}

    assert ours - {ADDRESS.removeprefix("/")} == {base + path for path in document["paths"]}
    assert json.loads(json.dumps(document)) == document
