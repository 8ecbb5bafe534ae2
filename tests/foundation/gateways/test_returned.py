"""Mail that came to our mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.gateways.returned import MOST_BYTES, Unreadable, arrived_in

RETURNED = """\
From: MAILER-DAEMON@post.example
To: bericht+b-7f3a@overleg.invalid
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain; charset=us-ascii

Uw bericht kon niet worden bezorgd.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; post.example

Final-Recipient: rfc822; griffie@voorbeelddam.invalid
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} user unknown

--grens
Content-Type: message/rfc822

From: bericht@overleg.invalid
Reply-To: bericht+b-7f3a@overleg.invalid
To: griffie@voorbeelddam.invalid
Subject: Uw brief

Dag.
--grens--
"""
ANSWER = """\
From: Griffie <griffie@voorbeelddam.invalid>
To: Overleg <bericht+b-7f3a@overleg.invalid>
Subject: Re: Uw brief
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Wij maken graag een afspraak. Één vraag nog.
"""


def test_a_returned_mail_names_the_address_that_is_gone_and_what_it_was_about():
    arrived = arrived_in(RETURNED.format(action="failed", status="5.1.1").encode())

    assert (arrived.tag, arrived.gone, arrived.delayed) == ("b-7f3a", ("griffie@voorbeelddam.invalid",), ())
    assert arrived.text == "Uw bericht kon niet worden bezorgd."


def test_a_delay_is_no_return():
    arrived = arrived_in(RETURNED.format(action="delayed", status="4.4.1").encode())

    assert (arrived.gone, arrived.delayed) == ((), ("griffie@voorbeelddam.invalid",))


def test_the_tag_is_found_in_the_quoted_mail_when_the_return_went_to_the_bare_address():
    bare = RETURNED.replace(
        "To: bericht+b-7f3a@overleg.invalid\nSubject: Und", "To: bericht@overleg.invalid\nSubject: Und"
    )

    assert arrived_in(bare.format(action="failed", status="5.1.1").encode()).tag == "b-7f3a"


def test_an_answer_of_a_person_is_no_return_and_not_automatic():
    arrived = arrived_in(ANSWER.encode())

    assert (arrived.tag, arrived.sender) == ("b-7f3a", "griffie@voorbeelddam.invalid")
    assert (arrived.gone, arrived.delayed, arrived.automatic) == ((), (), False)
    assert arrived.text == "Wij maken graag een afspraak. Één vraag nog."


def test_a_holiday_reply_is_automatic():
    assert arrived_in(ANSWER.replace("MIME-Version", "Auto-Submitted: auto-replied\nMIME-Version").encode()).automatic


def test_what_is_too_large_is_not_read():
    with pytest.raises(Unreadable):
        arrived_in(b"x" * (MOST_BYTES + 1))


@given(st.binary(max_size=400), st.integers(0, 1200))
def test_whatever_a_stranger_sends_is_read_or_refused(noise, at):
    whole = RETURNED.format(action="failed", status="5.1.1").encode()
    try:
        arrived = arrived_in(whole[:at] + noise + whole[at:])
    except Unreadable:
        return
    assert "\0" not in arrived.text
    assert len(arrived.text) <= 2000
