import json

import pytest

from weerbaar.foundation.gateways.telephone import (
    AskKeys,
    CallEvent,
    CallMoment,
    CallNotPlaced,
    Connect,
    FakeTelephoneGateway,
    Say,
    WebhookForged,
    telephone_gateway,
)


@pytest.fixture
def gateway(tmp_path):
    return FakeTelephoneGateway(tmp_path, secret="shared with the simulator")


def signed(gateway, words):
    body = json.dumps(words).encode()
    return {"headers": {gateway.signature_header: gateway.sign(body)}, "body": body}


def test_the_fake_keeps_the_call_with_its_steps(gateway, tmp_path):
    call_id = gateway.call(to="+31703738314", steps=[Say(text="Er wacht iets."), AskKeys(text="Druk een.")])

    kept = json.loads((tmp_path / f"{call_id}.call.json").read_text())
    assert kept == {
        "to": "+31703738314",
        "steps": [
            {"step": "Say", "text": "Er wacht iets.", "language": "nl-NL"},
            {"step": "AskKeys", "text": "Druk een.", "number_of_keys": 1, "seconds": 10},
        ],
    }


def test_a_call_to_no_number_is_refused(gateway):
    with pytest.raises(CallNotPlaced):
        gateway.call(to="112", steps=[])


def test_a_folder_that_fails_is_told(tmp_path):
    (tmp_path / "postvak").write_text("a file where the folder should be")

    with pytest.raises(CallNotPlaced):
        FakeTelephoneGateway(tmp_path / "postvak", secret="s").call(to="+31703738314", steps=[])


def test_a_signed_webhook_is_read(gateway):
    event = gateway.read_webhook(
        **signed(gateway, {"call_id": "een", "moment": "key_pressed", "caller": "+31612345678", "keys": "1"})
    )

    assert event == CallEvent(call_id="een", moment=CallMoment.KEY_PRESSED, caller="+31612345678", keys="1")


def test_a_caller_who_withholds_the_number_is_nobody(gateway):
    event = gateway.read_webhook(**signed(gateway, {"call_id": "een", "moment": "ringing"}))

    assert event == CallEvent(call_id="een", moment=CallMoment.RINGING)


@pytest.mark.parametrize("signature", ["", "nul", "é" * 64])
def test_a_webhook_without_the_right_signature_is_forged(gateway, signature):
    with pytest.raises(WebhookForged):
        gateway.read_webhook(headers={gateway.signature_header: signature}, body=b"{}")


@pytest.mark.parametrize("words", [[], "een", {}, {"call_id": "een", "moment": "gossip"}, None])
def test_a_signed_webhook_of_another_shape_is_refused(gateway, words):
    with pytest.raises(WebhookForged):
        gateway.read_webhook(**signed(gateway, words))


def test_the_answer_says_the_steps_in_order(gateway):
    content_type, body = gateway.answer([Say(text="Een ogenblik."), Connect(numbers=("+31703738314",))])

    assert content_type == "application/json"
    assert [step["step"] for step in json.loads(body)] == ["Say", "Connect"]


def test_without_a_provider_the_telephone_is_off(settings):
    settings.TELEPHONE_GATEWAY = "off"
    gateway = telephone_gateway()

    with pytest.raises(CallNotPlaced):
        gateway.call(to="+31703738314", steps=[])
    with pytest.raises(WebhookForged):
        gateway.read_webhook(headers={}, body=b"{}")
    assert gateway.answer([]) == ("application/json", "[]")


def test_the_setting_chooses(settings):
    settings.TELEPHONE_GATEWAY = "fake"

    assert type(telephone_gateway()) is FakeTelephoneGateway
