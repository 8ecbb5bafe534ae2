import pytest
from django.utils import timezone

from weerbaar.foundation.gateways.mail import FakeMailGateway, Mail, outbox_folder
from weerbaar.foundation.gateways.parts import Attachment, Invitation, twin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def _one_mail(var_dir):

    mail = Mail(
        id="een", to="ans@voorbeeld.nl", subject="<b>wacht</b>", body="Kijk op https://x.example/", at=timezone.now()
    )
    FakeMailGateway(outbox_folder()).send(mail)


@pytest.mark.usefixtures("_one_mail")
def test_the_outbox_shows_what_would_have_been_sent_as_text(client, settings):
    settings.DEBUG = True

    page = client.get("/dev/postvak/").content.decode()

    assert "&lt;b&gt;wacht&lt;/b&gt;" in page
    assert 'href="https://x.example/"' in page
    assert "ans@voorbeeld.nl" in page


@pytest.mark.usefixtures("_one_mail")
def test_without_debug_there_is_no_outbox(client):
    assert client.get("/dev/postvak/").status_code == 404


def test_the_outbox_shows_what_a_mail_carries(client, settings, var_dir):
    settings.DEBUG = True
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    mail = Mail(
        id="een", to="ans@voorbeeld.nl", subject="Uw brief", body="Dag.", at=timezone.now(), reply_tag="b-1",
        html=twin_of(title="Uw brief", body="Goede <dag>."), invitation=Invitation(content=calendar, method="REQUEST"),
        attachments=(Attachment(name="brief.pdf", media_type="application/pdf", content=b"%PDF"),),
    )  # fmt: skip
    FakeMailGateway(outbox_folder()).send(mail)

    page = client.get("/dev/postvak/").content.decode()

    for shown in ("Goede &lt;dag&gt;.", "METHOD:REQUEST", "brief.pdf", "bericht+b-1@overleg.invalid"):
        assert shown in page
