"""`python -m tests.bench.much_casework CASES`: a case with five hundred messages and incidents, and so many cases more.

It runs in the surroundings of the house. All of them are open and with one adviser. Prints the number of the full case, the
id of an archive of five thousand messages in it that nobody read yet, and the path of the same archive as a plain file.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.db import transaction

from tests.bench.people import ADVISER, MESSAGE
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.actions import FirstContact
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import actions
from weerbaar.confidential.incidents.facts import Told
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.inspection import inspect_upload
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Holder
from weerbaar.foundation.vault.receipts import Receipt
from weerbaar.team.network.models import Association
from weerbaar.team.network.queries import FirstReaders

ENTRIES, MESSAGES = 500, 5000
NOW = datetime.now(UTC)


def a_case(adviser: Account, number: int) -> tuple[Case, Keyring]:
    """Will open a case that the adviser answers in, and return it with the keyring of its client."""
    receipt, first = Receipt.new(), Association.objects.order_by("code")[0]
    client = Holder(kind=Holder.Kind.RECEIPT, public_key=receipt.secret.public)
    contact = FirstContact(message=f"{number} {MESSAGE}", danger=False, for_whom="self", name=f"Sam {number}")
    sealed = cases.seal_case(
        contact=contact, readers=FirstReaders(association=first, holders=[adviser.holder]), client=client, at=NOW
    )
    sealed.case.state, sealed.case.claimed_by, sealed.case.claimed_at = "open", adviser, NOW
    case = cases.store_case(sealed, at=NOW)
    bearer = f"receipt:{client.pk}"
    return case, Keyring(holder_id=client.pk, secret=receipt.secret, bearer=bearer, role="client", at=NOW)


def fill(case: Case, keyring: Keyring) -> None:
    """Will have the client write five hundred messages, and tell of five hundred incidents."""
    for number in range(ENTRIES):
        at = NOW - timedelta(minutes=ENTRIES - number)
        cases.write_as_client(case=case, keyring=keyring, text=f"{number} {MESSAGE}", at=at)
        told = Told(day=at.date(), form="threat", severity="serious", description=f"{number} {MESSAGE}")
        actions.add_incident(case=case, by=None, keyring=keyring, told=told, at=at)


def an_archive() -> Path:
    lines = [
        f"{1 + n // 250:02d}-10-2026 2{n % 4}:{n % 60:02d} - Boze Bram: {n} {MESSAGE[:200]}" for n in range(MESSAGES)
    ]
    path = Path(settings.VAR_DIR) / "WhatsApp-chat.txt"
    path.write_text("\n".join(lines))
    return path


adviser = Account.objects.select_related("holder").get(email=ADVISER)
with transaction.atomic():
    full, keyring = a_case(adviser, 0)
    fill(full, keyring)
    for number in range(1, int(sys.argv[1])):
        a_case(adviser, number)
path = an_archive()
with transaction.atomic():
    upload = actions.sealed_copy([path.read_bytes()], path.name)
    (kept,) = actions.keep_evidence(case=full, by=None, keyring=keyring, incoming=[inspect_upload(upload)], at=NOW)
sys.stdout.write(f"{full.number} {kept} {path}")
