"""`python -m tests.bench.police_file`: a file of a hundred pages with fifty photos, by our own action, from sealed originals.

It runs in the surroundings of the house and prints how many seconds that took, how many pages it has, its megabytes, and the processor time.
"""

import io
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

import pypdfium2
from PIL import Image

from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.actions import FirstContact
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.actions.police_files import make_file
from weerbaar.confidential.incidents.facts import Told
from weerbaar.confidential.incidents.masking import Masked
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Holder
from weerbaar.foundation.vault.receipts import Receipt
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred

PICTURES, PAGES = 50, 100
INCIDENTS, WORDS = 95, 330
NOW = datetime.now(UTC)


def a_photo(number: int) -> bytes:
    """A photo as a telephone takes it, twelve megapixels."""
    dice = random.Random(number)  # noqa: S311 - a picture, no secret
    small = Image.frombytes("RGB", (400, 300), dice.randbytes(400 * 300 * 3))
    out = io.BytesIO()
    small.resize((4000, 3000), Image.Resampling.BICUBIC).save(out, "JPEG", quality=80)
    return out.getvalue()


def a_case() -> tuple[object, Keyring]:
    receipt = Receipt.new()
    client = Holder(kind=Holder.Kind.RECEIPT, public_key=receipt.secret.public)
    contact = FirstContact(message="Voor de meting.", danger=False, for_whom="self", name="Emile Voorbeeld")
    readers = network.first_readers(chosen="", barred=Barred())
    case = cases.store_case(cases.seal_case(contact=contact, readers=readers, client=client, at=NOW), at=NOW)
    return case, Keyring(
        holder_id=client.pk, secret=receipt.secret, bearer=f"receipt:{client.pk}", role="client", at=NOW
    )


def filled() -> tuple[object, Keyring, Wish]:
    case, keyring = a_case()
    for number in range(INCIDENTS):
        words = f"Voorval {number}: Emile Voorbeeld kreeg weer een bericht. " * (WORDS // 7)
        told = Told(day=(NOW - timedelta(days=number)).date(), form="threat", description=words, behaviours=("threat",))
        actions.add_incident(case=case, by=None, keyring=keyring, told=told, at=NOW)
    for number in range(PICTURES):
        upload = actions.sealed_copy([a_photo(number)], f"foto-{number}.jpg")
        actions.keep_evidence(case=case, by=None, keyring=keyring, incoming=[Inspected(upload, "image/jpeg")], at=NOW)
    lines, pieces = queries.timeline(keyring, case), queries.all_evidence(keyring, case)
    wish = Wish(
        for_whom="de meting",
        why="meten",
        incidents=frozenset(line.id for line in lines),
        evidence=frozenset(piece.id for piece in pieces),
        masked=frozenset({Masked.CLIENT, Masked.ADDRESSES}),
    )
    return case, keyring, wish


def processor_seconds() -> float:
    """Of this process and of the children that draw and set: what a busy machine does not change."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in uses)


def main() -> None:
    """Will make it once, and print what came of it."""
    case, keyring, wish = filled()
    by = Account.objects.order_by("name").first()
    begun, spent = time.perf_counter(), processor_seconds()
    ready = make_file(case=case, by=by, keyring=keyring, wish=wish, at=NOW)
    took, spent = time.perf_counter() - begun, processor_seconds() - spent
    document = pypdfium2.PdfDocument(ready.content)
    pages = len(document)
    document.close()
    sys.stdout.write(f"{took} {pages} {len(ready.content) / 1e6} {spent}")


main()
