"""Whether a value is as a schema in the description of our API says, by a validator that is not ours."""

from typing import Any

from jsonschema import Draft202012Validator


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """Will return what is wrong with `value`, as texts with their place.

    OpenAPI 3.1 takes its schemas from JSON Schema 2020-12; a reference looks in the components of the document.
    """
    whole = schema | {"components": document["components"]}
    checker = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{one.json_path}: {one.message}" for one in checker.iter_errors(value)]


def pointed_at(pointer: str, document: dict[str, Any]) -> Any:
    """Will return what a JSON Pointer in a fragment points at (RFC 6901); raises KeyError when there is nothing."""
    found = document
    for name in pointer.removeprefix("#/").split("/"):
        found = found[name]
    return found
