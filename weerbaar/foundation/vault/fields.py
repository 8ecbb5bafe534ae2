"""A sealed column: what is read from it is a `Sealed` value, and text appears only by `reveal`."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from weerbaar.foundation.vault.boxes import Box, Place, open_box, seal
from weerbaar.foundation.vault.keys import DataKey

if TYPE_CHECKING:
    from weerbaar.foundation.vault.keyring import Keyring

SHOWN = "[verzegeld]"


class Sealed:
    """A sealed word with the place it belongs to. Shows itself as «[verzegeld]» wherever it is printed."""

    __slots__ = ("_box", "_place")

    def __init__(self, box: Box, place: Place) -> None:
        self._box = box
        self._place = place

    def __repr__(self) -> str:
        return SHOWN

    __str__ = __repr__

    def reveal(self, keyring: "Keyring") -> str:
        """Will return the text, and have the look recorded.

        Raises `NotGranted` when the keyring holds no key to the compartment, `BrokenBox` when the box was tampered with.
        """
        compartment = self._place.compartment
        assert compartment is not None
        return open_box(keyring.key_for(compartment).raw, self._box, self._place).decode()

    def resealed(self, old: DataKey, new: DataKey) -> Box:
        """Will return the same content under another key, for rotation; nothing is shown."""
        return seal(new.raw, self.contents(old), self._place)

    def contents(self, key: DataKey) -> bytes:
        """Will return what is in the box, for a verb of the vault that seals it anew; pages reveal."""
        return open_box(key.raw, self._box, self._place)

    @property
    def box(self) -> Box:
        """The sealed bytes, for storage."""
        return self._box


class _SealedAttribute(DeferredAttribute):
    """Gives a `Sealed` on reading and takes nothing but boxes on writing."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        box = super().__get__(instance, cls)
        return None if box is None else Sealed(box, self.field.place_of(instance))

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, Sealed):
            value = value.box
        if value == b"":
            value = None  # Django's default for a column of bytes: nothing yet
        if value is not None and not isinstance(value, Box):
            message = f"{self.field.name} takes sealed boxes only; use seal_into()"
            raise TypeError(message)
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A column of boxes. `compartment` names the foreign key on the same row that says which key opens it."""

    descriptor_class = _SealedAttribute

    def __init__(self, *, compartment: str, **options: Any) -> None:
        self.compartment = compartment
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Will return what a migration needs to make this column again."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "compartment": self.compartment}

    def place_of(self, row: models.Model) -> Place:
        """Will return the place that a box of this column in `row` is bound to."""
        return self.place_in(row.pk, getattr(row, f"{self.compartment}_id"))

    def place_in(self, row: Any, compartment: UUID | None) -> Place:
        """Will return the place that a box of this column in the row with primary key `row` is bound to."""
        return Place(table=self.model._meta.db_table, column=self.attname, row=str(row), compartment=compartment)

    def from_db_value(self, value: Any, *_: object) -> Box | None:
        """Will return the stored bytes as a box."""
        return None if value is None else Box(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001 - Django's signature
        """Will return the box itself, not the value that hides it."""
        return model_instance.__dict__[self.attname]

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Will return the bytes of a box for the database, also when a bulk write hands in the value that hides it."""
        return super().get_db_prep_value(value.box if isinstance(value, Sealed) else value, connection, prepared)

    def value_from_object(self, obj: models.Model) -> Any:
        """Will return the box itself, not the value that hides it."""
        return obj.__dict__.get(self.attname)


def seal_into(row: models.Model, key: DataKey, /, **texts: str) -> None:
    """Will seal each text into the column of that name, bound to this row; the row is not saved.

    Raises `ValueError` when `key` is not the key of the compartment that the column belongs to.
    """
    for name, text in texts.items():
        field = row._meta.get_field(name)
        assert isinstance(field, SealedField)
        place = field.place_of(row)
        if place.compartment != key.compartment_id:
            message = f"{name} belongs to another compartment than this key"
            raise ValueError(message)
        setattr(row, name, seal(key.raw, text.encode(), place))


def move_into(row: models.Model, old: DataKey, new: DataKey, kind: str) -> None:
    """Will seal every column of `row` that a compartment of this kind opens for another compartment; it is not saved."""
    names = [field.name for field in row._meta.concrete_fields if _is_under(field, kind)]
    opened = {name: box.contents(old) for name in names if (box := getattr(row, name)) is not None}
    setattr(row, f"{kind}_id", new.compartment_id)
    for name, content in opened.items():
        field = row._meta.get_field(name)
        assert isinstance(field, SealedField)
        setattr(row, name, seal(new.raw, content, field.place_of(row)))


def _is_under(field: Any, kind: str) -> bool:
    return isinstance(field, SealedField) and field.compartment == kind


def sealed_value(model: type[models.Model], column: str, box: bytes, *, row: Any, compartment: UUID | None) -> Sealed:
    """Will return what `column` of a row would read as, for a box that was read without the rest of its row."""
    field = model._meta.get_field(column)
    assert isinstance(field, SealedField)
    return Sealed(Box(box), field.place_in(row, compartment))


def sealed_columns() -> list[tuple[type[models.Model], SealedField]]:
    """Will return every sealed column of the house, for rotation and for the inventory that tests keep."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]


def sealed_columns_of(kind: str) -> dict[type[models.Model], list[str]]:
    """Will return the sealed columns that a compartment of this kind opens, by model.

    The foreign key that says which key opens a column has the name of the kind: a column under `team` never hangs on a
    thread, and a rotation looks no further than the models that it can concern.
    """
    found: dict[type[models.Model], list[str]] = {}
    for model, field in sealed_columns():
        if field.compartment == kind:
            found.setdefault(model, []).append(field.name)
    return found
