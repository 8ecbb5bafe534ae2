"""Making questionnaires: drafts that change, and versions that never do again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.surveys.models import Questionnaire, Version
from weerbaar.outreach.surveys.queries.making import (
    problems_before_publishing,
    taken_keys,
    versions_of,
    words_to_look_at,
)
from weerbaar.outreach.surveys.queries.questionnaires import digest_of, form_of, latest_version
from weerbaar.outreach.surveys.questionnaires.editing import key_for
from weerbaar.outreach.surveys.questionnaires.parts import Form
from weerbaar.outreach.surveys.questionnaires.reading import plain_form
from weerbaar.public.guidance.texts import Text


class ComesWithTheRelease(Exception):
    """Such a questionnaire is a file of the release: it is changed there, and checked there."""


class DraftExists(Exception):
    """There is a draft already: go on with that one."""


class ChangedMeanwhile(Exception):
    """A colleague changed the draft since the page was made, published it, or threw it away."""


class NotReady(Exception):
    """Something makes it impossible to fill in; the page names it."""


class WordsToLookAt(Exception):
    """Somebody must look at the wording first, or say that it stays so."""


@transaction.atomic
def make_questionnaire(*, name: str, at: datetime, by: Account) -> Version:
    """Will begin a questionnaire with an empty draft; its key is made from its name."""
    key = key_for(name, taken_keys(), usual="vragenlijst")
    made = Questionnaire.objects.create(pk=key, name=name, made_at=at)
    draft = Version.objects.create(
        questionnaire=made, number=1, content=plain_form(empty_form(key, name)), changed_at=at
    )
    _record("questionnaire.made", draft, at, by)
    return draft


@transaction.atomic
def new_version(*, key: str, at: datetime, by: Account) -> Version:
    """Will make a draft out of the newest version; its questions keep their keys, so that rounds compare.

    Raises `DraftExists`, `ComesWithTheRelease` and `UnknownQuestionnaire`.
    """
    if key not in taken_keys(made_here=True):
        raise ComesWithTheRelease
    Questionnaire.objects.select_for_update().get(pk=key)
    if Version.objects.filter(questionnaire=key, published_at=None).exists():
        raise DraftExists
    latest = latest_version(key)
    number = (Version.objects.filter(questionnaire=key).aggregate(last=Max("number"))["last"] or 0) + 1
    content = latest.content | {"version": str(number)}
    draft = Version.objects.create(questionnaire_id=key, number=number, content=content, changed_at=at)
    _record("questionnaire.version", draft, at, by)
    return draft


@transaction.atomic
def save_draft(*, version: Version, form: Form, state: str, at: datetime) -> Version:
    """Will keep a draft as it is now; `state` is `state_of` when the page was made. Raises `ChangedMeanwhile`."""
    locked = Version.objects.select_for_update().filter(pk=version.pk, published_at=None).first()
    if locked is None or state != state_of(locked):
        raise ChangedMeanwhile
    locked.content, locked.changed_at = plain_form(form), at
    locked.save(update_fields=["content", "changed_at"])
    if not versions_of(locked.questionnaire_id).exists():
        _call(locked, form)
    return locked


@transaction.atomic
def publish(*, version: Version, despite_words: bool, state: str, at: datetime, by: Account) -> Version:
    """Will make a draft a version that never changes again.

    Raises `ChangedMeanwhile`, `NotReady` when it cannot be filled in or counted, and `WordsToLookAt` unless
    `despite_words` says that somebody looked at the wording.
    """
    locked = Version.objects.select_for_update().filter(pk=version.pk, published_at=None).first()
    if locked is None or state != state_of(locked):
        raise ChangedMeanwhile
    form = form_of(locked)
    if problems_before_publishing(locked):
        raise NotReady
    if words_to_look_at(locked) and not despite_words:
        raise WordsToLookAt
    locked.content, locked.published_at = plain_form(form), at
    locked.digest = digest_of(locked.content)
    locked.save(update_fields=["content", "published_at", "digest"])
    _call(locked, form)
    _record("questionnaire.published", locked, at, by)
    return locked


@transaction.atomic
def drop_draft(*, version: Version, state: str, at: datetime, by: Account) -> None:
    """Will throw a draft away; what was published stays. A questionnaire that never was published goes along.

    `state` is `state_of` when somebody was asked. Raises `ChangedMeanwhile`.
    """
    locked = Version.objects.select_for_update().filter(pk=version.pk, published_at=None).first()
    if locked is None or state != state_of(locked):
        raise ChangedMeanwhile
    locked.delete()
    _record("questionnaire.dropped", version, at, by)
    if not Version.objects.filter(questionnaire=version.questionnaire_id).exists():
        Questionnaire.objects.filter(pk=version.questionnaire_id).delete()


def empty_form(key: str, name: str = "") -> Form:
    """Will return a questionnaire in which nothing is asked yet."""
    return Form(key=key, version=1, title=Text(name), intro=Text(""), thanks=Text(""), minutes=5, sections=())


def state_of(version: Version) -> str:
    """Will return what a page must give back to change the draft that it was made of."""
    return version.changed_at.isoformat()


def _call(version: Version, form: Form) -> None:
    # What was published is known by its title, so until then a questionnaire is called as its draft.
    Questionnaire.objects.filter(pk=version.questionnaire_id).update(name=form.title.nl[:120])


def _record(action: str, version: Version, at: datetime, by: Account) -> None:
    record(
        bearer=by.bearer, role=by.main_role, action=action, subject=f"questionnaire:{version.questionnaire_id}",
        detail={"number": version.number}, at=at,
    )  # fmt: skip
