"""Promise 15: dangerous acts ask again: a second factor within five minutes, or nothing happens."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.architecture.tree import pages
from tests.factories.cases import make_case
from tests.factories.team import make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.models import PoliceFile
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event

# What takes words or keys out of the hands that they are in, by the name of its page, with the reason.
DANGEROUS = {
    "police_file": "export: a file leaves the house",
    "hand_over_case": "grant: somebody else gets the key",
    "recuse": "grant: the others get the key, and there is no way back",
    "merge_case": "grant: the readers of one case become those of two",
    "give_back": "grant: keys come back to who was away",
    "leave": "grant: keys go to who stands in",
    "admit_member": "grant: somebody gets the key of a circle",
    "ask_custodians": "recovery: custodians are asked to open a case",
    "agree_as_custodian": "recovery: a share of a key is given",
    "hold_case": "erase: what should end does not end",
    "change_passphrase": "the key of a person",
    "spare_keys": "the spare key of a person",
    "new_app": "a second factor",
    "new_passkey": "a second factor",
    "remove_factor": "a second factor",
}
LATER = timedelta(minutes=5, seconds=1)
pytestmark = pytest.mark.django_db


def asking_again():
    return {pattern.name: (route, pattern) for route, pattern in pages() if pattern.callback.door.step_up}


def signed_in(colleague):
    visitor = Client()
    colleague.sign_in(visitor)
    return visitor


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.SEALED_FILES_DIR = tmp_path / "files"


@pytest.fixture
def vera():
    return make_adviser(app=True)


@pytest.fixture
def case(vera):
    make_association("raadsleden", vera)
    arrived = make_case(name="Emile Voorbeeld", at=timezone.now())
    cases.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=timezone.now())
    return Case.objects.get(pk=arrived.case.pk)


def test_everything_that_is_dangerous_asks_again():
    assert DANGEROUS.keys() - asking_again().keys() == set()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_every_page_that_asks_again_does_so_five_minutes_later_whatever_is_asked(role):
    visitor = signed_in(make_colleague(role, name="Zara Zonder"))
    reachable = [
        route for route, pattern in asking_again().values()
        if not pattern.pattern.converters and role in roles_of(pattern)
    ]  # fmt: skip
    assert reachable

    with time_machine.travel(timezone.now() + LATER, tick=False):
        answers = [ask(f"/{route}") for route in reachable for ask in (visitor.get, visitor.post)]

    assert {(one.status_code, one.headers["Location"].partition("?")[0]) for one in answers} == {
        (302, "/inloggen/bevestigen/")
    }


def roles_of(pattern):
    from weerbaar.foundation.accounts.roles import permissions_of  # noqa: PLC0415 - used in this one place

    return {role for role in Role if pattern.callback.door.permission in permissions_of({role})}


def test_a_file_is_not_made_five_minutes_later_and_nothing_is_written_down(vera, case):
    visitor = signed_in(vera)
    path = reverse("police_file", args=[case.number])
    before = Event.objects.count()

    with time_machine.travel(timezone.now() + LATER, tick=False):
        answer = visitor.post(path, {"for_whom": "Wie dan ook", "why": "Zomaar"})

    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/inloggen/bevestigen/")
    assert (PoliceFile.objects.count(), Event.objects.filter(action="case.file_made").count()) == (0, 0)
    assert Event.objects.count() == before


def test_nobody_is_taken_from_a_client_by_an_open_laptop(vera, case):
    visitor = signed_in(vera)
    path = reverse("recuse", args=[case.number])

    with time_machine.travel(timezone.now() + LATER, tick=False):
        answer = visitor.post(path)

    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/inloggen/bevestigen/")
    assert (Case.objects.get().claimed_by, Event.objects.filter(action="case.recused").count()) == (vera.account, 0)


def test_after_a_second_factor_it_goes_on_with_what_was_typed(vera, case):
    visitor = signed_in(vera)
    path = reverse("police_file", args=[case.number])

    with time_machine.travel(timezone.now() + LATER):
        sent_on = visitor.post(path, {"for_whom": "Politie Voorbeeldstad", "why": "Aangifte"})
        asked = visitor.get(sent_on.headers["Location"])
        visitor.post(asked.request["PATH_INFO"], {"code": vera.next_code(), "next": path})
        page = visitor.get(path)

    assert page.status_code == 200
    assert re.search(
        r'name="for_whom"[^>]*value="Politie Voorbeeldstad"|value="Politie Voorbeeldstad"[^>]*name="for_whom"',
        page.content.decode(),
    )


def test_within_five_minutes_it_is_not_asked_twice(vera, case):
    visitor = signed_in(vera)

    with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=False):
        assert visitor.get(reverse("police_file", args=[case.number])).status_code == 200
