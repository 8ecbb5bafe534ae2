from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts import departures, queries
from weerbaar.foundation.accounts.actions.invitations import invite
from weerbaar.foundation.accounts.actions.staff import (
    AccountIsClosed,
    OwnAccount,
    RolesDoNotCombine,
    change_roles,
    deactivate,
)
from weerbaar.foundation.accounts.models import Account, Invitation, KnownDevice, Session
from weerbaar.foundation.accounts.roles import Permission, Role
from weerbaar.foundation.accounts.rules import may_be_combined
from weerbaar.foundation.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def bea(client):
    bea = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    bea.sign_in(client)
    return bea


@pytest.mark.usefixtures("bea")
def test_an_administrator_invites_sees_and_withdraws(client):
    fields = {"name": "Bas Bedacht", "email": "bas@overleg.invalid", "roles": ["adviser", "helper"]}

    sent = client.post("/beheer/accounts/uitnodigen/", fields)
    shown = client.get("/beheer/accounts/").content.decode()
    invitation = Invitation.objects.get()
    client.post(f"/beheer/accounts/uitnodiging/{invitation.pk}/intrekken/")

    assert sent["Location"] == "/beheer/accounts/"
    assert DBTaskResult.objects.count() == 1
    assert "bas@overleg.invalid" in shown
    assert "bas@overleg.invalid" not in client.get("/beheer/accounts/").content.decode()
    assert client.post(f"/beheer/accounts/uitnodiging/{invitation.pk}/intrekken/").status_code == 404


def test_inviting_someone_who_is_here_says_so(client, bea):
    fields = {"name": "Bea", "email": bea.account.email, "roles": ["editor"]}

    answer = client.post("/beheer/accounts/uitnodigen/", fields)

    assert answer.status_code == 400
    assert "heeft al een account" in answer.content.decode()


@pytest.mark.usefixtures("bea")
def test_an_administrator_changes_roles(client):
    vera = make_colleague(Role.ADVISER)

    client.post(f"/beheer/accounts/{vera.account.pk}/", {"roles": ["coordinator", "tour"]})

    event = Event.objects.get(action="roles.changed")
    assert Account.objects.get(pk=vera.account.pk).roles == {Role.COORDINATOR, Role.TOUR}
    assert event.subject == f"account:{vera.account.pk}"
    assert event.detail == {"before": ["adviser"], "after": ["coordinator", "tour"]}


@pytest.mark.parametrize("roles", [["editor"], ["administrator", "editor"], ["adviser"]])
def test_nobody_changes_the_own_roles(client, bea, roles):
    page = client.get(f"/beheer/accounts/{bea.account.pk}/").content.decode()
    answer = client.post(f"/beheer/accounts/{bea.account.pk}/", {"roles": roles})

    assert 'name="roles"' not in page
    assert answer.status_code == 400
    assert "Uw eigen rollen verandert u niet zelf. Vraag het een andere beheerder." in answer.content.decode()
    assert Account.objects.get(pk=bea.account.pk).roles == {Role.ADMINISTRATOR}
    with pytest.raises(OwnAccount):
        change_roles(account=bea.account, roles=[Role(role) for role in roles], by=bea.account, at=timezone.now())


def test_nobody_closes_the_own_account(client, bea):
    answer = client.post(f"/beheer/accounts/{bea.account.pk}/sluiten/")

    assert answer.status_code == 400
    assert Account.objects.get(pk=bea.account.pk).is_active


@pytest.mark.parametrize("role", [Role.ADVISER, Role.HELPER, Role.COORDINATOR])
def test_an_administrator_does_not_help_people_as_well(client, bea, role):
    wil = make_colleague(Role.EDITOR, name="Wil Verzonnen").account
    both = [Role.ADMINISTRATOR, role]
    someone = {"name": "Bas Bedacht", "email": "bas@overleg.invalid"}
    no = "Een beheerder kan niet ook vertrouwenspersoon, collega of coördinator zijn."

    invited = client.post("/beheer/accounts/uitnodigen/", someone | {"roles": both})
    changed = client.post(f"/beheer/accounts/{wil.pk}/", {"roles": both})

    assert [invited.status_code, changed.status_code] == [400, 400]
    assert [no in answer.content.decode() for answer in (invited, changed)] == [True, True]
    with pytest.raises(RolesDoNotCombine):
        invite(**someone, roles=both, by=bea.account, at=timezone.now())
    with pytest.raises(RolesDoNotCombine):
        change_roles(account=wil, roles=both, by=bea.account, at=timezone.now())
    assert Account.objects.get(pk=wil.pk).roles == {Role.EDITOR}
    assert Invitation.objects.count() == 0


