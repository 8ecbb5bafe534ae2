"""A query that Django builds and compiles once; after that only what it is asked for changes.

Django makes the text of a query anew each time, and that was half of the work for a page of a case. Here the function that
builds a query is called with marks in the place of values, and the marks are found again in what it compiles to. Nothing
of what is asked for, and no row, is kept.
"""

from collections.abc import Callable, Collection, Hashable
from datetime import UTC, datetime, timedelta
from functools import wraps
from secrets import randbelow
from typing import Any, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.db.models import QuerySet

from weerbaar.foundation.database.statements import NotPrepared, Statement

_Asked = ParamSpec("_Asked")
_Row = TypeVar("_Row")

_YEARS = 3000 * 365 * 24 * 3600 * 10**6
_MARKS: dict[type, Callable[[], Any]] = {
    UUID: uuid4,
    str: lambda: uuid4().hex,
    datetime: lambda: datetime(2, 1, 1, tzinfo=UTC) + timedelta(microseconds=randbelow(_YEARS)),
}


def prepared(build: Callable[_Asked, "QuerySet[Any, _Row]"]) -> Callable[_Asked, list[_Row]]:
    """Will turn a function that builds a query into one that returns its rows.

    Texts, ids, moments, and sets or lists of these may differ from call to call. Of anything else that is given (`None`, a
    yes or no, a state) each value has a statement of its own, so the function may decide by it; and it may depend on
    nothing that is not given. It prefetches nothing. Raises `NotPrepared` at the first call of a function that does
    otherwise.
    """
    statements: dict[Hashable, Statement[_Row]] = {}

    @wraps(build)
    def ask(*args: _Asked.args, **kwargs: _Asked.kwargs) -> list[_Row]:
        given = [_rounded_up(value) for value in (*args, *kwargs.values())]
        shape = (len(args), tuple(kwargs), *(_shape_of(value) for value in given))
        if shape not in statements:
            statements[shape] = _compiled(build, given, list(kwargs))
        return statements[shape].rows(_flat(given))

    return ask


def _compiled(build: Callable[..., "QuerySet[Any, _Row]"], given: list[Any], names: list[str]) -> Statement[_Row]:
    first, second = (_with_marks(build, given, names) for _ in range(2))
    if not first.is_like(second):
        message = f"{build.__qualname__} builds another query for other values, or hides one of them"
        raise NotPrepared(message)
    return first


def _with_marks(build: Callable[..., "QuerySet[Any, _Row]"], given: list[Any], names: list[str]) -> Statement[_Row]:
    marked = [_marked(value) for value in given]
    by_place, by_name = marked[: len(marked) - len(names)], marked[len(marked) - len(names) :]
    return Statement(build(*by_place, **dict(zip(names, by_name, strict=True))), _flat(marked))


def _marked(value: Any) -> Any:
    if type(value) in _MARKS:
        return _MARKS[type(value)]()
    return [_marked(one) for one in value] if isinstance(value, list) else value


def _shape_of(value: Any) -> Any:
    """What a statement depends on: of a value its type, of a list also the length, of anything else the thing itself."""
    if isinstance(value, list):
        return len(value), *{type(one) for one in value}
    return type(value) if type(value) in _MARKS else value


def _rounded_up(value: Any) -> Any:
    """A list repeats its last until its length is a power of two: «in these» means the same, and lengths stay few."""
    if isinstance(value, str) or not isinstance(value, Collection):
        return value
    values = list(value)
    length = 1 << (len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (length - len(values))


def _flat(given: list[Any]) -> list[Any]:
    spread = (one for value in given for one in (value if isinstance(value, list) else [value]))
    return [one for one in spread if type(one) in _MARKS]
