"""A colleague chooses whom a quotation goes to: somebody that we know there, or a name and an address."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.sessions import again, make_gathering, plan, price
from tests.factories.tour import HILVERSUM, LEUDAL, make_contact
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.sessions.actions.quotations import make_quotation
from weerbaar.outreach.sessions.models import Kind, Quotation
from weerbaar.outreach.sessions.queries.gatherings import everybody_at

pytestmark = pytest.mark.django_db
CLERK, BUYER, TYPED = "griffie-gm0402@gemeente.invalid", "inkoop@gemeente.invalid", "p.pas@gemeente.invalid"


@pytest.fixture
def buyer(tour_round):
    return make_contact(HILVERSUM, Office.OTHER, surname="Koper", initials="K.", email=BUYER)


@pytest.fixture
def made(buyer, by):
    now = timezone.now()
    one = make_gathering(HILVERSUM, LEUDAL, kind=Kind.TRAINING, at=now, by=by)
    plan(one, now + timedelta(days=40), at=now, by=by)
    price(one, at=now, by=by)
    return make_quotation(gathering=again(one), valid_until=timezone.localdate() + timedelta(days=30), at=now, by=by)


@pytest.fixture
def path(made):
    return reverse("send_quotation", args=[made.gathering_id, made.pk])


def test_everybody_there_can_be_chosen_once_and_nobody_of_who_only_comes_along(made):
    found = everybody_at(again(made.gathering), on=timezone.localdate())

    assert [one.email for one in found] == [CLERK, BUYER]


def test_the_page_offers_them_with_who_arranges_it_first(made, visitor):
    shown = visitor.get(reverse("gathering_costs", args=[made.gathering_id])).content.decode()

    assert "Koper" in shown
    (chosen,) = re.findall(r'<input type="radio" name="to" value="([^"]*)"[^>]* checked>', shown)
    assert chosen == CLERK
    assert "Iemand anders" in shown


def test_it_goes_to_who_was_chosen_and_so_does_the_answer(made, path, visitor, mails):
    assert visitor.post(path, {"to": BUYER, "name": "", "email": ""}).status_code == 302

    (mail,) = [mail for mail in mails(BUYER) if mail["subject"].startswith("Offerte")]
    link = next(word for word in mail["body"].split() if "/offerte/" in word)
    made.refresh_from_db()
    answer = {"answer": "yes", "name": "K. Koper", "function": "inkoper", "reason": "", "digest": made.digest}
    assert Client().post(f"/offerte/{link.split('/offerte/')[1]}{made.number}/", answer).status_code == 302
    assert [mail["subject"] for mail in mails(BUYER)][-1] == f"Offerte {made.number}: het antwoord"
    assert not [mail for mail in mails(CLERK) if "Offerte" in mail["subject"]]


def test_a_name_and_an_address_can_be_typed(made, path, visitor, mails):
    assert visitor.post(path, {"to": "ander", "name": "P. Pas", "email": TYPED}).status_code == 302

    (mail,) = mails(TYPED)
    assert mail["body"].startswith("Goedendag P. Pas,")
    assert Quotation.objects.get().sent_to == TYPED
    shown = visitor.get(reverse("gathering_costs", args=[made.gathering_id])).content.decode()
    assert f"Gestuurd aan {TYPED}." in shown
    assert re.findall(r'<input type="radio" name="to" value="([^"]*)"[^>]* checked>', shown) == ["ander"]
    assert f'value="{TYPED}"' in shown


def test_who_got_it_is_who_the_page_would_send_it_to_again(made, path, visitor):
    visitor.post(path, {"to": BUYER, "name": "", "email": ""})

    shown = visitor.get(reverse("gathering_costs", args=[made.gathering_id])).content.decode()

    assert re.findall(r'<input type="radio" name="to" value="([^"]*)"[^>]* checked>', shown) == [BUYER]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ""}, {"to": "boef@elders.invalid"}, {"to": "ander"}, {"to": "ander", "name": "P. Pas"},
        {"to": "ander", "email": TYPED}, {"to": "ander", "name": "P. Pas", "email": "geen adres"},
        {"to": BUYER, "name": "P. Pas", "email": TYPED}, {"to": BUYER, "vreemd": "1"},
    ],
)  # fmt: skip
def test_what_is_not_clear_goes_to_nobody(path, visitor, mails, wrong):
    before = len(mails())

    assert visitor.post(path, {"name": "", "email": ""} | wrong).status_code == 400

    assert (len(mails()), Quotation.objects.get().sent_to) == (before, "")


def test_whoever_is_forgotten_is_not_named_there_any_more(path, visitor, buyer, by):
    visitor.post(path, {"to": BUYER, "name": "", "email": ""})

    forget_contact(contact=buyer, at=timezone.now(), by=by, drop_story=False)

    assert Quotation.objects.get().sent_to == ""
