"""Which compartments hold the evidence of a case, and which rows lie in them. Words come only with a key."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from weerbaar.confidential.incidents.models import Evidence
from weerbaar.foundation.vault.compartments import compartments_of
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.confidential.cases.models import Case

KIND = "evidence"
LOOK = "evidence"
_Answer = TypeVar("_Answer")


def parts_of(case: "Case") -> list[UUID]:
    """Will return the compartments that hold evidence of the case: usually one, none before the first need."""
    return [part.pk for part in compartments_of(case.pk) if part.kind == KIND]


def opened(case: "Case", keyring: Keyring, read: Callable[[], _Answer]) -> _Answer:
    """Will open the evidence of the case, recorded as one look, and read; once more when the keys changed meanwhile.

    Raises `NotGranted` when the keyring holds no key, `BrokenBox` when a box was tampered with.
    """
    parts = parts_of(case)
    keyring.open(parts, purpose=LOOK)
    try:
        return read()
    except BrokenBox:
        keyring.forget(parts)
        keyring.open(parts_of(case), purpose=LOOK)
        return read()


class SealedOriginals:
    """The files of this room, for who ends a case and for who sweeps what was lost."""

    def of_case(self, case_id: UUID) -> Iterable[UUID]:
        """Will return the ids of the originals in the case."""
        return Evidence.objects.filter(case_id=case_id).values_list("pk", flat=True)

    def known(self, ids: Collection[UUID]) -> set[UUID]:
        """Will return those of `ids` that are an original."""
        return set(Evidence.objects.filter(pk__in=ids).values_list("pk", flat=True))
