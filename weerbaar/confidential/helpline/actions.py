"""What happens at the front door: a message comes in, a receipt goes out, and who has the duty hears of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.actions import FirstContact, Held, kept
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.foundation.accounts.actions.used_forms import use_form
from weerbaar.foundation.vault import receipts as vault
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Holder
from weerbaar.team.network import queries as network


@dataclass(frozen=True)
class Received:
    """What the writer gets: the words, once. They are kept nowhere."""

    words: str = field(repr=False)
    association: str


def receive(*, contact: FirstContact, chosen: str, token: str, at: datetime) -> Received:
    """Will open a case for what someone wrote and return the receipt.

    `chosen` is the association that should answer, or empty; `token` is the form's own, so that the same form is taken
    once. Raises `SentBefore`, and `NobodyMayRead` when the wishes leave nobody to read it.
    """
    receipt = vault.Receipt.new()
    client = Holder(kind=Holder.Kind.RECEIPT, public_key=receipt.secret.public)
    readers = network.first_readers(chosen=chosen, barred=contact.barred)
    sealed = cases.seal_case(contact=contact, readers=readers, client=client, at=at)
    with kept(contact.files), transaction.atomic():
        if token:
            use_form(token, at=at)
        case = cases.store_case(sealed, at=at)
        Receipt.objects.bulk_create([Receipt(locator=receipt.locator, holder=client, case=case)])
    return Received(receipt.words, readers.association.name)


def erase(*, case: Case, keyring: Keyring, at: datetime) -> str:
    """Will erase the case and the way to it, on request of the client, and return the certificate of it.

    Raises `Held` when the law asks that it is kept; then it is recorded that the client asked, and who helps hears of it.
    """
    try:
        return cases.erase(case=case, by=keyring.holder_id, at=at)
    except Held:
        cases.refuse_erasure(case=case, keyring=keyring, at=at)
        raise


@transaction.atomic
def close_receipt(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will make the seven words lead nowhere; the case itself stays with who helps."""
    cases.shut_out_client(case=case, keyring=keyring, at=at)
    Holder.objects.filter(pk=keyring.holder_id).delete()


def keep_way_to_proof(*, case: Case, at: datetime) -> Callable[[], None]:
    """Will note which words lead to a case before its term ends it; what it returns has them lead to the proof of that."""
    locators = [bytes(locator) for locator in Receipt.objects.filter(case=case).values_list("locator", flat=True)]

    def keep() -> None:
        Receipt.objects.bulk_create([Receipt(locator=locator, case=case, ended_at=at) for locator in locators])

    return keep
