"""The number of a case that was merged leads on from every page, for who reads where it went; to all else it never was."""

import uuid

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.factories.cases import MESSAGE, make_case
from tests.factories.team import NIGHT, make_adviser
from tests.support.pages import without_token
from weerbaar.confidential.cases import actions

NEVER_WAS = "2026-AAAAAA"
# A coordinator asks the custodians for who holds no key; they write by number alone, and learn not where it went.
BY_NUMBER_ALONE = {"ask_custodians"}
ANY = {"uuid": uuid.UUID(int=1), "int": 1, "slug": "iets"}


def names_of_pages():
    """Every address of a page about a case, from the table of addresses itself, so that a new page is held to it too."""
    found = get_resolver().reverse_dict
    return sorted(
        name
        for name in found
        if isinstance(name, str) and found.getlist(name)[0][0][0][0].startswith("zaken/%(number)s/")
    )


def address(name, number):
    for values in ([number], [number, ANY["uuid"]], [number, ANY["int"]], [number, ANY["slug"]]):
        try:
            return reverse(name, args=values)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def wil(db):
    return make_adviser("Wil Waarnemer", app=True)


@pytest.fixture
def merged(raadsleden, vera):
    """The number that is left and the one that went into it."""
    both = [make_case(text).case for text in (MESSAGE, "Nog een bericht.")]
    hers = {"by": vera.account, "keyring": vera.keyring, "at": NIGHT}
    for case in both:
        actions.claim(case=case, **hers)
    actions.merge(case=both[0], gone=both[1], facts=actions.Facts(), **hers)
    return [case.number for case in both]


def signed_in(colleague):
    client = Client()
    colleague.sign_in(client)
    return client


def told(client, method, name, number):
    answer = getattr(client, method)(address(name, number))
    return answer.status_code, answer.get("Location"), without_token(answer.content.decode()).replace(number, "…")


def test_every_page_about_a_case_is_looked_at():
    pages = names_of_pages()

    assert {"case", "timeline", "plan", "letter", "merge_case", "download_file", "plan_step"} <= set(pages)
    assert len(pages) > 40


def test_a_look_at_any_page_of_the_old_number_leads_to_the_case_that_stays(merged, vera):
    stays, gone = merged
    client = signed_in(vera)

    led = {name: told(client, "get", name, gone)[:2] for name in names_of_pages()}

    not_to_look_at = {name for name, (status, _where) in led.items() if status == 405}
    elsewhere = {name: where for name, where in led.items() if where != (302, f"/zaken/{stays}/?opgegaan")}
    assert not_to_look_at | BY_NUMBER_ALONE == elsewhere.keys()
    assert client.head(address("timeline", gone))["Location"] == f"/zaken/{stays}/?opgegaan"


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_to_who_reads_it_not_the_old_number_is_as_one_that_never_was(merged, wil, method):
    client = signed_in(wil)

    differing = [
        name
        for name in names_of_pages()
        if told(client, method, name, merged[1]) != told(client, method, name, NEVER_WAS)
    ]

    assert differing == []


@pytest.mark.parametrize(
    ("name", "field"), [("answer_case", "antwoord-message"), ("note_in_case", "text"), ("add_incident", "description")]
)
def test_what_is_sent_to_the_old_number_is_there_to_copy(merged, vera, name, field):
    typed = "Vanmorgen belde zij: er lag weer een brief op de mat."

    answer = signed_in(vera).post(address(name, merged[1]), {field: typed})

    assert (answer.status_code, typed in answer.content.decode()) == (404, True)
