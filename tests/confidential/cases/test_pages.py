"""The pages of a case and the duty desk: for who holds a role and a key; to everyone else nothing is there."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.cases import MESSAGE, make_case, make_file, texts_seen
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.foundation.vault import pictures
from tests.support.pages import without_token
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Attachment, Case, Entry, Note
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
def arrived(raadsleden):
    return make_case(files=(make_file(pictures.phone_photo(), "foto.jpg"), make_file()))


@pytest.fixture
def desk(client, vera):
    vera.sign_in(client)
    return client


def signed_in(colleague):
    visitor = Client()
    colleague.sign_in(visitor)
    return visitor


def url(arrived, rest=""):
    return f"/zaken/{arrived.case.number}/{rest}"


def take_up(arrived, by):
    return actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=NIGHT)


def file_urls(arrived):
    photo, text = sorted(Attachment.objects.filter(entry__case=arrived.case), key=lambda row: -len(row.size.box))[:2]
    return [url(arrived, f"bestand/{row.pk}/") for row in (photo, text)]


def test_the_desk_shows_what_waits_and_leads_to_it(desk, arrived):
    page = desk.get("/dienst/").content.decode()

    assert ["brief op de mat" in page, url(arrived) in page] == [True, True]


def test_first_words_on_the_desk_are_words_and_no_page(desk, raadsleden):
    make_case("<script>alert('ik & jij')</script>")

    page = desk.get("/dienst/").content.decode()

    assert "&lt;script&gt;alert(&#x27;ik &amp; jij&#x27;)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_from_desk_to_answer(desk, arrived, vera):
    seen = desk.get(url(arrived)).content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', seen)[1]
    desk.post(url(arrived, "oppakken/"), {"ticket": ticket})
    answered = desk.post(url(arrived, "antwoord/"), {"antwoord-message": "Wij staan naast u."})
    noted = desk.post(url(arrived, "notitie/"), {"notitie-text": "Overleg morgen."})

    assert MESSAGE in seen
    assert [answered.status_code, noted.status_code] == [302, 302]
    assert texts_seen(vera.keyring, arrived.case, with_notes=True) == [MESSAGE, "Wij staan naast u.", "Overleg morgen."]


def every_page(visitor, arrived):
    files = [path for plain in file_urls(arrived) for path in (plain, f"{plain}bekijken/")]
    asked = [visitor.get(path) for path in (url(arrived), url(arrived, "overdragen/"), *files)]
    sent = [
        visitor.post(url(arrived, "oppakken/"), {}),
        visitor.post(url(arrived, "antwoord/"), {"antwoord-message": "x"}),
        visitor.post(url(arrived, "notitie/"), {"notitie-text": "x"}),
        visitor.post(url(arrived, "overdragen/"), {"to": "circle"}),
    ]
    return {answer.status_code for answer in asked + sent}


def test_an_adviser_of_another_association_finds_nothing_anywhere(arrived):
    joris = make_adviser("Joris Elders", app=True)
    make_association("wethouders", joris)

    assert every_page(signed_in(joris), arrived) == {404}
    assert (Entry.objects.count(), Note.objects.count(), Case.objects.get().state) == (1, 0, "new")


def test_once_taken_up_a_colleague_finds_nothing_anywhere(arrived, vera, wil):
    take_up(arrived, vera)

    assert every_page(signed_in(wil), arrived) == {404}
    assert "brief op de mat" not in signed_in(wil).get("/dienst/").content.decode()


@pytest.mark.parametrize(
    "role", [Role.HELPER, Role.COORDINATOR, Role.TOUR, Role.EDITOR, Role.ANALYST, Role.ADMINISTRATOR]
)
def test_no_other_role_finds_a_case(arrived, role):
    assert every_page(signed_in(make_colleague(role, name="Bea Beheer")), arrived) == {404}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ADVISER, 200),
        (Role.HELPER, 404),
        (Role.COORDINATOR, 200),
        (Role.TOUR, 404),
        (Role.EDITOR, 404),
        (Role.ANALYST, 404),
        (Role.ADMINISTRATOR, 404),
    ],
)
def test_the_desk_opens_for_two_roles_and_shows_nothing_without_a_key(arrived, role, status):
    answer = signed_in(make_colleague(role, name="Bea Beheer")).get("/dienst/")

    assert (answer.status_code, "brief op de mat" in answer.content.decode()) == (status, False)


def test_a_case_that_is_not_there_and_one_that_is_not_yours_look_the_same(arrived):
    joris = signed_in(make_adviser("Joris Elders", app=True))

    hidden = without_token(joris.get(url(arrived)).content.decode()).replace(arrived.case.number, "2026-AAAAAA")
    assert hidden == without_token(joris.get("/zaken/2026-AAAAAA/").content.decode())


def test_who_comes_second_is_told_who_was_first_with_the_own_ticket_only(arrived, vera, wil):
    wil_visits, joris = signed_in(wil), make_adviser("Joris Elders", app=True)
    ticket = re.search(r'name="ticket" value="([^"]+)"', wil_visits.get(url(arrived)).content.decode())[1]
    take_up(arrived, vera)

    told = wil_visits.post(url(arrived, "oppakken/"), {"ticket": ticket})
    others = [
        wil_visits.post(url(arrived, "oppakken/"), {"ticket": "verzonnen"}),
        wil_visits.post(url(arrived, "oppakken/"), {}),
        signed_in(joris).post(url(arrived, "oppakken/"), {"ticket": ticket}),
    ]

    assert (told.status_code, "Vera Voorbeeld heeft dit bericht opgepakt" in told.content.decode()) == (400, True)
    assert [answer.status_code for answer in others] == [404, 404, 404]


def test_a_ticket_for_a_case_that_was_erased_tells_nothing(arrived, wil):
    wil_visits = signed_in(wil)
    ticket = queries.ticket_for(wil.account, arrived.case)
    actions.erase(case=arrived.case, by=arrived.keyring.holder_id, at=NIGHT)

    assert wil_visits.post(url(arrived, "oppakken/"), {"ticket": ticket}).status_code == 404


def test_an_answer_before_taking_up_is_refused_and_the_text_stays(desk, arrived):
    answer = desk.post(url(arrived, "antwoord/"), {"antwoord-message": "Wij staan naast u."})

    assert (answer.status_code, Entry.objects.count()) == (400, 1)


def test_an_empty_answer_and_an_empty_note_are_refused(desk, arrived, vera):
    take_up(arrived, vera)

    answers = [
        desk.post(url(arrived, "antwoord/"), {"antwoord-message": " "}),
        desk.post(url(arrived, "notitie/"), {"notitie-text": ""}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert (Entry.objects.count(), Note.objects.count()) == (1, 0)


def test_an_answer_takes_a_file_along(desk, arrived, vera):
    take_up(arrived, vera)

    desk.post(
        url(arrived, "antwoord/"),
        {"antwoord-message": "Zie de bijlage.", "antwoord-files": SimpleUploadedFile("stappen.txt", b"1. bel ons")},
    )

    names = [row.name.reveal(vera.keyring) for row in Attachment.objects.exclude(entry__author=None)]
    assert names == ["stappen.txt"]


def test_an_original_is_handed_out_inert_and_a_photo_is_looked_at_redrawn(desk, arrived):
    photo, text = file_urls(arrived)

    original, copy, no_copy = desk.get(photo), desk.get(f"{photo}bekijken/"), desk.get(f"{text}bekijken/")

    assert b"".join(original.streaming_content) == pictures.phone_photo()
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"] == 'attachment; filename="foto.jpg"'
    assert {answer["Content-Security-Policy"] for answer in (original, copy)} == {"default-src 'none'; sandbox"}
    assert (copy.status_code, copy["Content-Type"], b"Geheim" in copy.content) == (200, "image/webp", False)
    assert no_copy.status_code == 404


def test_a_file_that_is_not_there_is_not_found(desk, arrived):
    assert desk.get(url(arrived, "bestand/00000000-0000-4000-8000-000000000000/")).status_code == 404


def test_a_picture_that_cannot_be_drawn_is_not_shown(desk, raadsleden):
    broken = make_case(files=(make_file(pictures.picture()[:300], "half.jpg"),))

    assert desk.get(url(broken, f"bestand/{Attachment.objects.get().pk}/bekijken/")).status_code == 404


def test_a_case_is_handed_over_by_page_to_a_colleague_who_may_read(desk, vera, wil, raadsleden):
    joris = make_adviser("Joris Elders")
    make_association("wethouders", joris)
    declare_tie(account=joris.account, party="VVD", at=NIGHT)
    arrived = make_case(barred=Barred(parties=("VVD",)))
    take_up(arrived, vera)

    asked = desk.get(url(arrived, "overdragen/")).content.decode()
    refused = desk.post(url(arrived, "overdragen/"), {"to": str(joris.account.pk), "note": ""})
    taken = desk.post(url(arrived, "overdragen/"), {"to": str(wil.account.pk), "note": "Let op."})

    assert ["Wil Waarnemer" in asked, "Joris Elders" in asked] == [True, False]
    assert [refused.status_code, taken.status_code] == [400, 302]
    assert Case.objects.get().claimed_by == wil.account


def test_who_did_not_take_a_case_up_does_not_hand_it_over(desk, arrived, wil):
    answer = desk.post(url(arrived, "overdragen/"), {"to": str(wil.account.pk), "note": ""})

    assert (answer.status_code, Case.objects.get().claimed_by) == (400, None)
    assert "Alleen wie het bericht oppakte" in answer.content.decode()


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(desk, arrived, vera):
    take_up(arrived, vera)
    del desk.cookies["sleutel"]

    ended = desk.post(
        url(arrived, "antwoord/"),
        {"antwoord-message": "Ik was halverwege mijn zin"},
        headers={"referer": f"http://testserver{url(arrived)}"},
    )
    vera.sign_in(desk, next_page=url(arrived))

    assert (ended.status_code, Entry.objects.count()) == (400, 1)
    assert "Ik was halverwege mijn zin" in desk.get(url(arrived)).content.decode()


def test_a_colleague_who_reads_along_is_named(desk, arrived, wil):
    signed_in(wil).get(url(arrived))

    assert "Wil Waarnemer heeft dit net geopend" in desk.get(url(arrived)).content.decode()


def test_own_cases_have_a_page_of_their_own(desk, arrived, vera):
    take_up(arrived, vera)
    actions.answer(case=arrived.case, by=vera.account, keyring=vera.keyring, text="Wij zijn er.", at=NIGHT)

    assert url(arrived) in desk.get("/dienst/bij-u/").content.decode()
