import re

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.demo import PEOPLE, create_demo_accounts, people_at_the_door
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role

pytestmark = pytest.mark.django_db


def test_there_is_someone_in_every_role_and_three_associations_answer():
    accounts = create_demo_accounts(at=timezone.now())
    create_demo_accounts(at=timezone.now())

    assert {role for account in accounts for role in account.roles} == set(Role)
    assert len({person.association for person in PEOPLE if person.role is Role.ADVISER}) == 3
    assert Account.objects.count() == len(PEOPLE)


def test_the_invented_people_sign_in_with_what_the_page_shows(client, settings):
    create_demo_accounts(at=timezone.now())
    settings.DEMO = True

    page = client.get("/inloggen/").content.decode()
    for person in (PEOPLE[0], PEOPLE[0]):
        page = client.get("/inloggen/").content.decode()
        code = re.search(rf"{person.email}.*?(\d{{6}})", page, re.DOTALL).group(1)
        client.post("/inloggen/", {"email": person.email, "passphrase": person.passphrase})
        client.post("/inloggen/tweede-stap/", {"code": code})
        assert client.get("/account/").status_code == 200
        client.post("/uitloggen/")

    assert PEOPLE[0].passphrase in page


def test_without_demo_mode_the_page_shows_nobody(client):
    create_demo_accounts(at=timezone.now())

    assert PEOPLE[0].passphrase not in client.get("/inloggen/").content.decode()


def test_a_code_that_was_used_is_followed_by_the_next_one(client):
    create_demo_accounts(at=timezone.now())
    before = people_at_the_door(timezone.now())[0]
    client.post("/inloggen/", {"email": before.person.email, "passphrase": before.person.passphrase})
    client.post("/inloggen/tweede-stap/", {"code": before.code})

    assert people_at_the_door(timezone.now())[0].code != before.code


def test_nothing_about_a_browser_or_its_address_is_kept():
    browser = Client(REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="Mozilla/Herkenbaar")
    vera = make_colleague()
    browser.post("/inloggen/", {"email": vera.account.email, "passphrase": "niet deze zin"})
    vera.sign_in(browser)
    browser.get("/account/")

    rows = [str(row) for model in apps.get_models() for row in model._base_manager.values_list()]
    sessions = [str(session.get_decoded()) for session in vera.account.sessions.all()]

    assert [text for text in rows + sessions if "192.0.2.77" in text or "Herkenbaar" in text] == []
