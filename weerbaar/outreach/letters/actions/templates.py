"""Writing templates. Words that were kept never change: a change is a new version."""

from datetime import datetime

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.letters import wording
from weerbaar.outreach.letters.models import LetterTemplate, TemplateVersion
from weerbaar.outreach.letters.standard import STANDARDS, Standard


class NameTaken(Exception):
    """Another template has this name."""


@transaction.atomic
def make_template(
    *, name: str, purpose: str, stage: str, subject: str, body: str, at: datetime, by: Account | None
) -> TemplateVersion:
    """Will keep a new template with its first version; raises `NameTaken` and `wording.WrongField`, and keeps nothing then."""
    wording.check(f"{subject}\n{body}")
    if LetterTemplate.objects.filter(name=name).exists():
        raise NameTaken
    made = LetterTemplate.objects.create(name=name, purpose=purpose, stage=stage, made_at=at)
    version = TemplateVersion.objects.create(
        template=made, number=1, subject=subject, body=body, made_at=at, made_by=by
    )
    _record("template.made", made, by, at)
    return version


@transaction.atomic
def write_version(*, template: LetterTemplate, subject: str, body: str, at: datetime, by: Account) -> TemplateVersion:
    """Will keep new words of a template; the same words again change nothing. Raises `wording.WrongField`.

    What was sent, or stands ready, keeps the version that it has.
    """
    wording.check(f"{subject}\n{body}")
    template = LetterTemplate.objects.select_for_update().get(pk=template.pk)
    newest = template.versions.order_by("-number")[0]
    if (newest.subject, newest.body) == (subject, body):
        return newest
    version = TemplateVersion.objects.create(
        template=template, number=newest.number + 1, subject=subject, body=body, made_at=at, made_by=by
    )
    _record("template.changed", template, by, at)
    return version


@transaction.atomic
def retire_template(*, template: LetterTemplate, at: datetime, by: Account) -> None:
    """Will take a template out of use; what was sent with it keeps its words."""
    LetterTemplate.objects.filter(pk=template.pk, retired_at=None).update(retired_at=at)
    _record("template.retired", template, by, at)


@transaction.atomic
def begin_with_standards(*, at: datetime, by: Account | None) -> list[TemplateVersion]:
    """Will make the two letters that the house brings along; those whose name exists are left as they are."""
    return [_begin(one, at, by) for one in STANDARDS if not LetterTemplate.objects.filter(name=one.name).exists()]


def _begin(one: Standard, at: datetime, by: Account | None) -> TemplateVersion:
    return make_template(
        name=one.name, purpose=one.purpose, stage=one.stage, subject=one.subject, body=one.body, at=at, by=by
    )


def _record(action: str, template: LetterTemplate, by: Account | None, at: datetime) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action=action, subject=f"template:{template.pk}", at=at)
