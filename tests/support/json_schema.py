"""Whether a value is as a schema of our API says: the part of JSON Schema that we use, and nothing passes unread."""

import re
from datetime import datetime

KINDS = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


def faults(value, schema, document, at="$"):
    """Will return what is wrong with `value`, as texts with their place; raises at a keyword that it does not know."""
    found = []
    for keyword, wanted in schema.items():
        if keyword not in CHECKS:
            message = f"{at}: unknown keyword {keyword}"
            raise NotImplementedError(message)
        found += CHECKS[keyword](value, wanted, schema, document, at)
    return found


def pointed_at(pointer, document):
    """Will return what a JSON Pointer in a fragment points at (RFC 6901); raises KeyError when there is nothing."""
    found = document
    for name in pointer.removeprefix("#/").split("/"):
        found = found[name]
    return found


def _type(value, wanted, _schema, _document, at):
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return [] if any(isinstance(value, KINDS[kind]) for kind in kinds) else [f"{at}: {value!r} is no {wanted}"]


def _enum(value, wanted, _schema, _document, at):
    return [] if value in wanted else [f"{at}: {value!r} is none of {wanted}"]


def _pattern(value, wanted, _schema, _document, at):
    return [] if not isinstance(value, str) or re.search(wanted, value) else [f"{at}: {value!r} is not like {wanted}"]


def _format(value, wanted, _schema, _document, at):
    assert wanted == "date-time", wanted
    if not isinstance(value, str):
        return []
    try:
        is_moment = datetime.fromisoformat(value).tzinfo is not None and "T" in value
    except ValueError:
        is_moment = False
    return [] if is_moment else [f"{at}: {value!r} is no moment"]


def _required(value, wanted, _schema, _document, at):
    return [f"{at}: {name} is missing" for name in wanted if name not in value]


def _properties(value, wanted, _schema, document, at):
    return [
        text
        for name, part in wanted.items()
        if name in value
        for text in faults(value[name], part, document, at + "." + name)
    ]


def _additional(value, wanted, schema, _document, at):
    assert wanted is False
    return [f"{at}: {name} is too much" for name in value if name not in schema["properties"]]


def _items(value, wanted, _schema, document, at):
    return [text for place, one in enumerate(value) for text in faults(one, wanted, document, f"{at}[{place}]")]


def _ref(value, wanted, _schema, document, at):
    return faults(value, pointed_at(wanted, document), document, at)


def _words(*_any):
    return []


CHECKS = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "$ref": _ref,
    "description": _words,
}
