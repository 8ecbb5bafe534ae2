"""The fields of one record in a content file, each read as what it should be."""

import datetime as dt
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, TypeVar

from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.texts import Text

Kind = TypeVar("Kind", bound=Enum)
TRUTH = {"true": True, "false": False}


class Fields:
    """Reads a record field by field. Whatever is missing, unknown or wrong is noted, and reading goes on."""

    def __init__(self, given: Any, file: str, where: str, problems: list[Problem]) -> None:
        self.file = file
        self.where = where
        self.problems = problems
        self._given: dict[str, Any] = given if isinstance(given, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(given, dict):
            self.note("hier horen velden te staan")

    def note(self, message: str) -> None:
        self.problems.append(Problem(self.file, self.where, message))

    def done(self) -> None:
        """Will note every field that nobody asked for."""
        for name in sorted(self._given.keys() - self._asked):
            self.note(f"onbekend veld “{name}”")

    def has(self, name: str) -> bool:
        """Will tell whether the field is there at all."""
        return name in self._given

    def word(self, name: str, *, optional: bool = False) -> str:
        """Will give a plain value; empty when there is none."""
        value = self._take(name, optional=optional)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.note(f"veld “{name}” hoort een tekst te zijn")
            return ""
        return value.strip()

    def text(self, name: str, *, optional: bool = False) -> Text:
        """Will give a text: a plain value is Dutch, and `nl` and `en` are the two languages."""
        value = self._take(name, optional=optional)
        if value is None:
            return Text("")
        if isinstance(value, dict):
            inner = Fields(value, self.file, self.where, self.problems)
            text = Text(inner.word("nl"), inner.word("en", optional=True))
            inner.done()
            return text
        if isinstance(value, str) and value.strip():
            return Text(value.strip())
        self.note(f"veld “{name}” hoort een tekst te zijn")
        return Text("")

    def words(self, name: str) -> tuple[str, ...]:
        """Will give a list of plain values; empty when the field is not there."""
        values = self._list(name)
        if not all(isinstance(value, str) and value for value in values):
            self.note(f"veld “{name}” hoort een lijst met woorden te zijn")
            return ()
        return tuple(values)

    def records(self, name: str, called: str) -> Iterator["Fields"]:
        """Will give the records of a list; `called` is what the editor knows one as."""
        for place, given in enumerate(self._list(name), start=1):
            known_as = given.get("id") or given.get("key") if isinstance(given, dict) else None
            where = f"{called} {known_as if isinstance(known_as, str) else f'nummer {place}'}"
            yield Fields(given, self.file, f"{self.where}, {where}" if self.where else where, self.problems)

    def truth(self, name: str) -> bool:
        """Will give true or false; false when the field is not there."""
        return bool(self._as(name, lambda value: TRUTH[value], "true of false", optional=True))

    def number(self, name: str) -> int:
        """Will give a whole number from one; 0 when there is none."""
        return self._as(name, _from_one, "een getal vanaf 1") or 0

    def day(self, name: str) -> dt.date:
        """Will give a date; the first of all days when there is none."""
        return self._as(name, dt.date.fromisoformat, "een datum als 2026-11-22") or dt.date.min

    def one_of(self, name: str, kinds: type[Kind]) -> Kind:
        """Will give one of the values of `kinds`; the last of them when there is none."""
        allowed = ", ".join(str(kind.value) for kind in kinds)
        return self._as(name, kinds, f"een van: {allowed}") or list(kinds)[-1]

    def _take(self, name: str, *, optional: bool = False) -> Any:
        self._asked.add(name)
        if name not in self._given and not optional:
            self.note(f"veld “{name}” ontbreekt")
        return self._given.get(name)

    def _list(self, name: str) -> list[Any]:
        value = self._take(name, optional=True)
        if value is None or isinstance(value, list):
            return value or []
        self.note(f"veld “{name}” hoort een lijst te zijn")
        return []

    def _as(self, name: str, read: Callable[[str], Any], wanted: str, *, optional: bool = False) -> Any:
        value = self._take(name, optional=optional)
        if value is None:
            return None
        try:
            return read(value)
        except (ValueError, KeyError, TypeError):
            self.note(f"veld “{name}” hoort {wanted} te zijn")
            return None


def _from_one(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number
