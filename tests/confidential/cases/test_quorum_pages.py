"""The pages for who has no helper, who stepped back, who is on leave, and two cases of one person."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.cases import MESSAGE, make_case
from tests.factories.custodians import agree, ask_for, make_custodians
from tests.factories.team import NIGHT, make_adviser
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.models import Case, Recovery, StandIn
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.team.network.actions import declare_tie
from weerbaar.team.network.queries import Barred


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def wil(db):
    return make_adviser("Wil Waarnemer", app=True)


@pytest.fixture
def cleo(db):
    return make_colleague(Role.COORDINATOR, name="Cleo Koppel")


@pytest.fixture
def bea(db):
    return make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")


@pytest.fixture
def custodians(db):
    return make_custodians(
        *(make_colleague(Role.ANALYST, name=name) for name in ("Kees Kluis", "Lot Slot", "Mia Muur"))
    )


@pytest.fixture
def taken_up(raadsleden, custodians, vera):
    return take_up(vera)


def take_up(by, message=MESSAGE, **facts):
    arrived = make_case(message, **facts)
    actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=NIGHT)
    return arrived


def signed_in(colleague):
    client = Client()
    colleague.sign_in(client)
    return client


def text_of(answer):
    return answer.content.decode()


def ask(client, case, to):
    return client.post(reverse("ask_custodians", args=[case.number]), {"to": to.account.pk, "reason": "lost_key"})


def test_from_a_case_without_helper_to_a_colleague_who_reads_it(taken_up, custodians, cleo, bea, vera, wil):  # noqa: PLR0917 - fixtures
    answer = signed_in(bea).post(reverse("close_account", args=[vera.account.pk]), {"toch": "ja"})
    assert answer.status_code == 302
    coordinator = signed_in(cleo)
    page = text_of(coordinator.get(reverse("cases_without_helper")))
    assert (taken_up.case.number in page, MESSAGE[:20] in page) == (True, False)

    assert ask(coordinator, taken_up.case, wil).status_code == 302
    row = Recovery.objects.get()
    said = []
    for one in custodians[:2]:
        client = signed_in(one)
        page = text_of(client.get(reverse("custodians")))
        assert (taken_up.case.number in page, "Wil Waarnemer" in page, MESSAGE[:20] in page) == (True, True, False)
        said.append(client.post(reverse("agree_as_custodian", args=[row.pk])).headers["Location"])

    assert said == [f"{reverse('custodians')}?gedaan=waits", f"{reverse('custodians')}?gedaan=opened"]
    assert MESSAGE in text_of(signed_in(wil).get(f"/zaken/{taken_up.case.number}/"))
    client = Client()
    client.post("/terug/", {"receipt": taken_up.words})
    page = text_of(client.get("/terug/gesprek/"))
    assert "door 2 bewaarders samen opnieuw geopend voor een vertrouwenspersoon" in page
    assert "de vorige helper is de sleutel kwijt" in page


def test_who_has_no_share_sees_no_request_and_answers_none(taken_up, cleo, bea, vera, wil):
    row = ask_for(taken_up.case, wil, cleo, at=timezone.now())
    for one in (cleo, bea, vera, wil):
        client = signed_in(one)
        page = text_of(client.get(reverse("custodians")))
        assert ("U bent geen bewaarder" in page, taken_up.case.number in page) == (True, False)
        assert client.post(reverse("agree_as_custodian", args=[row.pk])).status_code == 404
        assert client.post(reverse("refuse_as_custodian", args=[row.pk])).status_code == 404
    assert Case.objects.get().claimed_by == vera.account


def test_a_custodian_refuses(taken_up, custodians, cleo, wil):
    row = ask_for(taken_up.case, wil, cleo, at=timezone.now())
    agree(row, custodians[0], at=timezone.now())

    answer = signed_in(custodians[1]).post(reverse("refuse_as_custodian", args=[row.pk]), follow=True)

    assert "U hebt geweigerd" in text_of(answer)
    assert "Er wordt u nu niets gevraagd" in text_of(answer)


def test_a_custodian_who_would_get_the_case_is_told_that_others_must_do_it(raadsleden, vera, wil, joris, cleo):
    make_custodians(wil, joris, cleo)
    row = ask_for(take_up(vera).case, wil, cleo, at=timezone.now())

    answer = signed_in(wil).post(reverse("agree_as_custodian", args=[row.pk]))

    assert (answer.status_code, "Dit moeten anderen doen" in text_of(answer)) == (400, True)


def test_a_custodian_who_does_not_count_is_told_so_and_not_why(raadsleden, custodians, cleo, vera, wil):
    declare_tie(account=custodians[0].account, party="VVD", at=NIGHT)
    case = take_up(vera, barred=Barred(parties=("VVD",))).case
    row = ask_for(case, wil, cleo, at=timezone.now())
    agree(row, custodians[1], at=timezone.now())

    page = text_of(signed_in(custodians[0]).post(reverse("agree_as_custodian", args=[row.pk]), follow=True))

    assert ("Uw akkoord telt hier niet" in page, "VVD" in page, case.number in page) == (True, False, True)
    page = text_of(signed_in(custodians[1]).get(f"{reverse('custodians')}?gedaan=other_not_counted"))
    assert "Uw akkoord telt, een ander akkoord niet" in page


def test_asking_what_cannot_be_asked_is_told_in_the_form(taken_up, cleo, wil, bea):
    client = signed_in(cleo)
    assert ask(client, taken_up.case, bea).status_code == 400
    assert ask(client, taken_up.case, wil).status_code == 302

    again = ask(client, taken_up.case, wil)

    assert (again.status_code, "al over gevraagd" in text_of(again)) == (400, True)
    assert client.get("/zaken/2026-AAAAAA/bewaarders/").status_code == 404


def test_a_number_leads_to_asking_and_an_unknown_one_is_told(taken_up, cleo):
    client, url = signed_in(cleo), reverse("cases_without_helper")

    known = client.get(url, {"zaak": f" {taken_up.case.number.lower()}"})
    unknown = client.get(url, {"zaak": "2026-AAAAAA/../"})

    assert known.headers["Location"] == reverse("ask_custodians", args=[taken_up.case.number])
    assert (unknown.status_code, "Dit nummer kennen wij niet" in text_of(unknown)) == (404, True)


def test_stepping_back_takes_the_case_away_from_every_page(taken_up, vera, wil):
    client, url = signed_in(vera), reverse("recuse", args=[taken_up.case.number])
    assert "Kent u deze persoon?" in text_of(client.get(url))

    answer = client.post(url)

    assert answer.headers["Location"] == "/dienst/?teruggetrokken"
    desk = text_of(client.get("/dienst/?teruggetrokken"))
    assert ("U hebt zich teruggetrokken" in desk, MESSAGE[:20] in desk) == (True, False)
    assert client.get(f"/zaken/{taken_up.case.number}/").status_code == 404
    assert client.post(url).status_code == 404
    page = text_of(signed_in(wil).get(f"/zaken/{taken_up.case.number}/"))
    assert ("wil niet dat deze mensen meelezen" in page, MESSAGE in page) == (False, True)


def test_who_is_the_last_to_read_it_is_told_so(wethouders, joris):
    Account.objects.filter(pk=joris.account.pk).update(email="joris@overleg.invalid")
    arrived = make_case(chosen="wethouders")
    with_app = make_adviser("Jan Jongste", app=True)
    assert signed_in(with_app).get(reverse("recuse", args=[arrived.case.number])).status_code == 404
    with pytest.raises(actions.NobodyElse):
        actions.recuse(case=arrived.case, by=joris.account, keyring=joris.keyring, at=NIGHT)


def test_everything_is_handed_over_and_given_back(taken_up, vera, wil):
    client = signed_in(vera)
    answer = client.post(reverse("leave"), {"to": [wil.account.pk], "note": "tot de vijfde"})
    assert (answer.status_code, "1 zaak is nu bij een collega" in text_of(answer)) == (200, True)
    assert "Wil Waarnemer · 1 zaak" in text_of(client.get(reverse("leave")))

    hers = signed_in(wil)
    assert "Geef terug aan Vera Voorbeeld" in text_of(hers.get(reverse("leave")))
    hers.post(reverse("give_back", args=[vera.account.pk]))

    assert (Case.objects.get().claimed_by, StandIn.objects.count()) == (vera.account, 0)
    assert client.get(f"/zaken/{taken_up.case.number}/").status_code == 200


@pytest.mark.usefixtures("taken_up")
def test_leave_without_a_colleague_is_refused(vera):
    answer = signed_in(vera).post(reverse("leave"), {"note": ""})

    assert (answer.status_code, "Kies een of meer" in text_of(answer)) == (400, True)
    assert Case.objects.get().claimed_by == vera.account


def test_two_cases_are_shown_beside_each_other_and_become_one(taken_up, vera):
    other = take_up(vera, "Ik schreef vorige week ook.", name="Sam", reach="na zessen")
    client, url = signed_in(vera), reverse("merge_case", args=[taken_up.case.number])
    assert "Ik schreef vorige week ook." in text_of(client.get(url))
    page = text_of(client.get(f"{url}?met={other.case.number}"))
    assert (MESSAGE[:20] in page, "Ik schreef vorige week ook." in page) == (True, True)

    answer = client.post(f"{url}?met={other.case.number}", follow=True)

    assert "De twee zaken zijn nu" in text_of(answer)
    assert "Ik schreef vorige week ook." in text_of(answer)
    assert client.post(f"/zaken/{other.case.number}/afsluiten/").status_code == 404


def test_which_name_holds_is_asked_when_they_differ(raadsleden, vera):
    one, other = take_up(vera, name="Sam"), take_up(vera, name="S. de Vries")
    client, url = signed_in(vera), reverse("merge_case", args=[one.case.number])

    client.post(f"{url}?met={other.case.number}", {"name": "theirs"})

    assert "S. de Vries" in text_of(client.get(f"/zaken/{one.case.number}/"))


def test_the_number_of_a_case_that_was_merged_leads_to_where_it_went(taken_up, vera, wil):
    gone = take_up(vera, "Nog een bericht.").case
    signed_in(vera).post(f"{reverse('merge_case', args=[taken_up.case.number])}?met={gone.number}")
    path = reverse("case", args=[gone.number])

    answer = signed_in(vera).get(path, follow=True)
    refused = signed_in(wil).get(path)

    assert [where for where, _status in answer.redirect_chain] == [f"/zaken/{taken_up.case.number}/?opgegaan"]
    assert "Het oude nummer leidt hierheen" in text_of(answer)
    assert (refused.status_code, taken_up.case.number in text_of(refused)) == (404, False)


def test_a_case_of_a_colleague_is_not_there_to_merge_with(taken_up, vera, wil):
    other = take_up(wil)
    client, url = signed_in(vera), reverse("merge_case", args=[taken_up.case.number])

    assert client.get(f"{url}?met={other.case.number}").status_code == 404
    assert client.post(f"{url}?met={taken_up.case.number}").status_code == 400


def test_an_account_with_cases_is_not_closed_without_a_second_word(taken_up, bea, vera):
    client, url = signed_in(bea), reverse("close_account", args=[vera.account.pk])

    answer = client.post(url)

    assert (answer.status_code, "Deze collega heeft nog 1 zaak" in text_of(answer)) == (400, True)
    assert Account.objects.get(pk=vera.account.pk).is_active
    answer = client.post(reverse("account", args=[vera.account.pk]), {"roles": ["tour"]})
    assert (answer.status_code, "nog 1 zaak" in text_of(answer)) == (400, True)
    assert client.post(url, {"toch": "ja"}).status_code == 302
