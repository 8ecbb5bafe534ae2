from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.actions.invitations import (
    AlreadyHere,
    InvitationNotOpen,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from weerbaar.foundation.accounts.models import Account, Invitation
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.models import Holder

pytestmark = pytest.mark.django_db

LONG = "lantaarn kano bezem dinsdag"


@pytest.fixture
def bea():
    return make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")


def invite_bas(by):
    return invite(
        email="Bas@Overleg.invalid", name="Bas Bedacht", roles=[Role.ADVISER], by=by.account, at=timezone.now()
    )


def path_of(link):
    return link.removeprefix("http://127.0.0.1:8000")


def test_from_a_letter_to_a_working_account_in_three_steps(client, bea):
    link = path_of(invite_bas(bea))

    to_second = client.post(link, {"passphrase": LONG, "again": LONG}, follow=True)
    page = client.get("/inloggen/instellen/app/").content.decode()
    seed = page.split("<code>")[1].split("</code>")[0].replace(" ", "")
    picture = client.get("/inloggen/instellen/code.svg")
    to_third = client.post("/inloggen/instellen/app/", {"code": code_of(seed)})
    spare = client.post("/account/herstelcode/")
    home = client.post("/account/herstelcode/", {"kept": "on"})

    bas = Account.objects.get(email="bas@overleg.invalid")
    assert to_second.redirect_chain[-1][0] == "/inloggen/instellen/"
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml") or picture.content.startswith(b"<svg")
    assert to_third["Location"] == "/account/herstelcode/"
    assert spare.content.decode().count("keepsake__word") == 8
    assert spare.content.decode().count("<li><code>") == 10
    assert home["Location"] == "/werkplek/"
    assert [bas.name, bas.roles] == ["Bas Bedacht", {Role.ADVISER}]
    assert bas.recovery_kept_at is not None
    assert client.get("/inloggen/instellen/code.svg").status_code == 404


def code_of(seed):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value  # noqa: PLC0415

    return format_hotp_value(hotp_value(seed, int(timezone.now().timestamp()) // 30))


def test_a_letter_works_once(client, bea):
    link = path_of(invite_bas(bea))
    client.post(link, {"passphrase": LONG, "again": LONG})

    again = [Client().get(link), Client().post(link, {"passphrase": LONG, "again": LONG})]

    assert [answer.status_code for answer in again] == [404, 404]
    assert "Deze link werkt niet meer" in again[0].content.decode()
    assert Account.objects.filter(email="bas@overleg.invalid").count() == 1


def test_a_letter_is_good_for_seven_days(client, bea, time_machine):
    link = path_of(invite_bas(bea))

    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=-1))
    in_time = client.get(link)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    too_late = client.get(link)

    assert [in_time.status_code, too_late.status_code] == [200, 404]


def test_a_withdrawn_letter_and_an_older_one_do_not_work(client, bea):
    first, second = path_of(invite_bas(bea)), path_of(invite_bas(bea))
    overtaken = client.get(first)
    withdraw_invitation(invitation_id=Invitation.objects.first().pk, by=bea.account, at=timezone.now())

    assert [overtaken.status_code, client.get(second).status_code] == [404, 404]
    with pytest.raises(InvitationNotOpen):
        withdraw_invitation(invitation_id=Invitation.objects.first().pk, by=bea.account, at=timezone.now())


def test_only_a_digest_of_the_letter_s_key_is_kept(bea):
    token = invite_bas(bea).rstrip("/").rsplit("/", 1)[1]

    kept = Invitation.objects.values_list().get()

    assert [value for value in kept if token in str(value)] == []


def test_two_who_use_one_letter_at_once_make_one_account_and_leave_no_key(bea):
    token = invite_bas(bea).rstrip("/").rsplit("/", 1)[1]
    accept_invitation(token=token, passphrase=LONG, at=timezone.now())
    before = Holder.objects.count()

    with pytest.raises(InvitationNotOpen):
        accept_invitation(token=token, passphrase=LONG, at=timezone.now())

    assert Holder.objects.count() == before


def test_nobody_is_invited_twice(bea):
    with pytest.raises(AlreadyHere):
        invite(email=bea.account.email.upper(), name="Bea", roles=[Role.EDITOR], by=bea.account, at=timezone.now())


def test_the_mail_waits_in_the_queue_and_its_words_are_sealed(bea):
    link = invite_bas(bea)

    queued = str(DBTaskResult.objects.values_list("args_kwargs", flat=True).get())

    assert [word for word in (link, "Bas", "bas@overleg.invalid") if word in queued] == []


@pytest.mark.parametrize(
    ("passphrase", "complaint"),
    [
        ("kort", "te kort"),
        ("welkom2026welkom", "te snel te raden"),
        ("bas@overleg.invalid", "te snel te raden"),
        ("burgemeester", "te snel te raden"),
        ("aaaaaaaaaaaaaaaaaaaaaa", "te snel te raden"),
    ],
)
def test_a_weak_passphrase_is_refused_with_a_reason(client, bea, passphrase, complaint):
    link = path_of(invite_bas(bea))

    answer = client.post(link, {"passphrase": passphrase, "again": passphrase})

    assert answer.status_code == 400
    assert complaint in answer.content.decode()
    assert 'type="password" name="passphrase" value' not in answer.content.decode()
    assert Account.objects.filter(email="bas@overleg.invalid").count() == 0


def test_a_long_passphrase_without_capitals_or_signs_is_fine(client, bea):
    link = path_of(invite_bas(bea))

    assert client.post(link, {"passphrase": LONG * 10, "again": LONG * 10}).status_code == 302


def test_a_passphrase_that_was_typed_differently_is_asked_again(client, bea):
    link = path_of(invite_bas(bea))

    answer = client.post(link, {"passphrase": LONG, "again": LONG[:-1]})

    assert "Dit is niet dezelfde wachtzin" in answer.content.decode()


def test_the_first_administrator_comes_from_the_command_line(client, capsys):
    call_command("create_administrator", email="bea@overleg.invalid", name="Bea Beheer")
    link = path_of(capsys.readouterr().out.strip())

    client.post(link, {"passphrase": LONG, "again": LONG})

    assert Account.objects.get().roles == {Role.ADMINISTRATOR}
    assert DBTaskResult.objects.count() == 0
    assert list(Event.objects.values_list("bearer", "action"))[0] == ("system", "invitation.sent")  # noqa: RUF015
    with pytest.raises(CommandError):
        call_command("create_administrator", email="bea@overleg.invalid", name="Bea Beheer")


def test_a_letter_used_by_another_in_the_meantime_leaves_no_key_behind(bea, monkeypatch):
    token = invite_bas(bea).rstrip("/").rsplit("/", 1)[1]
    create_person = persons.create_person

    def someone_was_quicker(**facts):
        Invitation.objects.update(accepted_at=timezone.now())
        return create_person(**facts)

    monkeypatch.setattr(persons, "create_person", someone_was_quicker)

    with pytest.raises(InvitationNotOpen):
        accept_invitation(token=token, passphrase=LONG, at=timezone.now())

    assert Holder.objects.count() == 1
