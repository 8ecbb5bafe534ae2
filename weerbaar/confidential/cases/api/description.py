"""What the API can do, as OpenAPI 3.1, made from the table of moves and the kinds of refusal: it cannot fall behind."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from weerbaar.confidential.cases import rules
from weerbaar.confidential.cases.api.answers import VERSION, answers, shown
from weerbaar.confidential.cases.api.problems import PROBLEMS, Problem
from weerbaar.foundation.accounts.doors import public

_EXAMPLE = "2026-K7QF3M"
_CASE_PATH = f"/api/v1/zaken/{_EXAMPLE}"
_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time"}
_MOMENT_OR_NOT = {"type": ["string", "null"], "format": "date-time"}
_READING = ("not_there", "not_this_method")
_MOVING = tuple(problem.name for problem in PROBLEMS)


@public
@answers("GET", "HEAD")
def description(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Will describe the API: it holds nothing of any case, so anyone may read it."""
    return shown(described())


def described() -> dict[str, Any]:
    """Will return the whole description; labels come in the language of the moment."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Weerbaar: zetten van een zaak",
            "version": VERSION,
            "description": "Wat een programma van een helper met een zaak kan. Het kan niets wat de helper niet kan: "
            "dezelfde deur, dezelfde sleutels, dezelfde regel in het logboek.",
            "contact": {"name": "Weerbaar", "url": settings.SITE_URL},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"session": []}],
        "tags": [{"name": "zaken", "description": "Een zaak en haar zetten."}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "examples": _examples(),
            "securitySchemes": _schemes(),
            "parameters": {"Nummer": _number()},
            "headers": {"API-Version": {"description": "De hele versie.", "schema": {"type": "string"}}},
        },
        "x-moves": [_in_table(move) for move in rules.MOVES.values()],
    }


def _paths() -> dict[str, Any]:
    body = {"schema": _ref("schemas", "MoveRequest"), "examples": {"a_step": _ref("examples", "a_step")}}
    read = {"operationId": "readCase", "summary": "Hoe een zaak staat, en welke zetten er nu zijn"}
    move = {"operationId": "makeMove", "summary": "Een zet die op de pagina een knop is"}
    return {
        "/zaken/{nummer}": {
            "parameters": [_ref("parameters", "Nummer")],
            "get": read | {"tags": ["zaken"], "responses": _responses(_READING, merged=True)},
        },
        "/zaken/{nummer}/zetten": {
            "parameters": [_ref("parameters", "Nummer")],
            "post": move
            | {
                "tags": ["zaken"],
                "security": [{"session": [], "token": []}],
                "requestBody": {"required": True, "content": {"application/json": body}},
                "responses": _responses(_MOVING),
            },
        },
    }


def _responses(names: tuple[str, ...], *, merged: bool = False) -> dict[str, Any]:
    case = {"schema": _ref("schemas", "Case"), "examples": {"a_case": _ref("examples", "a_case")}}
    found = {"200": _response("Hoe de zaak staat.", {"application/json": case})}
    if merged:
        found["302"] = {"description": "De zaak is samengevoegd: Location noemt waarin. Of u bent niet ingelogd."}
    for status in sorted({int(problem.status) for problem in PROBLEMS if problem.name in names}):
        kinds = [problem for problem in PROBLEMS if problem.name in names and problem.status == status]
        examples = {problem.name: _ref("examples", problem.name) for problem in kinds}
        content = {"application/problem+json": {"schema": _ref("schemas", "Problem"), "examples": examples}}
        found[str(status)] = _response(". Of: ".join(problem.title for problem in kinds) + ".", content)
    return found


def _response(text: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "headers": {"API-Version": _ref("headers", "API-Version")}, "content": content}


def _schemas() -> dict[str, Any]:
    number = {"type": "string", "pattern": "^[0-9]{4}-[2-9A-HJ-NP-Z]{6}$"}
    page = {"type": ["string", "null"], "description": "Waar een mens de zet doet; null als de API haar doet."}
    move = {"act": _ref("schemas", "Act"), "label": _TEXT, "target": _ref("schemas", "State"), "page": page}
    case = {
        "number": number,
        "state": _ref("schemas", "State"),
        "opened_at": _MOMENT,
        "waiting_since": _MOMENT_OR_NOT,
        "closed_at": _MOMENT_OR_NOT,
        "moves": {"type": "array", "items": _ref("schemas", "Move")},
    }
    status = {"type": "integer", "enum": sorted({int(problem.status) for problem in PROBLEMS})}
    return {
        "Act": {"type": "string", "enum": list(rules.MOVES), "description": _acts_in_words()},
        "State": {"type": "string", "enum": list(rules.State.values), "description": _states_in_words()},
        "Move": _whole(move),
        "MoveRequest": _whole({"act": _ref("schemas", "Act")}),
        "Case": _whole(case),
        "Problem": _whole({"type": _TEXT, "title": _TEXT, "status": status, "detail": _TEXT, "instance": _TEXT}),
    }


def _whole(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


def _acts_in_words() -> str:
    return "De API doet " + ", ".join(rules.STEPS) + "; de andere gaan op een pagina of zijn niet aan een helper."


def _states_in_words() -> str:
    return "; ".join(f"{state.value}: {state.label}" for state in rules.State)


def _in_table(move: rules.Move) -> dict[str, Any]:
    sources = [state.value for state in rules.State if state in move.sources]
    return {"act": move.act, "sources": sources, "target": move.target.value, "label": str(move.label)}


def _examples() -> dict[str, Any]:
    step = rules.MOVES[rules.STEPS[0]]
    told = {"act": step.act, "label": str(step.label), "target": step.target.value, "page": None}
    case = {
        "number": _EXAMPLE,
        "state": rules.State.OPEN.value,
        "opened_at": "2026-11-22T02:10:00Z",
        "waiting_since": None,
        "closed_at": None,
        "moves": [told],
    }
    refusals = {problem.name: {"summary": problem.title, "value": _as_answer(problem)} for problem in PROBLEMS}
    return {"a_case": {"value": case}, "a_step": {"value": {"act": step.act}}} | refusals


def _as_answer(problem: Problem) -> dict[str, str | int]:
    return problem.as_body(f"{_CASE_PATH}/zetten" if problem.name not in _READING else _CASE_PATH)


def _schemes() -> dict[str, Any]:
    entered = "De zitting van een medewerker die met beide factoren binnenkwam; alle cookies van het inloggen gaan mee."
    return {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": entered,
        },
        "token": {"type": "apiKey", "in": "header", "name": "X-CSRFToken", "description": "Zoals bij elk formulier."},
    }


def _number() -> dict[str, Any]:
    return {"name": "nummer", "in": "path", "required": True, "schema": {"type": "string"}, "example": _EXAMPLE}


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}
