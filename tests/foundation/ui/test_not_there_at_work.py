"""What is not there, for a colleague: told in the frame of their work, so that nobody loses their place."""

import re

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.ui import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work():
    client = Client()
    make_colleague(Role.TOUR, name="Tijn Tournee").sign_in(client)
    return client


def text(answer):
    assert answer.status_code == 404
    return re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def test_a_colleague_stays_in_the_frame_of_their_work(at_work):
    page = text(at_work.get("/nergens/"))

    assert '<body class="staff">' in page
    assert '<a href="/tour/">Organisaties</a>' in page
    assert re.search('href="/werkplek/"><span>Naar uw werk</span></a>', page)
    assert "Tijn Tournee" in page
    assert "tel:" not in page


def test_what_is_closed_looks_just_like_what_is_not_there(at_work):
    assert text(at_work.get("/dienst/")) == text(at_work.get("/nergens/"))
    assert text(at_work.get("/tour/organisaties/GM9999/")) == text(at_work.get("/tour/organisaties/GM9998/"))


def test_a_visitor_sees_the_public_frame_and_no_question_is_asked(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = text(client.get("/nergens/"))

    assert '<body class="public">' in page
    assert "/werkplek/" not in page


def test_half_a_key_is_nobody_at_work(at_work):
    del at_work.cookies[settings.KEYRING_COOKIE_NAME]

    assert '<body class="public">' in text(at_work.get("/nergens/"))


def test_without_a_database_it_is_still_said_that_nothing_is_there(at_work):
    def down(*_asked):
        message = "server closed the connection unexpectedly"
        raise OperationalError(message)

    with connection.execute_wrapper(down):
        page = text(at_work.get("/nergens/"))

    assert '<body class="public">' in page
    assert "Deze pagina is er niet" in page


def test_what_broke_is_told_plainly_and_nobody_is_looked_up():
    class Broken:
        @property
        def is_authenticated(self):
            pytest.fail("a page about what broke asks for nobody")

    request = RequestFactory().get("/stuk/")
    request.user = Broken()

    assert '<body class="public">' in errors.server_error(request).content.decode()


def test_what_was_typed_is_there_to_copy(at_work):
    typed = "Dit was een lang verslag van het gesprek met de griffier."

    assert f">{typed}</textarea>" in text(at_work.post("/nergens/", {"tekst": typed}))
