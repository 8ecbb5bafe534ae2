import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.foundation.accounts.pages import WORDS
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.models import Session
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.session import seal_secret

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.accounts.pages")]

TYPED = {"note": "Ze stonden weer voor de deur.", "phone": "afgesproken", "passphrase": "geheim"}
KEPT = {"note": "Ze stonden weer voor de deur.", "phone": "afgesproken"}


def test_a_page_without_a_door_opens_for_nobody(client):
    with pytest.raises(ImproperlyConfigured, match="doorless declares no door"):
        client.get("/proef/zonder-deur/")


def test_a_receipt_opens_receipt_pages_and_no_staff_page(client):
    holder = client.get("/proef/terug/").content.decode()

    thread, notebook = client.get("/proef/draad/"), client.get("/proef/notities/")

    assert thread.json()["bearer"] == f"receipt:{holder}"
    assert thread.wsgi_request.keyring.role == "client"
    assert thread.wsgi_request.keyring.secret == WORDS.secret
    assert notebook["Location"].startswith("/inloggen/")


def test_a_staff_member_opens_no_receipt_page(client):
    make_colleague().sign_in(client)

    assert client.get("/proef/draad/")["Location"] == "/terug/?next=%2Fproef%2Fdraad%2F"


def test_both_visits_live_side_by_side_in_one_browser(client):
    make_colleague().sign_in(client)
    client.get("/proef/terug/")

    assert [client.get(path).status_code for path in ("/proef/draad/", "/proef/notities/")] == [200, 200]

    client.get("/proef/weg/")

    assert [client.get(path).status_code for path in ("/proef/draad/", "/proef/notities/")] == [302, 200]


def test_the_receipt_s_secret_is_not_in_the_session(client):
    client.get("/proef/terug/")

    session = Session.objects.get()

    assert session.account is None
    assert repr(WORDS.secret.raw)[2:-1] not in f"{session.get_decoded()}"


def half_an_hour_later(time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=31))


def test_a_text_survives_the_end_of_the_session(client, time_machine):
    vera = make_colleague()
    vera.sign_in(client)
    half_an_hour_later(time_machine)

    answer = client.post("/proef/notities/", TYPED)
    session = Session.objects.get(account=None)
    vera.sign_in(client, next_page="/proef/notities/")

    assert answer.status_code == 400
    assert "Er is een half uur niets gebeurd" in answer.content.decode()
    assert "Uw tekst is bewaard" in answer.content.decode()
    assert "<textarea" not in answer.content.decode()
    assert "/inloggen/?next=%2Fproef%2Fnotities%2F" in answer.content.decode()
    assert "deur" not in f"{session.get_decoded()['draft']}"
    assert client.get("/proef/notities/").json()["draft"] == KEPT
    assert client.get("/proef/notities/").json()["draft"] == {}


def test_a_client_s_text_survives_too_and_the_files_are_said_to_be_gone(client, time_machine):
    client.get("/proef/terug/")
    half_an_hour_later(time_machine)
    file = SimpleUploadedFile("brief.txt", b"tekst", content_type="text/plain")

    answer = client.post("/proef/draad/", TYPED | {"files": file})
    client.get("/proef/terug/")

    assert answer.status_code == 400
    assert "De bestanden zijn niet bewaard" in answer.content.decode()
    assert "/terug/?next=%2Fproef%2Fdraad%2F" in answer.content.decode()
    assert client.get("/proef/draad/").json()["draft"] == KEPT


def test_a_client_s_text_is_not_shown_to_the_next_client_at_this_browser(client, time_machine):
    client.get("/proef/terug/")
    half_an_hour_later(time_machine)
    client.post("/proef/draad/", TYPED)

    client.get("/proef/terug/?ander")
    shown_to_other = client.get("/proef/draad/").json()["draft"]
    stored = [session.get_decoded() for session in Session.objects.all()]
    client.get("/proef/terug/")

    assert shown_to_other == {}
    assert ["draft" in session for session in stored] == [False]
    assert client.get("/proef/draad/").json()["draft"] == {}


def test_a_colleague_s_text_is_not_shown_to_the_next_colleague_at_this_browser(client, time_machine):
    vera, bas = make_colleague(), make_colleague(name="Bas Bedacht")
    vera.sign_in(client)
    half_an_hour_later(time_machine)
    client.post("/proef/notities/", TYPED)

    bas.sign_in(client)

    assert "draft" not in client.session
    assert client.get("/proef/notities/").json()["draft"] == {}


