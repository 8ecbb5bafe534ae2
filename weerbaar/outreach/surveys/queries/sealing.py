"""Drafts and confidential answers lie sealed under the application's key, each bound to its row."""

import json
from typing import Any
from uuid import UUID

from weerbaar.foundation.vault import application_box
from weerbaar.outreach.surveys.models import Response


def draft_context(key: UUID) -> str:
    """Will return what a draft is bound to."""
    return f"surveys.draft:{key}"


def sent_context(key: UUID) -> str:
    """Will return what confidential answers are bound to."""
    return f"surveys.sent:{key}"


def draft_of(response: Response) -> dict[str, Any]:
    """Will return what somebody filled in so far; empty when that is nothing."""
    return _opened(response.draft, draft_context(response.pk))


def confidential_answers(response: Response) -> dict[str, Any]:
    """Will return what was sent for the team alone."""
    return _opened(response.sent_sealed, sent_context(response.pk))


def all_answers(response: Response) -> dict[str, Any]:
    """Will return everything that was sent, for the team's eyes."""
    return {**response.sent, **confidential_answers(response)}


def sealed(answers: dict[str, Any], context: str) -> str:
    """Will return answers sealed for one row; empty when there are none."""
    return application_box.seal(json.dumps(answers), context=context) if answers else ""


def _opened(box: str, context: str) -> dict[str, Any]:
    if not box:
        return {}
    answers: dict[str, Any] = json.loads(application_box.open(box, context=context))
    return answers
