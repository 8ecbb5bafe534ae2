"""Sessions in our own table, which knows whose a session is: leaving means that every one of them ends.

Django writes a session three times when somebody signs in, and each write waits for the disk. Here it is written once.
"""

from datetime import datetime
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from weerbaar.foundation.accounts.models import Session
from weerbaar.foundation.database.prepared import prepared

STARTED_AT = "started_at"
TOUCHED_AT = "touched_at"


@prepared
def _living(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)


class SessionStore(DatabaseStore):
    # What was written last in this request, under which key; and the key that ends when the next is written.
    _written: tuple[str | None, bytes] | None = None
    _ending: str | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def cycle_key(self) -> None:
        """Will give what is in the session another key; the old one ends in the same transaction that writes it."""
        self._get_session()  # type: ignore[attr-defined]
        self._ending = self.session_key or self._ending
        self._session_key = None
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Will write the session, unless it was written just like this a moment ago in the same request."""
        data = self.serializer().dumps(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if (self.session_key, data) == self._written:
            return
        if self._ending:
            with transaction.atomic():
                ending, self._ending = self._ending, None
                self.delete(ending)
                super().save(must_create)
        else:
            super().save(must_create)
        self._written = (self.session_key, data)

    def delete(self, session_key: str | None = None) -> None:
        """Will end the session with this key, or else this one, also under a key that was about to end."""
        ending = [session_key] if session_key else [key for key in (self.session_key, self._ending) if key]
        if ending:
            Session.objects.filter(session_key__in=ending).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        owner, started = data.get(SESSION_KEY), data.get(STARTED_AT)
        session.account_id = UUID(owner) if owner else None
        session.started_at = datetime.fromisoformat(started) if started else None
        return session

    def _get_session_from_db(self) -> Session | None:
        # As Django does, which has each page of each visitor begin with compiling this.
        found = _living(str(self.session_key), timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None

    def _get_new_session_key(self) -> str:
        # Django looks first whether the key is free. Of 160 random bits it is; if ever not, `create` takes another.
        return token_hex(20)

    def _validate_session_key(self, key: str | None) -> bool:
        # A cookie can hold any sign, a NUL too, which PostgreSQL does not even look for.
        return bool(key) and key.isascii() and key.isalnum() and bool(super()._validate_session_key(key))  # type: ignore[misc,union-attr]
