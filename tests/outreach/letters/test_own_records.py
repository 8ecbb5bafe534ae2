"""What the post has about somebody, when they ask."""

import pytest

from tests.factories.letters import dispatch_to, make_mailing, send_all
from tests.factories.tour import LEUDAL, MORNING
from weerbaar.outreach.campaign.queries.own_records import known_about
from weerbaar.outreach.letters.models import ReceivedMail

pytestmark = pytest.mark.django_db


def test_who_asks_reads_what_was_sent_to_them_and_what_they_answered_and_nothing_of_others(tour_round):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)
    dispatch = dispatch_to(mailing)
    for place, (sender, text) in enumerate(
        ((dispatch.contact.email.upper(), "Graag."), ("ander@gemeente.invalid", "Nee."))
    ):
        ReceivedMail.objects.create(
            dispatch=dispatch, digest=bytes([place]) * 32, kind="answer", sender=sender, text=text, at=MORNING
        )

    told = [(one.what, one.says) for one in known_about(dispatch.contact)]

    assert (f"brief: {mailing.name}", "burgemeester, verstuurd") in told
    assert ("Uw mail aan ons", "Graag.") in told
    assert "Nee." not in str(told)
