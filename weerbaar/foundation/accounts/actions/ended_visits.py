"""Whose visit it was that just ended: the session that the browser still names tells, also when it has expired."""

from django.conf import settings
from django.http import HttpRequest

from weerbaar.foundation.accounts.models import Session


def bearer_of_ended_visit(request: HttpRequest, *, kind: str) -> str:
    """Will return who came in by doors of this kind on this session, "account:…" or "receipt:…", or an empty text.

    An expired session tells it once and goes, so that nobody hangs one thing after another on the same old cookie.
    """
    row = Session.objects.filter(session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).first()
    if row is None:
        return ""
    expired = row.session_key != request.session.session_key
    if expired and not Session.objects.filter(pk=row.pk).delete()[0]:
        return ""
    if kind == "staff":
        return f"account:{row.account_id}" if row.account_id else ""
    parked = row.get_decoded().get("receipt")
    return f"receipt:{parked['holder']}" if parked else ""
