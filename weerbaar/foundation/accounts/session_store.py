"""Sessions in our own table, which knows whose a session is: leaving means that every one of them ends."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from weerbaar.foundation.accounts.models import Session

STARTED_AT = "started_at"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        # A cookie can hold any sign, a NUL too, which PostgreSQL does not even look for.
        return bool(key) and key.isascii() and key.isalnum() and bool(super()._validate_session_key(key))  # type: ignore[misc,union-attr]

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        owner, started = data.get(SESSION_KEY), data.get(STARTED_AT)
        session.account_id = UUID(owner) if owner else None
        session.started_at = datetime.fromisoformat(started) if started else None
        return session
