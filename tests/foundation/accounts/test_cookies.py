import pytest
from django.http import HttpResponse

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts import cookies
from weerbaar.foundation.accounts.adapters import AccountAdapter
from weerbaar.foundation.accounts.backends import PassphraseBackend


def test_a_cookie_is_out_of_reach_of_scripts_and_other_sites(rf, settings):
    settings.SECURE_COOKIES = True
    request, response = rf.get("/"), HttpResponse()

    cookies.set_later(request, "__Host-sleutel", "waarde", max_age=60)
    cookies.apply(request, response)

    morsel = response.cookies["__Host-sleutel"]
    assert [morsel[name] for name in ("secure", "httponly", "samesite", "path", "max-age")] == [
        True,
        True,
        "Lax",
        "/",
        60,
    ]


def test_deleting_is_marked_secure_too_or_the_browser_would_ignore_it(rf, settings):
    settings.SECURE_COOKIES = True
    request, response = rf.get("/"), HttpResponse()
    request.COOKIES["__Host-sleutel"] = "waarde"

    cookies.delete_later(request, "__Host-sleutel")
    cookies.apply(request, response)

    assert cookies.value_of(request, "__Host-sleutel") == ""
    assert [response.cookies["__Host-sleutel"][name] for name in ("secure", "max-age")] == [True, 0]


def test_what_was_decided_counts_at_once(rf):
    request = rf.get("/")
    request.COOKIES["sleutel"] = "oud"

    cookies.set_later(request, "sleutel", "nieuw")

    assert cookies.value_of(request, "sleutel") == "nieuw"


@pytest.mark.django_db
def test_django_s_own_way_in_asks_for_the_passphrase_too(rf):
    vera, backend = make_colleague(), PassphraseBackend()

    right = backend.authenticate(rf.get("/"), email=vera.account.email, passphrase=vera.passphrase)
    wrong = backend.authenticate(rf.get("/"), email=vera.account.email, passphrase="niet deze zin")

    assert [right, wrong] == [vera.account, None]


def test_nobody_signs_up_without_an_invitation(rf):
    assert AccountAdapter().is_open_for_signup(rf.get("/")) is False