def test_a_draft_that_is_found_all_the_same_opens_for_its_owner_only(client):
    vera = make_colleague()
    vera.sign_in(client)
    session = client.session
    cookie_key, box = seal_secret(json.dumps({"owner": f"account:{uuid4()}", "texts": KEPT}).encode())
    session["draft"] = {"path": "/proef/notities/", "box": box}
    session.save()
    client.cookies["concept"] = cookie_key

    assert client.get("/proef/notities/").json()["draft"] == {}
    assert "draft" not in client.session


def test_a_draft_is_shown_at_its_own_page_only(client, time_machine):
    vera = make_colleague()
    vera.sign_in(client)
    half_an_hour_later(time_machine)
    client.post("/proef/gevaarlijk/", TYPED)
    vera.sign_in(client)

    assert client.get("/proef/notities/").json()["draft"] == {}
    assert client.get("/proef/gevaarlijk/").json()["draft"] == KEPT


def test_a_draft_without_its_cookie_stays_shut(client, time_machine):
    vera = make_colleague()
    vera.sign_in(client)
    half_an_hour_later(time_machine)
    client.post("/proef/notities/", TYPED)
    del client.cookies["concept"]
    vera.sign_in(client)

    assert client.get("/proef/notities/").json()["draft"] == {}


def test_a_text_survives_when_half_of_the_key_is_gone(client):
    vera = make_colleague()
    vera.sign_in(client)
    del client.cookies["sleutel"]

    client.post("/proef/notities/", TYPED)
    vera.sign_in(client)

    assert client.get("/proef/notities/").json()["draft"] == KEPT


def test_sending_again_before_coming_back_in_keeps_what_was_sent_last(client, time_machine):
    vera = make_colleague()
    vera.sign_in(client)
    half_an_hour_later(time_machine)
    client.post("/proef/notities/", TYPED)

    again = client.post("/proef/notities/", TYPED | {"note": "Ze staan er nu weer."})
    vera.sign_in(client)

    assert "Uw tekst is bewaard" in again.content.decode()
    assert client.get("/proef/notities/").json()["draft"] == KEPT | {"note": "Ze staan er nu weer."}


def test_who_leaves_leaves_no_draft_for_the_next_at_this_browser(client, time_machine):
    client.get("/proef/terug/")
    half_an_hour_later(time_machine)
    client.post("/proef/draad/", TYPED)
    client.get("/proef/terug/")
    client.get("/proef/weg/")
    client.get("/proef/terug/")

    assert client.get("/proef/draad/").json()["draft"] == {}


@pytest.mark.parametrize("path", ["/proef/notities/", "/proef/draad/"])
def test_a_stranger_stores_nothing_and_gets_the_text_back_to_copy(client, path):
    answer = client.post(path, TYPED)
    page = answer.content.decode()

    assert answer.status_code == 400
    assert Session.objects.count() == 0
    assert "concept" not in answer.cookies
    assert "Uw tekst is niet bewaard" in page
    assert page.count("<textarea") == 1
    assert "readonly>Ze stonden weer voor de deur.</textarea>" in page
    assert "geheim" not in page
    assert "half uur" not in page


def test_a_visit_by_one_kind_of_door_keeps_no_text_for_the_other(client):
    client.get("/proef/terug/")

    answer = client.post("/proef/notities/", TYPED)

    assert "Uw tekst is niet bewaard" in answer.content.decode()
    assert "draft" not in client.session


def test_an_old_cookie_keeps_a_text_once(client, time_machine):
    make_colleague().sign_in(client)
    half_an_hour_later(time_machine)
    old = client.cookies["zitting"].value
    first = client.post("/proef/notities/", TYPED)

    stranger = Client(headers={"Cookie": f"zitting={old}"})
    second = stranger.post("/proef/notities/", TYPED)

    assert "Uw tekst is bewaard" in first.content.decode()
    assert "Uw tekst is niet bewaard" in second.content.decode()
    assert Session.objects.count() == 1


def test_a_text_of_more_than_64_kb_is_given_back_and_not_kept(client, time_machine):
    make_colleague().sign_in(client)
    half_an_hour_later(time_machine)

    answer = client.post("/proef/notities/", {"note": "a" * 66_000})

    assert "Uw tekst is niet bewaard" in answer.content.decode()
    assert "a" * 66_000 in answer.content.decode()
    assert Session.objects.count() == 0


def test_an_empty_form_leaves_no_draft(client):
    answer = client.post("/proef/notities/", {"note": ""})

    assert "Uw tekst is" not in answer.content.decode()
    assert Session.objects.count() == 0


