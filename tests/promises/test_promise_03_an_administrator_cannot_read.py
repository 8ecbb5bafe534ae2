"""Promise 3: an administrator cannot read, not through any page and not from the shell."""

from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, get_resolver

from tests.promises.database import ask, change
from tests.promises.people import BEA, VERA, Team, eventually, mark, post, write
from tests.promises.search import found_in
from weerbaar.foundation.accounts.demo import PEOPLE

ENDS_THE_VISIT = {"sign_out", "quick_exit"}

SHELL = """
from django.apps import apps
from django.utils import timezone
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.fields import sealed_columns
from weerbaar.foundation.vault.keyring import Keyring
bea = Account.objects.get(email="bea@overleg.invalid")
secret = persons.unlock(holder_id=bea.holder_id, passphrase={passphrase!r})
keyring = Keyring(holder_id=bea.holder_id, secret=secret, bearer=bea.bearer, role=bea.main_role, at=timezone.now())
for model in apps.get_models():
    for row in model._default_manager.all():
        print(row, repr(row), [(f.name, f.value_from_object(row), getattr(row, f.attname)) for f in row._meta.concrete_fields])
refused = opened = 0
for model, field in sealed_columns():
    for row in model._default_manager.all():
        sealed = getattr(row, field.name)
        try:
            opened += sealed is not None and bool(print(sealed.reveal(keyring))) + 1
        except NotGranted:
            refused += 1
print("OPENED", opened, "REFUSED", refused > 20)
"""


def pages(patterns=None, before=""):
    """Will give every page of the URLconf: its name and its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name, route
        else:
            yield from pages(pattern.url_patterns, route)


def addresses(route, facts):
    """Will fill in a route with everything that an administrator might try."""
    filled = ["/" + route]
    while any("<" in address for address in filled):
        address = next(one for one in filled if "<" in one)
        filled.remove(address)
        kind = address[address.index("<") + 1 : address.index(">")]
        guesses = facts.get(kind, facts.get(kind.split(":")[0], ["x"]))
        filled += [address.replace(f"<{kind}>", str(guess), 1) for guess in guesses]
    return filled


@pytest.fixture
def facts(house, story):
    """Numbers and ids that an administrator can look up in the database."""
    ids = [
        row[0] for table in ("accounts_account", "cases_case") for row in ask(house, f"SELECT id FROM {table} LIMIT 2")
    ]
    ids = [UUID(str(found)) for found in ids]
    return {
        "slug:number": [story.number, story.number.lower(), "2026-AAAAAA"],
        "uuid:file_id": [*story.file_ids, uuid4()],
        "uuid": [*ids, uuid4()],
        "int": [1, 2],
        "str": ["geraden"],
        "slug": ["raadsleden"],
    }


def test_no_page_shows_an_administrator_a_word(team, story, facts):
    seen = {}
    for name, route in pages():
        for address in addresses(route, facts) if name not in ENDS_THE_VISIT else []:
            page = team[BEA].get(address)
            assert page.status_code < 500, address
            if found_in(page.content, story.planted) or story.number in page.text:
                seen[address] = page.status_code

    assert {address: status for address, status in seen.items() if story.number not in address} == {}
    assert set(seen.values()) <= {404}


def test_the_confidential_pages_are_not_there_for_an_administrator(team, story):
    case = f"/zaken/{story.number}/"
    closed = [
        "/dienst/",
        case,
        *[f"{case}bestand/{file}/{way}" for file in story.file_ids for way in ("", "bekijken/")],
    ]
    acts = [f"{case}{act}/" for act in ("oppakken", "antwoord", "notitie", "overdragen")]

    assert {path: team[BEA].get(path).status_code for path in closed} == dict.fromkeys(closed, 404)
    assert {path: post(team[BEA], path).status_code for path in acts} == dict.fromkeys(acts, 404)


def test_a_shell_on_the_machine_opens_nothing_with_the_key_of_an_administrator(house, story):
    passphrase = next(one.passphrase for one in PEOPLE if one.email == BEA)

    told = house.manage("shell", "-v0", "-c", SHELL.format(passphrase=passphrase))

    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[-1] == "OPENED 0 REFUSED True"
    assert found_in(told.stdout.encode(), story.planted) == []
    assert "[verzegeld]" in told.stdout


def test_an_administrator_cannot_make_a_reader_of_himself(build_house):
    house = build_house()
    team, secret = Team(house), mark()
    write(house, f"{secret} is voor wie helpt.")
    number = eventually(lambda: team.case_of(VERA, secret))
    (bea,) = (UUID(str(row[0])) for row in ask(house, f"SELECT id FROM accounts_account WHERE email = '{BEA}'"))

    for roles in (["adviser"], ["administrator", "adviser"], ["administrator", "coordinator"], ["helper"]):
        assert post(team[BEA], f"/beheer/accounts/{bea}/", roles=roles).status_code in {400, 404, 405}

    assert {path: team[BEA].get(path).status_code for path in ("/dienst/", f"/zaken/{number}/")} == {
        "/dienst/": 404, f"/zaken/{number}/": 404,
    }  # fmt: skip


def test_even_with_every_role_in_the_database_there_is_no_key(build_house):
    house = build_house()
    team, secret = Team(house), mark()
    write(house, f"{secret} is voor wie helpt.")
    number = eventually(lambda: team.case_of(VERA, secret))
    change(
        house,
        f"UPDATE accounts_roleassignment SET role = 'adviser' WHERE account_id = (SELECT id FROM accounts_account WHERE email = '{BEA}')",
    )

    desk = team[BEA].get("/dienst/")

    assert desk.status_code == 200
    assert secret not in desk.text
    assert team[BEA].get(f"/zaken/{number}/").status_code == 404
