"""YAML to plain lists, dictionaries and text."""

from pathlib import Path
from typing import Any

import yaml

MOST_BYTES = 200_000


class BadYaml(Exception):
    """The file is no YAML that we take."""


class _Loader(yaml.BaseLoader):
    """Reads every value as text, so that `no` is not false and a date not a number; builds no objects.

    Two things that YAML allows are refused: a field that stands twice, of which one would vanish, and an alias, with
    which a few lines can grow without end.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call] # PyYAML's own
            raise BadYaml(_at(event.start_mark, "een verwijzing met * kan hier niet"))
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise BadYaml(_at(key.start_mark, "de naam van een veld is gewone tekst"))
            if key.value in seen:
                raise BadYaml(_at(key.start_mark, f"het veld “{key.value}” staat er twee keer"))
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_plain(path: Path) -> Any:
    """Will read one file; raises `BadYaml` with the line where reading stopped."""
    content = path.read_bytes()
    if len(content) > MOST_BYTES:
        message = f"het bestand is groter dan {MOST_BYTES // 1000} kB"
        raise BadYaml(message)
    try:
        return _Loader(content).get_single_data()
    except yaml.MarkedYAMLError as error:
        raise BadYaml(_at(error.problem_mark, f"dit is geen geldige YAML ({error.problem})")) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        message = "dit bestand is niet te lezen als YAML in UTF-8"
        raise BadYaml(message) from error


def _at(mark: yaml.Mark | None, message: str) -> str:
    return f"regel {mark.line + 1}: {message}" if mark else message
