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

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        owner, started = data.get(SESSION_KEY), data.get(STARTED_AT)
        session.account_id = UUID(owner) if owner else None
        session.started_at = datetime.fromisoformat(started) if started else None
        return session
