"""What is wrong with a content file, said so that the editor can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    file: str
    where: str
    message: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.where) if part) + f": {self.message}"