def test_something_dangerous_asks_for_the_second_factor_again_after_five_minutes(client, time_machine):
    vera = make_colleague()
    vera.sign_in(client)
    fresh = client.get("/proef/gevaarlijk/")
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    stale = client.post("/proef/gevaarlijk/", TYPED)
    confirmed = client.post(stale["Location"], {"code": vera.next_code()})

    assert fresh.status_code == 200
    assert stale["Location"] == "/inloggen/bevestigen/?next=%2Fproef%2Fgevaarlijk%2F"
    assert confirmed["Location"] == "/proef/gevaarlijk/"
    assert client.get("/proef/gevaarlijk/").json()["draft"] == KEPT
    assert Event.objects.filter(action="step_up").count() == 1


def test_a_text_too_long_to_keep_is_given_back_before_confirming(client, time_machine):
    make_colleague().sign_in(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    answer = client.post("/proef/gevaarlijk/", {"note": "a" * 66_000})

    assert answer.status_code == 400
    assert "Bevestig eerst dat u het bent" in answer.content.decode()
    assert "a" * 66_000 in answer.content.decode()
    assert "/inloggen/bevestigen/?next=%2Fproef%2Fgevaarlijk%2F" in answer.content.decode()


def test_confirming_goes_back_to_the_page_with_the_form(client, time_machine):
    vera = make_colleague()
    vera.sign_in(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    ours = client.post("/proef/gevaarlijk/", TYPED, headers={"Referer": "http://testserver/account/"})
    theirs = client.post("/proef/gevaarlijk/", TYPED, headers={"Referer": "http://elders.invalid/account/"})

    assert ours["Location"] == "/inloggen/bevestigen/?next=%2Faccount%2F"
    assert theirs["Location"] == "/inloggen/bevestigen/?next=%2Fproef%2Fgevaarlijk%2F"


def test_a_wrong_code_confirms_nothing(client, time_machine):
    vera = make_colleague()
    vera.sign_in(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    answer = client.post("/inloggen/bevestigen/?next=/proef/gevaarlijk/", {"code": "000000"})

    assert answer.status_code == 400
    assert client.get("/proef/gevaarlijk/").status_code == 302


LONG = "Een heel verhaal over de avond in de raadzaal."


def ended_in_the_middle(client, colleague, *, page="/beheer/rollen/", **typed):
    """Somebody presses a button of a page after their session ended, and comes back in."""
    del client.cookies["sleutel"]
    ended = client.post("/proef/notities/", typed, headers={"referer": f"http://testserver{page}"})
    colleague.sign_in(client, next_page=page)
    return ended.content.decode()


@pytest.fixture
def bea(client):
    colleague = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    colleague.sign_in(client)
    return colleague


def test_a_text_that_no_form_takes_back_is_there_to_copy_and_once(client, bea):
    ended = ended_in_the_middle(client, bea, note=LONG)

    page = client.get("/beheer/rollen/").content.decode()

    assert "Uw tekst is bewaard" in ended
    assert "Het is nog niet gebeurd" in page
    assert f">{LONG}</textarea>" in page
    assert "Het is nog niet gebeurd" not in client.get("/beheer/rollen/").content.decode()


def test_who_only_pressed_a_button_is_not_told_that_a_text_was_kept(client, bea):
    ended = ended_in_the_middle(client, bea, act="up")

    page = client.get("/beheer/rollen/").content.decode()

    assert "Uw tekst is bewaard" not in ended
    assert "Het is nog niet gebeurd" in page
    assert "<textarea" not in page


def test_another_page_does_not_say_it_and_does_not_take_it(client, bea):
    ended_in_the_middle(client, bea, note=LONG)

    assert "Het is nog niet gebeurd" not in client.get("/account/").content.decode()
    assert "Het is nog niet gebeurd" in client.get("/beheer/rollen/").content.decode()


def test_a_colleague_at_the_same_browser_reads_nothing_of_it(client, bea):
    del client.cookies["sleutel"]
    client.post("/proef/notities/", {"note": LONG}, headers={"referer": "http://testserver/account/"})
    make_colleague(name="Bas Bedacht").sign_in(client, next_page="/account/")

    assert LONG not in client.get("/account/").content.decode()


def test_after_the_second_factor_the_page_says_that_it_did_not_happen_yet_and_not_before(client, bea, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    asked = client.post("/proef/gevaarlijk/", {"act": "send"}, headers={"referer": "http://testserver/account/?x=1"})
    before = client.get("/account/?x=1").content.decode()

    client.post(asked["Location"], {"code": bea.next_code()})

    assert asked["Location"] == "/inloggen/bevestigen/?next=%2Faccount%2F%3Fx%3D1"
    assert "Het is nog niet gebeurd" not in before
    assert "Het is nog niet gebeurd" in client.get("/account/?x=1").content.decode()
