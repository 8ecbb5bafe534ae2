"""Which rows have had their time."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import DateField, DateTimeField, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.utils import timezone

from weerbaar.foundation.privacy.hooks import HOOKS
from weerbaar.foundation.privacy.register import Record


def rows_due(record: Record, *, at: datetime, beyond: Any = None) -> QuerySet[Any]:
    """Will return the rows whose term has passed at `at` and that no legal hold keeps; none without a term.

    In the order of their primary keys, and with `beyond` only those after that key.
    """
    model = apps.get_model(record.model)
    rows: QuerySet[Any] = model._base_manager.order_by("pk")
    if record.keep.number_of_days is None:
        return rows.none()
    limit = at - timedelta(days=record.keep.number_of_days)
    whole_days = not isinstance(term_column(model, record.keep.after), DateTimeField)
    rows = rows.filter(**{f"{record.keep.after}__lt": timezone.localdate(limit) if whole_days else limit})
    for hold in HOOKS.holds.get(record.model, []):
        rows = rows.exclude(pk__in=list(hold(at)))
    return rows if beyond is None else rows.filter(pk__gt=beyond)


def term_column(model: type[Model], path: str) -> DateField[Any, Any]:
    """Will return the column that a term counts from; raises FieldDoesNotExist, or TypeError when it is not a moment."""
    *relations, name = path.split(LOOKUP_SEP)
    for relation in relations:
        related = model._meta.get_field(relation).related_model
        assert isinstance(related, type)
        model = related
    column = model._meta.get_field(name)
    if not isinstance(column, DateField):
        message = f"{model._meta.label}.{name} is not a date or a moment."
        raise TypeError(message)
    return column
