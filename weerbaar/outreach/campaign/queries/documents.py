"""The files of an organisation, and opening one."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet

from weerbaar.foundation.vault import application_box
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.outreach.campaign.models import ContactFile, Document, Participation


def context_of(file_id: UUID) -> str:
    """Will return what the key of a file is bound to: sealed for one file, it opens no other."""
    return f"campaign.file:{file_id}"


def documents_of(participation: Participation) -> QuerySet[Document]:
    """Will give the files of an organisation in a round, the newest first."""
    return participation.documents.select_related("added_by").order_by("-added_at", "id")


def document_of(participation: Participation, document_id: UUID) -> Document | None:
    """Will give one file of this organisation; None when it is of another, or gone."""
    return participation.documents.filter(pk=document_id).first()


def contact_file(file_id: UUID) -> ContactFile | None:
    """Will give a list of contacts that waits for a look; None when it is not there any more."""
    return ContactFile.objects.filter(pk=file_id).first()


def chunks_of(file: Document | ContactFile) -> Iterator[bytes]:
    """Will yield the plain bytes of a sealed file; raises `BrokenBox` when file or key were changed."""
    key = bytes.fromhex(application_box.open(file.key, context=context_of(file.pk)))
    return read_file(path_of(file.pk), file_id=file.pk, key=key, size=file.size)


def known(ids: Collection[UUID]) -> set[UUID]:
    """Will return those of `ids` that are files of the Tour, so that they are not swept."""
    documents = Document.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {*documents, *ContactFile.objects.filter(pk__in=ids).values_list("pk", flat=True)}
