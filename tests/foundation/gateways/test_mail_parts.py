"""What a mail carries beside its plain words."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.gateways.mail import Mail, as_message, tag_in, tagged_address
from weerbaar.foundation.gateways.parts import Attachment, Invitation, check_twin, twin_of

NIGHT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Gesprék\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def a_mail(**facts):
    usual = {"id": "een", "to": "ans@voorbeeld.nl", "subject": "Uw brief", "body": "Dag.\n", "at": NIGHT}
    return Mail(**(usual | facts))


def sent(mail):
    return message_from_bytes(as_message(mail).as_bytes(), policy=policy.default)


def shape(message):
    if not message.is_multipart():
        return message.get_content_type()
    return {message.get_content_type(): [shape(part) for part in message.iter_parts()]}


def test_a_whole_mail_has_its_parts_where_mail_programs_look_for_them():
    twin = twin_of(title="Uw brief", body="Dag.")
    pdf = Attachment(name="brief.pdf", media_type="application/pdf", content=b"%PDF-1.7")

    arrived = sent(a_mail(html=twin, attachments=(pdf,), invitation=Invitation(content=CALENDAR, method="REQUEST")))

    assert shape(arrived) == {
        "multipart/mixed": [
            {"multipart/alternative": ["text/plain", "text/html", "text/calendar"]},
            "application/ics",
            "application/pdf",
        ]
    }
    assert arrived.get_body(("plain",)).get_content().strip() == "Dag."
    assert '<html lang="nl">' in arrived.get_body(("html",)).get_content()
    (calendar,) = [part for part in arrived.walk() if part.get_content_type() == "text/calendar"]
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar["Content-Type"].params["charset"] == "utf-8"
    assert calendar.get_content().replace("\r\n", "\n") == CALENDAR.replace("\r\n", "\n")
    names = [part.get_filename() for part in arrived.walk() if part.is_attachment()]
    assert names == ["uitnodiging.ics", "brief.pdf"]


def test_an_invitation_alone_is_an_alternative_to_the_words():
    arrived = sent(a_mail(invitation=Invitation(content=CALENDAR, method="REQUEST")))

    assert shape(arrived) == {
        "multipart/mixed": [{"multipart/alternative": ["text/plain", "text/calendar"]}, "application/ics"]
    }


@pytest.mark.parametrize(
    ("content", "method"),
    [
        (CALENDAR, "CANCEL"),
        (CALENDAR.replace("METHOD:REQUEST\r\n", ""), "REQUEST"),
        (CALENDAR.replace("REQUEST", "PUBLISH"), "PUBLISH"),
        (CALENDAR + "METHOD:CANCEL\r\n", "REQUEST"),
    ],
)
def test_an_invitation_whose_method_differs_from_the_one_inside_is_refused(content, method):
    with pytest.raises(ValueError, match="method"):
        Invitation(content=content, method=method)


def test_answers_and_returned_mail_come_back_under_the_tag(settings):
    settings.DEFAULT_FROM_EMAIL = "Overleg <bericht@overleg.example>"

    arrived = sent(a_mail(reply_tag="b-7f3a"))

    assert arrived["Reply-To"] == "bericht+b-7f3a@overleg.example"
    assert tag_in("Bericht+B-7F3A@Overleg.Example") == "b-7f3a"


def test_a_mailbox_of_its_own_takes_the_answers(settings):
    settings.MAIL_REPLY_ADDRESS = "antwoord@post.example"

    assert tagged_address("a1") == "antwoord+a1@post.example"
    assert tag_in("antwoord+a1@post.example") == "a1"


@pytest.mark.parametrize(
    "address",
    [
        "bericht@overleg.invalid",
        "ander+a1@overleg.invalid",
        "bericht+a1@elders.invalid",
        "bericht+A_1@overleg.invalid",
        "",
    ],
)
def test_what_is_no_tag_of_ours_is_none(address):
    assert tag_in(address) == ""


def test_a_thread_is_named_by_its_mails(settings):
    settings.DEFAULT_FROM_EMAIL = "Overleg <bericht@overleg.example>"

    arrived = sent(a_mail(name="tour.2", thread=("tour.1", "<hun.bericht@gemeente.example>")))

    assert arrived["Message-ID"] == "<tour.2@overleg.example>"
    assert arrived["In-Reply-To"] == "<hun.bericht@gemeente.example>"
    assert arrived["References"] == "<tour.1@overleg.example> <hun.bericht@gemeente.example>"


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "een\r\nBcc: pers@voorbeeld.nl"},
        {"name": "<een>"},
        {"thread": ("een\nBcc: x",)},
        {"thread": ("<een twee@x>",)},
        {"thread": ("<een>\r\n",)},
        {"reply_tag": "a\r\nBcc: x"},
        {"reply_tag": "a@b"},
    ],
)
def test_a_name_or_tag_that_would_break_its_header_is_refused(facts):
    with pytest.raises(ValueError, match="names of mails"):
        a_mail(**facts)


@pytest.mark.parametrize("name", ["brief.pdf\r\nX: y", 'a".pdf', "../brief.pdf", ""])
def test_a_file_name_that_would_break_its_header_is_refused(name):
    with pytest.raises(ValueError, match="plain name"):
        Attachment(name=name, media_type="application/pdf", content=b"")


def test_too_much_for_one_mail_is_refused():
    much = Attachment(name="brief.pdf", media_type="application/pdf", content=b"x" * 5_000_001)

    with pytest.raises(ValueError, match="too much"):
        a_mail(attachments=(much, much))


@pytest.mark.parametrize(
    "html",
    [
        '<html lang="nl"><title>x</title><img src="https://x.example/1.gif">',
        '<html lang="nl"><title>x</title><p style="background:url(https://x.example)">',
        '<html lang="nl"><title>x</title><link rel="stylesheet" href="https://x.example">',
    ],
)
def test_a_page_that_would_tell_who_opened_it_is_refused(html):
    with pytest.raises(ValueError, match="fetches nothing"):
        a_mail(html=html)


@pytest.mark.parametrize("html", ["<html><title>x</title>", '<html lang="nl"><p>x</p>', "<p>x</p>"])
def test_a_page_without_language_or_title_is_refused(html):
    with pytest.raises(ValueError, match="language and its title"):
        a_mail(html=html)


def test_the_twin_says_the_same_in_paragraphs_lists_and_links():
    twin = twin_of(
        title="Uw <brief>", body="Dag & welkom,\nregel twee\n\n- een\n- twee\n\nZie https://x.example/a?b=1&c=2.\n"
    )

    assert "<title>Uw &lt;brief&gt;</title>" in twin
    assert "<p>Dag &amp; welkom,<br>\nregel twee</p>" in twin
    assert "<ul><li>een</li><li>twee</li></ul>" in twin
    assert '<a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.' in twin


@given(st.text(max_size=300), st.text(min_size=1, max_size=60))
def test_no_words_can_become_part_of_the_page(body, title):
    twin = twin_of(title=f"T{title}", body=body.replace("<img", ""))

    check_twin(twin.replace("src", "").replace("url(", ""))
    assert twin.count("<script") == 0
    assert twin.count("<html") == 1


def test_boundaries_do_not_say_which_software_made_them():
    whole = as_message(a_mail(html=twin_of(title="x", body="x"))).as_bytes()

    assert b"====" not in whole
