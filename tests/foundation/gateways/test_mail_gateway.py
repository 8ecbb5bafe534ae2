"""One contract for real mail and the fake, then what is particular to each."""

import smtplib
from datetime import UTC, datetime
from email import message_from_bytes, policy

import environ
import pytest

from tests.foundation.gateways.post_office import REFUSED
from weerbaar.foundation.gateways.mail import FakeMailGateway, Mail, MailNotSent, SmtpMailGateway, mail_gateway

NIGHT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def a_mail(**facts):
    usual = {"id": "een", "to": "ans@voorbeeld.nl", "subject": "Er wacht iets", "body": "Kijk even.\n", "at": NIGHT}
    return Mail(**(usual | facts))


def smtp_config(port):
    return environ.Env.email_url_config(f"smtp://127.0.0.1:{port}")


class RealPost:
    def __init__(self, office):
        self.office = office
        office.open()
        self.gateway = SmtpMailGateway(smtp_config(office.port))

    def received(self):
        return self.office.received

    def become_unreachable(self):
        self.office.close()


class FakePost:
    def __init__(self, folder):
        self.folder = folder
        self.gateway = FakeMailGateway(folder)

    def received(self):
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in self.folder.glob("*.eml")]

    def become_unreachable(self):
        self.folder.write_text("a file where the folder should be")


@pytest.fixture(params=["real", "fake"])
def post(request, tmp_path):
    if request.param == "real":
        return RealPost(request.getfixturevalue("post_office"))
    return FakePost(tmp_path / "postvak")


def test_a_mail_arrives_with_its_words(post):
    post.gateway.send(
        a_mail(subject="Er wacht íets — kijk", body="Goedenacht, het is één minuut vóór drie.\nRegel twee\n")
    )

    (arrived,) = post.received()
    assert arrived["Subject"] == "Er wacht íets — kijk"
    assert arrived["To"] == "ans@voorbeeld.nl"
    assert arrived.get_content().splitlines() == ["Goedenacht, het is één minuut vóór drie.", "Regel twee"]


def test_a_mail_says_only_what_it_must(post, settings):
    settings.DEFAULT_FROM_EMAIL = "Overleg <bericht@overleg.example>"

    post.gateway.send(a_mail())

    (arrived,) = post.received()
    # The first header is the receiving server's own note of who sent it, added on arrival.
    headers = {name: value for name, value in arrived.items() if name != "X-Peer"}
    assert headers == {
        "From": "Overleg <bericht@overleg.example>",
        "To": "ans@voorbeeld.nl",
        "Subject": "Er wacht iets",
        "Date": "Sun, 22 Nov 2026 02:30:00 +0000",
        "Message-ID": "<een@overleg.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }


def test_a_refused_address_is_told_without_naming_it(post):
    with pytest.raises(MailNotSent) as refusal:
        post.gateway.send(a_mail(to=REFUSED))

    assert "geweigerd.invalid" not in str(refusal.value)
    assert "550" in str(refusal.value)
    assert post.received() == []


def test_a_post_that_cannot_be_reached_is_told(post):
    post.become_unreachable()

    with pytest.raises(MailNotSent):
        post.gateway.send(a_mail())


def test_a_line_break_in_a_header_never_leaves(post):
    with pytest.raises(ValueError, match="Header values may not contain linefeed"):
        post.gateway.send(a_mail(subject="Er wacht iets\r\nBcc: pers@voorbeeld.nl"))

    assert post.received() == []


def test_a_line_that_is_one_dot_does_not_end_the_mail(post):
    post.gateway.send(a_mail(body="eerst\n.\ndaarna\n"))

    (arrived,) = post.received()
    assert arrived.get_content().splitlines() == ["eerst", ".", "daarna"]


def test_real_mail_greets_with_our_own_domain_and_not_the_name_of_this_machine(post_office, settings):
    settings.DEFAULT_FROM_EMAIL = "Overleg <bericht@overleg.example>"
    post = RealPost(post_office)

    post.gateway.send(a_mail())

    assert post_office.counter.greetings == ["overleg.example"]


def test_real_mail_does_not_send_a_password_to_a_server_without_encryption(post_office):
    post_office.open()
    gateway = SmtpMailGateway(
        environ.Env.email_url_config(f"smtp+tls://wie:geheim@127.0.0.1:{post_office.port}"),
    )

    with pytest.raises(MailNotSent) as refusal:
        gateway.send(a_mail())

    assert isinstance(refusal.value.__cause__, smtplib.SMTPNotSupportedError)


def test_the_fake_keeps_a_mail_that_is_sent_twice_once(tmp_path):
    gateway = FakeMailGateway(tmp_path)

    gateway.send(a_mail())
    gateway.send(a_mail())

    assert [file.name for file in tmp_path.iterdir()] == ["een.eml"]


def test_the_setting_chooses_between_real_and_fake(settings):
    settings.MAIL_GATEWAY = "smtp"
    assert type(mail_gateway()) is SmtpMailGateway

    settings.MAIL_GATEWAY = "fake"
    assert type(mail_gateway()) is FakeMailGateway
