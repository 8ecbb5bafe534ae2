"""A quotation is frozen, has a number without gaps, is answered by a link, and never changes afterwards."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.sessions import ASKED, again, compose, make_gathering, plan, price
from tests.factories.tour import LEUDAL
from tests.support.pdf import fonts_not_embedded, words_of
from weerbaar.foundation.papers.press import pressed
from weerbaar.outreach.campaign.models import Moment, Office
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.sessions.actions import quotations as actions
from weerbaar.outreach.sessions.actions.gatherings import cancel_gathering
from weerbaar.outreach.sessions.models import Invitee, Kind, Quotation
from weerbaar.outreach.sessions.papers import quotation_paper
from weerbaar.outreach.sessions.queries.gatherings import Recipient, participations_of, recipients_of, row_of
from weerbaar.outreach.sessions.queries.quotations import digest_of, is_whole, link_to_answer, quotations_for
from weerbaar.outreach.sessions.rules import Lack

pytestmark = pytest.mark.django_db
TODAY = ASKED.date()
VALID = TODAY + timedelta(days=30)
WHO = {"name": "G. Voorbeeld", "function": "griffier"}


@pytest.fixture
def training(by):
    one = make_gathering(kind=Kind.TRAINING, by=by)
    plan(one, by=by)
    compose(one, "welkom", "moeilijk-gesprek", by=by)
    price(one, by=by)
    return again(one)


def make(one, by, at=ASKED, valid_until=VALID):
    return actions.make_quotation(gathering=one, valid_until=valid_until, at=at, by=by)


def send(quotation, by, at=ASKED):
    recipient = recipients_of(again(quotation.gathering), on=TODAY)[0]
    return actions.send_quotation(quotation=quotation, recipient=recipient, at=at, by=by)


def answer(quotation, link, *, accepts=True, at=ASKED, **more):
    actions.answer_quotation(quotation=quotation, link=link, accepts=accepts, at=at, **WHO, **more)
    quotation.refresh_from_db()


def test_a_quotation_adds_up_and_is_a_tagged_paper(training, by):
    made = make(training, by)

    assert (made.number, made.version) == ("OT-2026-0001", 1)
    assert (made.content["without"], made.content["whole"]) == (152_760, 184_840)
    assert is_whole(made)
    pdf = pressed(quotation_paper(made.content))
    words = words_of(pdf)
    assert pdf == pressed(quotation_paper(made.content))
    assert fonts_not_embedded(pdf) == []
    for word in (
        "Offerte OT-2026-0001, versie 1",
        "gemeente Hilversum",
        "€ 1.848,40",
        "1 oktober 2026",
        "Praten met een boze",
    ):
        assert word in words


def test_numbers_follow_each_other_without_a_gap(by):
    ones = [make_gathering(code, kind=Kind.TRAINING, by=by) for code in ("GM0402", LEUDAL)]
    for one in ones:
        price(one, by=by)
    with pytest.raises(actions.NothingToOffer):
        make(make_gathering("GM0344", kind=Kind.TRAINING, by=by), by)

    assert [make(one, by).number for one in ones] == ["OT-2026-0001", "OT-2026-0002"]


def test_it_is_sent_by_link_with_its_paper_and_accepted_with_a_name(training, by, mails):
    made = make(training, by)
    link = send(made, by)
    mail = mails("griffie-gm0402@gemeente.invalid")[-1]
    assert f"/offerte/{opener_of(link).token}/" in mail["body"]
    assert [one["media_type"] for one in mail["attachments"]] == ["application/pdf"]

    answer(made, link)

    assert (made.accepted_at, made.answered_by, made.answered_as) == (ASKED, "G. Voorbeeld", "griffier")
    assert [mail["subject"] for mail in mails() if "antwoord" in mail["subject"]] == [
        "Offerte OT-2026-0001: het antwoord"
    ] * 2
    assert "Offerte OT-2026-0001 aangenomen." in Moment.objects.values_list("text", flat=True)
    with pytest.raises(actions.NotOpen):
        answer(made, link, accepts=False)


def test_a_no_has_a_reason_and_a_new_version_can_follow(training, by):
    made = make(training, by)
    link = send(made, by)
    answer(made, link, accepts=False, reason="Te duur.")
    price(training, by=by, cents=50_000)

    second = make(again(training), by)

    made.refresh_from_db()
    assert (second.number, second.version, made.replaced_at) == (made.number, 2, ASKED)
    assert quotations_for(link) == []
    send(second, by)
    assert quotations_for(link) == [second]


def test_what_was_accepted_stays_and_a_change_is_a_new_version(training, by):
    made = make(training, by)
    answer(made, send(made, by))
    before = Quotation.objects.filter(pk=made.pk).values("content", "digest").get()
    with pytest.raises(actions.NothingChanged):
        make(again(training), by)
    price(training, by=by)

    assert actions.differs(again(training), made)
    second = make(again(training), by)

    assert second.version == 2
    assert Quotation.objects.filter(pk=made.pk).values("content", "digest").get() == before


def test_an_expired_a_replaced_and_a_changed_quotation_cannot_be_accepted(training, by):
    made = make(training, by)
    link = send(made, by)
    with pytest.raises(actions.NotOpen):
        answer(made, link, at=ASKED + timedelta(days=32))
    Quotation.objects.filter(pk=made.pk).update(content=made.content | {"whole": 1})
    with pytest.raises(actions.NotAsItWas):
        answer(made, link)
    Quotation.objects.filter(pk=made.pk).update(content=made.content)
    make(training, by)
    with pytest.raises(actions.NotOpen):
        answer(made, link)

    made.refresh_from_db()
    assert made.accepted_at is None


def test_the_link_of_another_organisation_answers_nothing(training, by):
    made = make(training, by)
    send(made, by)
    other = make_gathering(LEUDAL, kind=Kind.TRAINING, by=by)
    price(other, by=by)
    theirs = send(make(other, by), by)

    with pytest.raises(actions.NotOpen):
        answer(made, theirs)


def test_what_was_called_off_cannot_be_accepted(training, by):
    made = make(training, by)
    link = send(made, by)
    cancel_gathering(gathering=training, because="Ziekte.", at=ASKED, by=by)

    with pytest.raises(actions.NotOpen):
        answer(made, link)


def test_a_typed_code_opens_no_quotation(training, by):
    opener = opener_of(send(make(training, by), by))

    assert link_to_answer(opener.token, on=TODAY) is not None
    assert [link_to_answer(text, on=TODAY) for text in (opener.code, opener.token[:-1], "0" * 26)] == [None] * 3


def test_the_digest_is_of_the_words_and_not_of_their_order():
    assert digest_of({"a": 1, "b": ["x"]}) == digest_of({"b": ["x"], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_who_made_it_reads_who_declined_why_and_where_to_go_on_and_the_list_says_it(training, by, mails):
    made = make(training, by)

    answer(made, send(made, by), accepts=False, reason="Te duur.")

    body = mails(by.email)[-1]["body"]
    assert "G. Voorbeeld, griffier: «Te duur.»" in body
    assert reverse("gathering", args=[training.pk]) in body
    assert "Te duur" not in mails("griffie-gm0402@gemeente.invalid")[-1]["body"]
    assert row_of(again(training), ASKED).lacks[0] == Lack.QUOTATION_DECLINED


def test_who_has_a_quotation_hears_that_it_was_called_off_and_the_page_waits_for_nothing(training, by, mails, visitor):
    made = make(training, by)
    to = Recipient(participations_of(again(training))[0], "inkoop@gemeente.invalid", None, Office.OTHER, "P. Pas")
    actions.send_quotation(quotation=made, recipient=to, at=ASKED, by=by)

    shown = visitor.get(reverse("cancel_gathering", args=[training.pk])).content.decode()
    cancel_gathering(gathering=training, because="Ziekte.", at=ASKED, by=by)

    assert "inkoop@gemeente.invalid" in shown
    mail = mails("inkoop@gemeente.invalid")[-1]
    assert mail["subject"].startswith("Afgezegd:")
    assert "invitation" not in mail
    assert not Invitee.objects.filter(email="inkoop@gemeente.invalid").exists()
    page = visitor.get(reverse("gathering", args=[training.pk])).content.decode()
    assert "vervallen" in page
    assert "wacht op antwoord" not in page


def test_while_a_new_version_is_made_the_old_link_says_that_it_comes(training, by, visitor):
    made = make(training, by, at=timezone.now(), valid_until=timezone.localdate() + timedelta(days=30))
    link = actions.send_quotation(
        quotation=made, recipient=recipients_of(again(training), on=TODAY)[0], at=timezone.now(), by=by
    )
    whole = f"/offerte/{opener_of(link).token}/"
    assert "Stuur die dus meteen" in visitor.get(reverse("gathering_costs", args=[training.pk])).content.decode()

    make(again(training), by, at=timezone.now(), valid_until=timezone.localdate() + timedelta(days=30))

    for address in (whole, f"{whole}{made.number}/"):
        assert "Er komt een nieuwe versie" in Client().get(address).content.decode()
    assert Client().post(f"{whole}{made.number}/", {"answer": "yes"}).status_code == 400
    assert Client().get(f"{whole}OT-2020-0001/").status_code == 404
