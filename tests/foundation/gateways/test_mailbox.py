"""One contract for a real IMAP server and the fake, then what is particular to each."""

import ssl

import pytest

from weerbaar.foundation.gateways import mailbox as gateway
from weerbaar.foundation.gateways.mailbox import (
    FakeMailbox,
    ImapMailbox,
    MailboxNotRead,
    Round,
    account_of,
    mailbox,
)


def a_message(number, words="Wij komen."):
    return f"From: griffie@gemeente.invalid\r\nSubject: {number}\r\n\r\n{words}\r\n".encode()


class RealBox:
    def __init__(self, post_box):
        self.server = post_box
        self.mailbox = ImapMailbox(post_box.account())

    def put(self, content):
        self.server.put(content)

    def marks(self):
        names = {(): "new", ("\\Seen",): "ours", ("\\Flagged", "\\Seen"): "for a person"}
        return [names[tuple(flags)] for flags in self.server.flags()]


class FakeBox:
    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.number = folder, 0
        self.mailbox = FakeMailbox(folder)

    def put(self, content):
        self.number += 1
        (self.folder / f"{self.number:03}.eml").write_bytes(content)

    def marks(self):
        names = {self.folder: "new", self.folder / "verwerkt": "ours", self.folder / "bekijken": "for a person"}
        return [names[path.parent] for path in sorted(self.folder.rglob("*.eml"), key=lambda path: path.name)]


@pytest.fixture(params=["real", "fake"])
def box(request, tmp_path):
    if request.param == "real":
        return RealBox(request.getfixturevalue("post_box"))
    return FakeBox(tmp_path / "postvak-in")


def test_each_message_is_given_once_oldest_first_and_marked_by_whose_it_was(box):
    for number in range(3):
        box.put(a_message(number))
    given = []

    def handle(content):
        given.append(content)
        return b"Subject: 1" not in content

    assert box.mailbox.read(handle) == Round(taken=2, left=1)
    assert given == [a_message(number) for number in range(3)]
    assert box.marks() == ["ours", "for a person", "ours"]
    assert box.mailbox.read(handle) == Round()
    assert len(given) == 3


def test_nothing_is_marked_before_what_it_said_was_kept(box):
    box.put(a_message(1))
    seen = []

    box.mailbox.read(lambda _content: bool(seen.append(box.marks())) or True)

    assert seen == [["new"]]
    assert box.marks() == ["ours"]


def test_a_message_that_fails_stays_new_and_does_not_keep_the_others_waiting(box):
    box.put(a_message(1))
    box.put(a_message(2))

    def handle(content):
        if b"Subject: 1" in content:
            raise RuntimeError
        return True

    assert box.mailbox.read(handle) == Round(taken=1, failed=1)
    assert box.marks() == ["new", "ours"]
    assert box.mailbox.read(lambda _content: True) == Round(taken=1)


def test_a_message_that_is_too_long_is_read_so_far(box, monkeypatch):
    monkeypatch.setattr(gateway, "MOST_BYTES", 200)
    box.put(a_message(1, "x" * 5000))
    given = []

    box.mailbox.read(lambda content: bool(given.append(content)) or True)

    assert [len(content) for content in given] == [200]
    assert box.marks() == ["ours"]


def test_one_look_takes_at_most_so_many(box, monkeypatch):
    monkeypatch.setattr(gateway, "MOST_MESSAGES", 2)
    for number in range(3):
        box.put(a_message(number))

    assert box.mailbox.read(lambda _content: True).taken == 2
    assert box.mailbox.read(lambda _content: True).taken == 1


def test_a_server_whose_certificate_we_trust_is_asked_over_tls(post_box):
    post_box.put(a_message(1))
    trusted = ssl.create_default_context(cafile=post_box.certificate)
    account = post_box.account(host="localhost", port=post_box.secure_port, secure=True)

    assert ImapMailbox(account, trusted=trusted).read(lambda _content: True) == Round(taken=1)


def test_after_a_greeting_the_password_travels_in_tls_too(post_box):
    post_box.put(a_message(1))
    trusted = ssl.create_default_context(cafile=post_box.certificate)

    assert (
        ImapMailbox(post_box.account(host="localhost", starttls=True), trusted=trusted).read(lambda _c: True).taken == 1
    )


def test_a_server_that_nobody_vouches_for_gets_no_password(post_box):
    account = post_box.account(host="localhost", port=post_box.secure_port, secure=True)

    with pytest.raises(MailboxNotRead, match="SSLCertVerificationError"):
        ImapMailbox(account).read(lambda _content: True)


@pytest.mark.parametrize("facts", [{"password": "fout"}, {"folder": "Bestaat niet"}, {"port": 9}])
def test_a_mailbox_that_does_not_let_us_in_is_told_without_its_password(post_box, facts):
    with pytest.raises(MailboxNotRead) as refused:
        ImapMailbox(post_box.account(**facts)).read(lambda _content: True)

    assert str(refused.value).isidentifier()


def test_an_address_says_where_and_how():
    account = account_of("imaps://wie%40x:ge%2Fheim@post.example/Antwoorden")

    assert (account.host, account.port, account.user, account.password) == ("post.example", 993, "wie@x", "ge/heim")
    assert (account.folder, account.secure, account.starttls) == ("Antwoorden", True, False)
    assert account_of("imap+tls://wie:x@post.example").starttls
    assert "ge/heim" not in repr(account)


@pytest.mark.parametrize("url", ["", "imaps://post.example", "https://wie:x@post.example", "imap://wie:x@post.example"])
def test_an_address_that_says_too_little_or_travels_in_the_open_is_refused(url):
    with pytest.raises(ValueError, match=r"imaps://"):
        account_of(url)


def test_the_setting_chooses(settings):
    settings.MAILBOX_GATEWAY = "off"
    assert mailbox() is None

    settings.MAILBOX_GATEWAY = "fake"
    assert type(mailbox()) is FakeMailbox

    settings.MAILBOX_GATEWAY, settings.MAILBOX_URL = "imap", "imaps://wie:x@post.example"
    assert type(mailbox()) is ImapMailbox
