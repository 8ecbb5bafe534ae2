import pytest

OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def visit(client, settings, db):
    """Someone with a session in this browser."""
    session = client.session
    session["draft"] = "verzegeld"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    client.cookies[settings.KEYRING_COOKIE_NAME] = "half a key"
    return session


def still_there(session):
    return session.exists(session.session_key)


def test_leaving_leads_elsewhere(client, settings):
    response = client.get("/weg/", **OWN)
    assert (response.status_code, response.headers["Location"]) == (303, settings.QUICK_EXIT_URL)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("asked_by", ["same-origin", "none"])
def test_leaving_ends_the_visit_and_has_the_browser_forget(client, visit, settings, method, asked_by):
    response = getattr(client, method)("/weg/", HTTP_SEC_FETCH_SITE=asked_by)
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage", "cache"'
    assert response.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert response.cookies[settings.KEYRING_COOKIE_NAME].value == ""
    assert not still_there(visit)


@pytest.mark.parametrize("asked_by", ["cross-site", "same-site"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_picture_on_another_site_signs_nobody_out(client, visit, method, asked_by):
    response = getattr(client, method)("/weg/", HTTP_SEC_FETCH_SITE=asked_by)
    assert "Clear-Site-Data" not in response.headers
    assert response.cookies == {}
    assert still_there(visit)


def test_an_old_browser_that_brings_its_cookie_is_believed(client, visit):
    assert "Clear-Site-Data" in client.get("/weg/").headers
    assert not still_there(visit)


def test_an_old_browser_without_a_cookie_has_nothing_to_forget(client):
    assert "Clear-Site-Data" not in client.get("/weg/").headers


def test_fetching_the_page_ahead_is_not_leaving(client, visit):
    response = client.get("/weg/", HTTP_SEC_FETCH_SITE="same-origin", HTTP_SEC_PURPOSE="prefetch")
    assert "Clear-Site-Data" not in response.headers
    assert still_there(visit)


def test_every_public_page_has_the_way_out(client, settings):
    page = client.get("/stijl/").content.decode()
    assert f'href="/weg/" rel="noreferrer" data-quick-exit="{settings.QUICK_EXIT_URL}"' in page
