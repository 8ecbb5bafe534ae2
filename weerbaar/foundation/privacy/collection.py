"""The whole register, gathered from the rooms, and what is missing from it."""

from collections import Counter
from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.db.models import Model

from weerbaar.foundation.privacy.register import Record

HOUSE = "weerbaar."


def records() -> list[Record]:
    """Will return every record that the rooms of this house declare, by name of the model."""
    declared = [record for room in apps.get_app_configs() if room.name.startswith(HOUSE) for record in _of(room)]
    return sorted(declared, key=lambda record: record.model)


def _of(room: AppConfig) -> list[Record]:
    # The rooms below this one may not import it, so their lines stand here; see lower_floors.py.
    name = "lower_floors" if room.label == "privacy" else "privacy"
    path = f"{room.name}.{name}"
    return list(import_module(path).RECORDS) if find_spec(path) else []


def field_names(model: type[Model]) -> list[str]:
    """Will name the columns and many-to-many fields of a model."""
    options = model._meta
    return [field.name for field in (*options.fields, *options.many_to_many)]


def gaps() -> list[str]:
    """Will say in a sentence each what the register lacks, says twice or says of something that is not there."""
    declared = records()
    models = {model._meta.label: model for model in apps.get_models()}
    found = [
        f"{name} is declared {times} times" for name, times in Counter(r.model for r in declared).items() if times > 1
    ]
    found += [f"{record.model} is declared but does not exist" for record in declared if record.model not in models]
    found += [f"{name} is not declared" for name in sorted(models.keys() - {record.model for record in declared})]
    for record in declared:
        real = set(field_names(models[record.model])) if record.model in models else set(record.fields)
        found += [f"{record.model}.{name} is not declared" for name in sorted(real - record.fields.keys())]
        found += [
            f"{record.model}.{name} is declared but does not exist" for name in sorted(record.fields.keys() - real)
        ]
    return found
