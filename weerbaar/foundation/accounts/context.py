"""What every page for colleagues can say about the visit."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from weerbaar.foundation.accounts.drafts import take_unsent


def unsent(request: HttpRequest) -> dict[str, Any]:
    """Will give what was pressed and did not happen; asked only where a page shows it, after its view is done."""
    return {"unsent": SimpleLazyObject(lambda: take_unsent(request, at=timezone.now()))}
