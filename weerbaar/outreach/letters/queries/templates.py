"""The templates, and the versions of each."""

from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from weerbaar.outreach.campaign.models import PersonalLink, StageKind
from weerbaar.outreach.letters.models import LetterTemplate, TemplateVersion


def templates() -> QuerySet[LetterTemplate]:
    """Will give the templates in use, in order of name, with the number and the day of their newest version."""
    newest = TemplateVersion.objects.filter(template=OuterRef("pk")).order_by("-number")
    found = LetterTemplate.objects.filter(retired_at=None).order_by("name")
    return found.annotate(
        newest_number=Subquery(newest.values("number")[:1]), newest_at=Subquery(newest.values("made_at")[:1]),
        sent=Count("versions__mailings", distinct=True),
    )  # fmt: skip


def template_by(template_id: UUID) -> LetterTemplate | None:
    """Will give a template, also one that is no longer used; None when there never was one."""
    return LetterTemplate.objects.filter(pk=template_id).first()


def newest_version(template: LetterTemplate) -> TemplateVersion:
    """Will give the words of a template as they are now."""
    return template.versions.select_related("template").order_by("-number")[0]


def versions_of(template: LetterTemplate) -> QuerySet[TemplateVersion]:
    """Will give every version of a template, the newest first."""
    return template.versions.select_related("made_by").order_by("-number")


def version_numbered(template: LetterTemplate, number: int) -> TemplateVersion | None:
    """Will give one version of a template; None when it has no such number."""
    return template.versions.select_related("template").filter(number=number).first()


def invitation_version() -> TemplateVersion | None:
    """Will give the newest words that ask for an intake talk by its link; None when there is no such template yet."""
    found = TemplateVersion.objects.filter(
        template__purpose=PersonalLink.Purpose.APPOINTMENT,
        template__stage=StageKind.INTAKE_TALK,
        template__retired_at=None,
    )
    return found.select_related("template").order_by("-made_at", "-number").first()


def version_named(name: str) -> TemplateVersion | None:
    """Will give the newest words of the template with that name; None when none in use has it."""
    found = TemplateVersion.objects.filter(template__name=name, template__retired_at=None)
    return found.select_related("template").order_by("-number").first()
