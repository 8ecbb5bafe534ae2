"""What happens at the front door: a message comes in, a receipt goes out, and who has the duty hears of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases import queries as case_queries
from weerbaar.confidential.cases.actions import FirstContact, kept
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.helpline import phrases
from weerbaar.confidential.helpline.models import DutyNotice, Receipt, UsedToken
from weerbaar.foundation.jobs.dispatch import enqueue
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault import application_box
from weerbaar.foundation.vault import receipts as vault
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Holder
from weerbaar.team.network import queries as network

TELL_READERS = "weerbaar.confidential.helpline.tasks.tell_readers"
QUIET = timedelta(minutes=2)
"""After a mail that something waits, the next one waits this long: one mail for a busy moment."""


class AlreadyReceived(Exception):
    """The very same form was sent before."""


@dataclass(frozen=True)
class Received:
    """What the writer gets: the words, once. They are kept nowhere."""

    words: str = field(repr=False)
    association: str


def receive(*, contact: FirstContact, chosen: str, token: str, at: datetime) -> Received:
    """Will open a case for what someone wrote and return the receipt.

    `chosen` is the association that should answer, or empty; `token` is the form's own, so that the same form is taken
    once. Raises `AlreadyReceived`, and `NobodyMayRead` when the wishes leave nobody to read it.
    """
    receipt = vault.Receipt.new()
    client = Holder(kind=Holder.Kind.RECEIPT, public_key=receipt.secret.public)
    readers = network.first_readers(chosen=chosen, barred=contact.barred)
    with kept(contact.files), transaction.atomic():
        _use_token(token, at)
        client.save(force_insert=True)
        case = cases.open_case(contact=contact, readers=readers, client=client, at=at)
        Receipt.objects.bulk_create([Receipt(locator=receipt.locator, holder=client, case=case)])
        enqueue(TELL_READERS, [str(holder.pk) for holder in readers.holders])
    return Received(receipt.words, readers.association.name)


def write_again(*, case: Case, keyring: Keyring, text: str, incoming: Iterable[Inspected], at: datetime) -> None:
    """Will add what the client writes later, and let whoever answers know that something waits."""
    incoming = tuple(incoming)
    with kept(incoming), transaction.atomic():
        cases.write_as_client(case=case, keyring=keyring, text=text, incoming=incoming, at=at)
        tell_who_answers(case=case)


def tell_who_answers(*, case: Case) -> None:
    """Will let whoever can answer in the case know that something waits."""
    enqueue(TELL_READERS, [str(holder_id) for holder_id in case_queries.holders_who_answer(case)])


@transaction.atomic
def erase(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will erase the case and the way to it, on request of the client."""
    cases.erase(case=case, by=keyring.holder_id, at=at)
    Holder.objects.filter(pk=keyring.holder_id).delete()


@transaction.atomic
def close_receipt(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will make the seven words lead nowhere; the case itself stays with who helps."""
    cases.shut_out_client(case=case, keyring=keyring, at=at)
    Holder.objects.filter(pk=keyring.holder_id).delete()


def tell(*, holder_ids: Iterable[UUID], at: datetime) -> None:
    """Will mail everyone behind these holders that something waits, if it does and they did not hear just now."""
    for holder_id in holder_ids:
        with transaction.atomic():
            again_at = _tell_one(holder_id, at)
            if again_at:
                enqueue(TELL_READERS, [str(holder_id)], run_after=again_at)


def _tell_one(holder_id: UUID, at: datetime) -> datetime | None:
    """Returns when to look again, if it is too soon to mail now."""
    notice = DutyNotice.objects.select_for_update().filter(pk=holder_id).first()
    if not case_queries.waits_for(holder_id, since=notice.told_at if notice else None):
        return None
    if notice and at - notice.told_at < QUIET:
        return notice.told_at + QUIET
    for address in network.addresses_of([holder_id]):
        enqueue_mail(to=address, subject=str(phrases.MAIL_SUBJECT), body=phrases.mail_body(settings.SITE_URL))
    DutyNotice.objects.update_or_create(holder_id=holder_id, defaults={"told_at": at})
    return None


def _use_token(token: str, at: datetime) -> None:
    if not token:
        return
    digest = application_box.keyed_hash(token, purpose="form-token")
    try:
        with transaction.atomic():
            UsedToken.objects.bulk_create([UsedToken(digest=digest, used_at=at)])
    except IntegrityError:
        raise AlreadyReceived from None
