"""Versions: publishing what came with the release. What was published never changes."""

from datetime import datetime

from django.db import transaction

from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.surveys import phrases
from weerbaar.outreach.surveys.models import Questionnaire, Version
from weerbaar.outreach.surveys.queries.questionnaires import built_in, digest_of


class PublishedChanged(Exception):
    """The release holds other content under a number that was published already: raise the number."""


@transaction.atomic
def load_built_in(*, key: str, at: datetime) -> Version:
    """Will give the version of a questionnaire that this release holds, published now if it was not yet.

    Raises `UnknownQuestionnaire`, and `PublishedChanged` when it was published before with other content.
    """
    content = built_in(key)
    number, digest = int(content["version"]), digest_of(content)
    there = Version.objects.select_related("questionnaire").filter(questionnaire=key, number=number).first()
    if there is not None:
        if there.digest != digest:
            raise PublishedChanged(key)
        return there
    questionnaire, _is_new = Questionnaire.objects.get_or_create(
        pk=key, defaults={"name": phrases.NAMES[key], "made_at": at}
    )
    made = Version.objects.create(
        questionnaire=questionnaire, number=number, content=content, changed_at=at, published_at=at, digest=digest
    )
    record(
        bearer="system", role="system", action="questionnaire.published", subject=f"questionnaire:{key}",
        detail={"number": number}, at=at,
    )  # fmt: skip
    return made