def test_an_administrator_may_write_the_site_too():
    assert may_be_combined([Role.ADMINISTRATOR, Role.EDITOR, Role.TOUR, Role.ANALYST])


@pytest.mark.usefixtures("bea")
def test_changing_roles_asks_for_the_second_factor_again(client, time_machine):
    vera = make_colleague(Role.ADVISER).account
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    answer = client.post(f"/beheer/accounts/{vera.pk}/", {"roles": ["editor"]})

    assert answer["Location"].startswith("/inloggen/bevestigen/")
    assert Account.objects.get(pk=vera.pk).roles == {Role.ADVISER}


@pytest.mark.usefixtures("bea")
def test_before_closing_one_is_asked_to_have_the_cases_handed_over(client):
    vera = make_colleague(Role.ADVISER).account

    page = client.get(f"/beheer/accounts/{vera.pk}/").content.decode()

    assert "Laat deze collega eerst de opgepakte zaken overdragen." in page
    assert "Op de pagina Verlof kan dat in een keer." in page
    assert "verliest de sleutels van de verenigingen" in page


@pytest.mark.usefixtures("bea")
def test_withdrawing_says_to_a_screen_reader_whose_invitation_goes(client):
    invite(email="bas@overleg.invalid", name="Bas", roles=[Role.HELPER], by=None, at=timezone.now())

    page = client.get("/beheer/accounts/").content.decode()

    assert page.count('Intrekken<span class="visually_hidden">: de uitnodiging van Bas</span>') == 1


@pytest.mark.usefixtures("bea")
def test_closing_an_account_ends_everything_at_once(client):
    vera, her_browser = make_colleague(Role.ADVISER), Client()
    vera.sign_in(her_browser)

    client.post(f"/beheer/accounts/{vera.account.pk}/sluiten/")

    assert her_browser.get("/account/").status_code == 302
    assert Session.objects.filter(account=vera.account).count() == 0
    assert KnownDevice.objects.filter(account=vera.account).count() == 0
    assert (
        her_browser.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase}).status_code == 400
    )


def test_closing_halfway_a_sign_in_ends_it(client):
    vera, bea = make_colleague(Role.ADVISER), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    code = vera.next_code()
    client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})

    deactivate(account=vera.account, by=bea.account, at=timezone.now())

    assert client.post("/inloggen/tweede-stap/", {"code": code})["Location"] == "/inloggen/"
    assert client.get("/account/").status_code == 302


def test_other_rooms_hear_of_a_departure_in_the_same_transaction(monkeypatch):
    vera, bea = make_colleague(Role.ADVISER), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    heard = []
    monkeypatch.setattr(departures, "_WITNESSES", [])
    departures.register(lambda **facts: heard.append((facts["account"].pk, facts["by"].pk)))

    deactivate(account=vera.account, by=bea.account, at=timezone.now())

    assert heard == [(vera.account.pk, bea.account.pk)]


def test_losing_every_role_that_opens_cases_is_a_departure(monkeypatch):
    vera = make_colleague(Role.ADVISER, Role.HELPER, Role.TOUR).account
    bea = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer").account
    heard = []
    monkeypatch.setattr(departures, "_WITNESSES", [lambda **facts: heard.append((facts["account"], facts["by"]))])

    change_roles(account=vera, roles=[Role.HELPER], by=bea, at=timezone.now())
    heard_of_a_helper = list(heard)
    change_roles(account=vera, roles=[Role.TOUR], by=bea, at=timezone.now())
    change_roles(account=vera, roles=[Role.EDITOR], by=bea, at=timezone.now())

    assert heard_of_a_helper == []
    assert heard == [(vera, bea)]
    assert Account.objects.get(pk=vera.pk).is_active


def test_what_another_room_raises_leaves_the_roles_as_they_were(monkeypatch):
    vera = make_colleague(Role.ADVISER).account
    bea = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer").account

    def refuse(**_facts):
        raise LookupError

    monkeypatch.setattr(departures, "_WITNESSES", [refuse])

    with pytest.raises(LookupError):
        change_roles(account=vera, roles=[Role.EDITOR], by=bea, at=timezone.now())

    assert Account.objects.get(pk=vera.pk).roles == {Role.ADVISER}


