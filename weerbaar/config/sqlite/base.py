"""The database engine `weerbaar.config.sqlite`: a transaction waits in line before it takes the write lock."""

from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from weerbaar.config.sqlite.line import Impatient, Line, line_for


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which begins each transaction with the write lock (`transaction_mode` IMMEDIATE)."""

    _line: Line | None = None

    def _start_transaction_under_autocommit(self) -> None:
        line = line_for(str(self.settings_dict["NAME"]))
        try:
            line.enter(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        except Impatient:
            message = "database is locked"
            raise OperationalError(message) from None
        self._line = line
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> Any:
        # A commit that fails keeps its place: the rollback after it lets go.
        outcome = super()._commit()  # type: ignore[misc]
        self._leave()
        return outcome

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _leave(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.leave()
