"""`python -m tests.bench.many_cases 10000`: opens cases, by our own action, until so many are there.

It runs in the surroundings of the house and prints the number of one case that nobody took up.
"""

import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import IntegrityError, transaction

from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.actions import FirstContact
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.vault.models import Holder
from weerbaar.foundation.vault.receipts import Receipt
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred

AT_ONCE = 1000
TEXT = "Vanmorgen lag er weer een brief op de mat, en daar stond in op welke school mijn kinderen zitten. " * 12


def open_until(total: int) -> None:
    readers = network.first_readers(chosen="", barred=Barred())
    now = datetime.now(UTC)
    while (there := Case.objects.count()) < total:
        with transaction.atomic():
            for number in range(there, min(there + AT_ONCE, total)):
                client = Holder(kind=Holder.Kind.RECEIPT, public_key=Receipt.new().secret.public)
                contact = FirstContact(message=f"{number} {TEXT}", danger=number % 20 == 0, for_whom="self")
                at = now - timedelta(minutes=number % 5000)
                sealed = actions.seal_case(contact=contact, readers=readers, client=client, at=at)
                # Of ten thousand, two draw the same number one time in twenty; the round after this makes up for it.
                with suppress(IntegrityError), transaction.atomic():
                    actions.store_case(sealed, at=at)


open_until(int(sys.argv[1]))
sys.stdout.write(Case.objects.filter(claimed_by=None, danger=False).order_by("waiting_since")[10].number)
