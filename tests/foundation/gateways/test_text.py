import json

import pytest

from weerbaar.foundation.gateways.text import FakeTextGateway, NoTextGateway, TextNotSent, text_gateway


def test_the_fake_keeps_the_text(tmp_path):
    text_id = FakeTextGateway(tmp_path).send(to="+31612345678", body="Er wacht iets.")

    kept = json.loads((tmp_path / f"{text_id}.sms.json").read_text())
    assert kept == {"to": "+31612345678", "body": "Er wacht iets."}


@pytest.mark.parametrize("number", ["0612345678", "+0612345678", "+316", "+31612345678\n", "+٣١٦١٢٣٤٥٦٧٨", ""])
def test_a_number_that_is_not_international_is_refused(tmp_path, number):
    with pytest.raises(TextNotSent):
        FakeTextGateway(tmp_path).send(to=number, body="Er wacht iets.")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_fails_is_told(tmp_path):
    (tmp_path / "postvak").write_text("a file where the folder should be")

    with pytest.raises(TextNotSent):
        FakeTextGateway(tmp_path / "postvak").send(to="+31612345678", body="Er wacht iets.")


def test_without_a_provider_texts_are_refused(settings):
    settings.TEXT_GATEWAY = "off"

    with pytest.raises(TextNotSent):
        text_gateway().send(to="+31612345678", body="Er wacht iets.")


def test_the_setting_chooses(settings):
    settings.TEXT_GATEWAY = "off"
    assert type(text_gateway()) is NoTextGateway

    settings.TEXT_GATEWAY = "fake"
    assert type(text_gateway()) is FakeTextGateway
