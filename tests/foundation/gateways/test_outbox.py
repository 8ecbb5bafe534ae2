import os
from datetime import UTC, datetime

from weerbaar.foundation.gateways.mail import FakeMailGateway, Mail
from weerbaar.foundation.gateways.outbox import kept
from weerbaar.foundation.gateways.telephone import FakeTelephoneGateway, Say
from weerbaar.foundation.gateways.text import FakeTextGateway

NIGHT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def test_the_outbox_shows_everything_that_was_kept_newest_first(tmp_path):
    text_id = FakeTextGateway(tmp_path).send(to="+31612345678", body="Een tekst")
    call_id = FakeTelephoneGateway(tmp_path, secret="s").call(to="+31703738314", steps=[Say(text="Hallo")])
    FakeMailGateway(tmp_path).send(Mail(id="een", to="ans@voorbeeld.nl", subject="Één", body="Kijk\n", at=NIGHT))
    for moment, name in enumerate([f"{text_id}.sms.json", f"{call_id}.call.json", "een.eml"]):
        os.utime(tmp_path / name, (moment, moment))

    mail, call, text = kept(tmp_path)

    assert (mail.kind, mail.to, mail.subject, mail.body) == ("mail", "ans@voorbeeld.nl", "Één", "Kijk\n")
    assert (call.kind, call.to, call.body) == (
        "call",
        "+31703738314",
        '{"step": "Say", "text": "Hallo", "language": "nl-NL"}',
    )
    assert (text.kind, text.to, text.body) == ("sms", "+31612345678", "Een tekst")


def test_the_outbox_leaves_out_what_is_still_being_written(tmp_path):
    (tmp_path / ".een.123").write_text("half a mail")

    assert kept(tmp_path) == []


def test_an_outbox_that_does_not_exist_yet_is_empty(tmp_path):
    assert kept(tmp_path / "postvak") == []
