"""One example to oneself, before anything goes to others."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.gateways.parts import Attachment, twin_of
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.papers.letter_press import pressed_letter
from weerbaar.outreach.letters.composing import SAMPLE, compose_version
from weerbaar.outreach.letters.models import Mailing


@transaction.atomic
def send_example(*, mailing: Mailing, at: datetime, by: Account) -> bool:
    """Will mail the first letter of a mailing to a colleague, with a link that opens nothing; whether there was one."""
    first = mailing.dispatches.order_by("province", "postcode", "id").first()
    if first is None:
        return False
    letter = compose_version(mailing.version, first.snapshot, SAMPLE)
    enqueue_mail(
        to=by.email, subject=gettext("Proef: %(subject)s") % {"subject": letter.subject}, body=letter.text,
        html=twin_of(title=letter.subject, body=letter.text),
        attachments=[
            Attachment(name="brief.pdf", media_type="application/pdf", content=pressed_letter(letter.sheet))
        ],
    )  # fmt: skip
    record(bearer=by.bearer, role=by.main_role, action="mailing.tested", subject=f"mailing:{mailing.pk}", at=at)
    return True