def test_what_another_room_raises_keeps_the_account_open(monkeypatch):
    vera, bea = make_colleague(Role.ADVISER), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")

    def refuse(**_facts):
        raise LookupError

    monkeypatch.setattr(departures, "_WITNESSES", [refuse])

    with pytest.raises(LookupError):
        deactivate(account=vera.account, by=bea.account, at=timezone.now())

    assert Account.objects.get(pk=vera.account.pk).is_active


def test_a_closed_account_is_not_changed_any_more():
    vera, bea = make_colleague(Role.ADVISER), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    deactivate(account=vera.account, by=bea.account, at=timezone.now())

    with pytest.raises(AccountIsClosed):
        change_roles(account=vera.account, roles=[Role.EDITOR], by=bea.account, at=timezone.now())
    with pytest.raises(AccountIsClosed):
        deactivate(account=vera.account, by=bea.account, at=timezone.now())


def test_who_left_can_be_invited_again():
    vera, bea = make_colleague(Role.ADVISER), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    deactivate(account=vera.account, by=bea.account, at=timezone.now())

    link = invite(email=vera.account.email, name="Vera", roles=[Role.HELPER], by=bea.account, at=timezone.now())

    assert "/uitnodiging/" in link


@pytest.mark.usefixtures("bea")
def test_the_roles_are_one_readable_table(client):
    page = client.get("/beheer/rollen/").content.decode()

    assert page.count('<th scope="row">') == len(Role)
    assert "vertrouwenspersoon" in page
    assert "Zaken openen waarvan een sleutel is gegeven" in page


@pytest.mark.usefixtures("bea")
def test_the_list_of_accounts_costs_as_much_for_one_as_for_many(client, django_assert_num_queries):
    client.get("/beheer/accounts/")
    with CaptureQueriesContext(connection) as few:
        client.get("/beheer/accounts/")
    for number in range(5):
        make_colleague(Role.ADVISER, name=f"Naam{number} Verzonnen")

    with django_assert_num_queries(len(few)):
        client.get("/beheer/accounts/")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_manages_accounts(client, role):
    someone, other = make_colleague(role), make_colleague(Role.ADVISER, name="Bas Bedacht")
    someone.sign_in(client)
    paths = ["/beheer/accounts/", "/beheer/accounts/uitnodigen/", f"/beheer/accounts/{other.account.pk}/"]

    read = [client.get(path).status_code for path in [*paths, "/beheer/rollen/"]]
    written = [client.post(path).status_code for path in [*paths, f"/beheer/accounts/{other.account.pk}/sluiten/"]]

    assert read + written == [404] * 8


def test_who_may_not_manage_accounts_reads_none():
    vera = make_colleague(Role.ADVISER).account
    invite(email="bas@overleg.invalid", name="Bas", roles=[Role.HELPER], by=None, at=timezone.now())

    assert queries.accounts_for(vera).count() == 0
    assert queries.invitations_for(vera, timezone.now()).count() == 0


def test_other_rooms_can_ask_who_holds_a_permission():
    vera, bea = make_colleague(Role.ADVISER, Role.HELPER), make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    gone = make_colleague(Role.ADVISER, name="Wil Weg")
    deactivate(account=gone.account, by=bea.account, at=timezone.now())

    assert list(queries.working_accounts_with(Permission.OPEN_CASE)) == [vera.account]


@pytest.mark.usefixtures("bea")
def test_an_account_that_is_not_there_or_closed_is_not_found(client):
    bas = make_colleague(Role.ADVISER, name="Bas Bedacht").account
    client.post(f"/beheer/accounts/{bas.pk}/sluiten/")

    answers = [
        client.get(f"/beheer/accounts/{uuid4()}/"),
        client.post(f"/beheer/accounts/{bas.pk}/sluiten/"),
        client.post(f"/beheer/accounts/{bas.pk}/", {"roles": ["editor"]}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.usefixtures("bea")
def test_an_invitation_without_a_role_is_asked_again(client):
    answer = client.post("/beheer/accounts/uitnodigen/", {"name": "Bas", "email": "bas@overleg.invalid"})

    assert answer.status_code == 400
    assert "Kies minstens één rol." in answer.content.decode()
