"""The text of a query as Django compiled it, with the places where values come."""

from copy import copy
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import DateTimeField, Field, QuerySet, TextField, UUIDField
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable
from django.db.transaction import TransactionManagementError

_Row = TypeVar("_Row")
_FIELDS: dict[type, Field[Any, Any]] = {UUID: UUIDField(), str: TextField(), datetime: DateTimeField()}
_ROW_MAKERS: set[Any] = {ModelIterable, ValuesListIterable, FlatValuesListIterable}


class NotPrepared(Exception):
    """The query cannot be compiled beforehand: something in it depends on more than the values that are given."""


class Statement(Generic[_Row]):
    """The text of a query, with what stands in it for good and where the values come."""

    def __init__(self, queryset: "QuerySet[Any, _Row]", marks: list[Any]) -> None:
        # Django offers no way in: these are the names by which a query set makes its own rows.
        self.using, self.make_rows = queryset.db, vars(queryset)["_iterable_class"]
        self.compiler: Any = queryset.query.get_compiler(using=queryset.db)
        self.locks = queryset.query.select_for_update
        if vars(queryset)["_prefetch_related_lookups"] or self.make_rows not in _ROW_MAKERS:
            message = "prefetched rows and dictionaries are asked for in the ordinary way"
            raise NotPrepared(message)
        try:
            self.text, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.text, params = "", ()
        # Each thread asks by a connection of its own, and this one must not stay open for the sake of a text.
        self.compiler.connection = None
        stored = [as_stored(mark, connections[self.using]) for mark in marks]
        # What equals a mark is a place for a value; a number that is no place tells that it stands there for good.
        self.places = [stored.index(param) if param in stored else -1 for param in params]
        self.fixed = [None if place >= 0 else param for param, place in zip(params, self.places, strict=True)]
        self.is_complete = not self.text or set(self.places) >= set(range(len(marks)))

    def is_like(self, other: "Statement[_Row]") -> bool:
        """Will tell whether the same came out for other values: then nothing in it hangs on what was not given."""
        ours, theirs = ((one.text, one.places, one.fixed, one.is_complete) for one in (self, other))
        return self.is_complete and ours == theirs

    def rows(self, values: list[Any]) -> list[_Row]:
        """Will ask the database with these values."""
        if not self.text:
            return []
        connection = connections[self.using]
        if self.locks and not connection.in_atomic_block:
            # Django says so when it compiles; a lock that ends with the question itself guards nothing.
            message = "rows are locked inside a transaction"
            raise TransactionManagementError(message)
        stored = [as_stored(value, connection) for value in values]
        params = tuple(stored[at] if at >= 0 else fixed for at, fixed in zip(self.places, self.fixed, strict=True))
        return list(self.make_rows(_Ready(self, connection, params)))

    def compiler_for(self, connection: Any) -> Any:
        """Will return the compiler with what this connection makes of each column, which Django would look up each time."""
        compiler = copy(self.compiler)
        compiler.connection = connection
        known = vars(connection).setdefault("_prepared", WeakKeyDictionary())
        if self not in known:
            columns = [column for column, *_ in compiler.select[: compiler.col_count]]
            known[self] = compiler.get_converters(columns), compiler.has_composite_fields(columns)
        converters, of_many_parts = known[self]
        compiler.get_converters = lambda _columns: converters
        compiler.has_composite_fields = lambda _columns: of_many_parts
        return compiler


class _Ready:
    """What Django's makers of rows ask of a query set, here of one whose query is compiled already."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, statement: "Statement[Any]", connection: Any, params: tuple[Any, ...]) -> None:
        self.db = statement.using
        self._compiler = statement.compiler_for(connection)
        self._compiler.as_sql = lambda *_args, **_kwargs: (statement.text, params)

    @property
    def query(self) -> "_Ready":
        return self

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler


def as_stored(value: Any, connection: Any) -> Any:
    """Will return an id, a text or a moment as this database takes it."""
    return _FIELDS[type(value)].get_db_prep_value(value, connection)
