import errno

import pytest
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path

from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.ui import urls as ui_urls
from weerbaar.foundation.ui import views
from weerbaar.foundation.ui.errors import LeadsOn

pytestmark = pytest.mark.urls(__name__)
LONG = "Vanmorgen lag er een brief op de mat. Er staat in op welke school mijn kinderen zitten."


def view(behaviour):
    @public
    def answer(request):
        return behaviour(request)

    return answer


def fail_with(exception):
    def fail(_request):
        raise exception

    return view(fail)


def own_answer(_request, reason):
    return HttpResponse(f"eigen antwoord: {reason}", status=400)


with_own_answer = view(lambda _request: HttpResponse())
with_own_answer.on_csrf_failure = own_answer
urlpatterns = [
    path("vol/", fail_with(OSError(errno.ENOSPC, "No space left on device"))),
    path("bezet/", fail_with(OperationalError("database is locked"))),
    path("stuk/", fail_with(ZeroDivisionError())),
    path("weg-ermee/", fail_with(Http404())),
    path("verhuisd/", fail_with(LeadsOn("/goed/?verhuisd"))),
    path("druk/", view(lambda request: views.too_busy(request, 30))),
    path("goed/", view(lambda _request: HttpResponse("goed"))),
    path("eigen/", with_own_answer),
    path("verlopen/", view(lambda _request: HttpResponse("Deze link opent niets", status=404))),
    *ui_urls.urlpatterns,
    path("", view(lambda _request: HttpResponse("begin")), name="home_for_staff"),
]
handler400 = "weerbaar.foundation.ui.views.bad_request"
handler403 = "weerbaar.foundation.ui.views.permission_denied"
handler404 = "weerbaar.foundation.ui.views.page_not_found"
handler500 = "weerbaar.foundation.ui.views.server_error"


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/nergens/", 404, "Deze pagina is er niet"),
        ("/weg-ermee/", 404, "Deze pagina is er niet"),
        ("/druk/", 429, "Het is nu erg druk"),
        ("/stuk/", 500, "Er ging iets mis bij ons"),
        ("/vol/", 503, "Wij kunnen dit nu even niet bewaren"),
        ("/bezet/", 503, "Wij kunnen dit nu even niet bewaren"),
    ],
)
def test_an_error_is_told_in_dutch_with_a_number_to_call(client, address, status, title):
    response = client.get(address)
    assert response.status_code == status
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert 'href="tel:0703738314"' in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("packed", ["", "gzip"])
def test_the_same_page_is_shown_while_developing(client, settings, packed):
    settings.DEBUG = True
    page = client.get("/nergens/", headers={"Accept-Encoding": packed})
    assert "<h1>Deze pagina is er niet</h1>" in page.content.decode()


def test_what_a_view_says_is_not_there_stays_as_it_says_it_while_developing(client, settings):
    settings.DEBUG = True
    assert client.get("/verlopen/").content.decode() == "Deze link opent niets"


def test_what_is_forbidden_looks_as_if_it_is_not_there():
    response = views.permission_denied(RequestFactory().get("/zaken/1/"))
    assert response.status_code == 404


def test_who_must_wait_is_told_how_long(client):
    assert client.get("/druk/").headers["Retry-After"] == "30"


@pytest.mark.parametrize("address", ["/vol/", "/bezet/", "/stuk/", "/druk/"])
def test_what_was_typed_stays_on_the_page(client, address):
    page = client.post(
        address, {"message": LONG, "passphrase": "een heel lange wachtzin die niemand mag zien"}
    ).content.decode()
    assert f">{LONG}</textarea>" in page
    assert "wachtzin die niemand" not in page


def test_too_much_at_once_is_413(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post("/goed/", {"message": "x" * 101}, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "<h1>Dit is te groot om te versturen</h1>" in response.content.decode()


def test_too_many_fields_are_400(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    assert client.post("/goed/", {"a": "1", "b": "2", "c": "3"}).status_code == 400


def test_a_broken_upload_is_400(client):
    response = client.post("/goed/", b"onzin", content_type="multipart/form-data; boundary=")
    assert response.status_code == 400


class TestForgedOrStale:
    """A form without its token: perhaps forged, mostly left open for a night."""

    @pytest.fixture
    def client(self, client):
        client.handler.enforce_csrf_checks = True
        return client

    def test_the_text_survives(self, client):
        response = client.post("/goed/", {"message": LONG, "name": "J."})
        assert response.status_code == 400
        assert f">{LONG}</textarea>" in response.content.decode()

    def test_what_was_typed_is_text_and_not_markup(self, client):
        page = client.post(
            "/goed/", {"message": "<script>alert('lang genoeg om te bewaren')</script>"}
        ).content.decode()
        assert "<script>alert" not in page

    def test_a_view_may_do_better(self, client):
        assert client.post("/eigen/", {}).content.decode() == "eigen antwoord: CSRF cookie not set."

    def test_the_answer_is_kept_nowhere(self, client):
        assert client.post("/goed/", {"message": LONG}).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["get", "head"])
def test_who_looks_for_what_moved_is_led_to_where_it_went(client, method):
    answer = getattr(client, method)("/verhuisd/")

    assert (answer.status_code, answer["Location"]) == (302, "/goed/?verhuisd")


def test_what_is_sent_to_what_moved_goes_nowhere_and_is_there_to_copy(client):
    answer = client.post("/verhuisd/", {"message": LONG})

    assert (answer.status_code, LONG in answer.content.decode()) == (404, True)
