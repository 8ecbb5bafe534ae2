"""What is wrong with a file, said so that the person who made it can mend it."""

from dataclasses import dataclass

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Problem:
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"regel {self.line}" + (f", kolom {self.column}" if self.column else "")
        return f"{where}: {self.message}"


class BadFile(Exception):
    """The file says something that cannot be; nothing of it was taken over."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Problems:
    """Collects what is wrong, so that the maker of the file sees more than the first mistake."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, line: int, column: str, message: str) -> None:
        """Will note one problem; raises `BadFile` at once when there are so many that reading on is no use."""
        self.found.append(Problem(line, column, message))
        if len(self.found) >= MOST_PROBLEMS:
            self.stop()

    def stop(self) -> None:
        """Will raise `BadFile`, in order of line, when anything is wrong."""
        if self.found:
            raise BadFile(sorted(self.found, key=lambda problem: problem.line))
