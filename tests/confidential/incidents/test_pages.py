"""The pages of what happened and its evidence: for who holds a role and a key; to everyone else nothing is there."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.confidential.incidents.brought import a_mail, archive
from tests.confidential.incidents.test_reading_archives import chat
from tests.factories.cases import make_case, stored_files
from tests.factories.incidents import MORNING, TOLD, add_incident, keep, read_whole
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.foundation.vault import pictures
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.incidents import queries
from weerbaar.confidential.incidents.models import Evidence, Incident
from weerbaar.foundation.accounts.roles import Role

TOLD_FORM = {"day": "2026-11-20", "form": "threat", "description": TOLD}


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def desk(client, vera):
    vera.sign_in(client)
    return client


def url(arrived, rest=""):
    return f"/zaken/{arrived.case.number}/{rest}"


def text(answer):
    return answer.content.decode()


def upload(content, name):
    return SimpleUploadedFile(name, content)


def test_from_the_case_to_what_happened_and_back(desk, taken_up):
    assert url(taken_up, "gebeurtenissen/") in text(desk.get(url(taken_up)))

    written = desk.post(url(taken_up, "gebeurtenissen/nieuw/"), TOLD_FORM)
    page = text(desk.get(written["Location"]))

    assert (TOLD in page, "Bedreigen of intimideren" in page) == (True, True)


def test_an_incident_shows_its_terms_and_articles_with_their_source(desk, taken_up):
    desk.post(url(taken_up, "gebeurtenissen/nieuw/"), TOLD_FORM | {"behaviours": ["threat"], "severity": "serious"})

    page = text(desk.get(url(taken_up, f"gebeurtenissen/{Incident.objects.get().pk}/")))

    assert [words in page for words in ("Artikel 285 ", "geen oordeel", "Bron:", "Termijnen", "Ernstig")] == [True] * 5


REFUSED = {
    "no day": ({"day": ""}, "Vul de dag in"),
    "a day to come": ({"day": "2999-01-01"}, "moet nog komen"),
    "before there was a calendar": ({"day": "1890-01-01"}, "1980"),
    "no date at all": ({"day": "gisteren"}, "27-11-2026"),
    "an hour that was skipped": ({"day": "2026-03-29", "clock": "02:30"}, "bestaat niet"),
    "known before it happened": ({"known": "2026-11-01"}, "eerder weten"),
    "known in the future": ({"known": "2999-01-01"}, "moet nog komen"),
    "no words": ({"description": ""}, "Schrijf op wat er gebeurde"),
    "no kind": ({"form": ""}, "Kies wat er het meest"),
    "a field we do not ask": ({"extra": "1"}, "velden niet"),
}


@pytest.mark.parametrize(("facts", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_by_name_and_the_words_stay(desk, taken_up, facts, told):
    answer = desk.post(url(taken_up, "gebeurtenissen/nieuw/"), TOLD_FORM | facts)

    assert (answer.status_code, told in text(answer), Incident.objects.count()) == (400, True, 0)


def test_an_hour_that_is_still_to_come_is_refused(desk, taken_up):
    soon = timezone.localtime() + timedelta(minutes=5)
    facts = TOLD_FORM | {"day": soon.strftime("%Y-%m-%d"), "clock": soon.strftime("%H:%M")}

    answer = desk.post(url(taken_up, "gebeurtenissen/nieuw/"), facts)

    assert (answer.status_code, "moet nog komen" in text(answer)) == (400, True)


def test_an_incident_can_be_changed(desk, taken_up, vera):
    path = url(taken_up, f"gebeurtenissen/{add_incident(taken_up, vera)}/")

    assert TOLD in text(desk.get(f"{path}veranderen/"))
    desk.post(f"{path}veranderen/", TOLD_FORM | {"description": "Nu anders."})

    assert "Nu anders." in text(desk.get(path))


def test_files_and_a_pasted_text_become_evidence_of_an_incident(desk, taken_up, vera):
    incident_id = add_incident(taken_up, vera)
    files = [upload(a_mail().as_bytes(), "dreigmail.eml"), upload(pictures.phone_photo(), "foto.jpg")]

    desk.post(f"{url(taken_up, 'bewijs/nieuw/')}?bij={incident_id}", {"files": files, "message": "https://x.com/a 1"})

    kept = queries.evidence_of(vera.keyring, taken_up.case, incident_id=incident_id)
    assert sorted(one.name for one in kept) == ["dreigmail.eml", "foto.jpg", "geplakt.txt"]


def test_nothing_at_all_is_no_evidence(desk, taken_up):
    answer = desk.post(url(taken_up, "bewijs/nieuw/"), {"message": " "})

    assert (answer.status_code, "Kies een bestand" in text(answer), Evidence.objects.count()) == (400, True, 0)


def test_a_zip_that_claims_two_gigabytes_is_refused_and_nothing_stays(desk, taken_up):
    packed = archive({"groot.txt": b"\x00" * 100_000})
    place = packed.rindex(b"PK\x01\x02")
    bomb = packed[: place + 24] + (2 * 1024**3).to_bytes(4, "little") + packed[place + 28 :]

    answer = desk.post(url(taken_up, "bewijs/nieuw/"), {"files": upload(bomb, "bom.zip")})

    assert (answer.status_code, "schade kan doen" in text(answer)) == (400, True)
    assert (Evidence.objects.count(), stored_files()) == (0, [])


def test_the_page_of_a_mail_shows_its_words_and_no_link(desk, taken_up, vera):
    mail = a_mail(body="Kijk op https://kwaad.example/pad <script>alert(1)</script>\n")
    evidence_id = keep(taken_up, vera, mail.as_bytes(), "dreigmail.eml")

    page = text(desk.get(url(taken_up, f"bewijs/{evidence_id}/")))

    assert ["Boze Bram" in page, "https://kwaad.example/pad" in page, "&lt;script&gt;" in page] == [True] * 3
    assert re.findall(r'(?:href|src)="[^"]*kwaad', page) == []
    assert "<script>alert" not in page


def test_the_page_of_a_picture_shows_a_copy_and_hands_out_the_original(desk, taken_up, vera):
    photo = pictures.phone_photo()
    path = url(taken_up, f"bewijs/{keep(taken_up, vera, photo, 'foto.jpg')}/")

    copy, saved = desk.get(f"{path}bekijken/"), desk.get(f"{path}origineel/")

    assert f'src="{path}bekijken/"' in text(desk.get(path))
    assert (copy["Content-Type"], b"Geheim" in copy.content) == ("image/webp", False)
    assert (saved["Content-Type"], b"".join(saved)) == ("application/octet-stream", photo)


def test_the_page_of_evidence_shows_who_touched_it(desk, taken_up, vera):
    path = url(taken_up, f"bewijs/{keep(taken_up, None, b'bewijs')}/")
    b"".join(desk.get(f"{path}origineel/"))

    rows = re.findall(r"<td>([^<]*)</td><td>([^<]*)</td></tr>", text(desk.get(path)))

    assert rows == [
        ("binnengekomen en verzegeld", "de cliënt"),
        ("origineel gedownload", "vertrouwenspersoon"),
        ("bekeken", "vertrouwenspersoon"),
    ]
    assert queries.original_for(vera.keyring, taken_up.case, Evidence.objects.get().pk).digest in text(desk.get(path))


def test_loose_evidence_is_linked_to_an_incident(desk, taken_up, vera):
    incident_id, evidence_id = add_incident(taken_up, vera), keep(taken_up, vera, b"bewijs")

    answer = desk.post(url(taken_up, f"bewijs/{evidence_id}/koppelen/"), {"incident": str(incident_id)})

    assert answer["Location"] == url(taken_up, f"gebeurtenissen/{incident_id}/")
    assert "brief.txt" in text(desk.get(answer["Location"]))


@pytest.mark.parametrize("incident", ["", "0a1b2c3d-0000-4000-8000-000000000000", "x"])
def test_linking_to_nothing_is_refused(desk, taken_up, vera, incident):
    evidence_id = keep(taken_up, vera, b"bewijs")

    answer = desk.post(url(taken_up, f"bewijs/{evidence_id}/koppelen/"), {"incident": incident})

    assert (answer.status_code, Evidence.objects.get().incident_id) == (400, None)


def test_an_archive_is_read_by_pressing_on_and_then_sifted_and_picked(desk, taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(1200), "chat.txt")
    path = url(taken_up, f"bewijs/{evidence_id}/")

    assert "Begin met lezen" in text(desk.get(f"{path}berichten/"))
    half = text(desk.post(f"{path}lezen/", follow=True))
    assert ("1000 berichten gelezen" in half, "Ga verder" in half, "data-goes-on" in half) == (True, True, True)
    whole = text(desk.post(f"{path}lezen/", follow=True))
    assert "1200 berichten gevonden" in whole

    found = desk.post(f"{path}berichten/", {"words": "nummer 41", "sender": "", "act": "0"})
    shown = re.search(r'name="shown" value="([0-9,]+)"', text(found))[1]
    assert "bericht nummer 411" in text(found)
    moved = desk.post(f"{path}berichten/", {"shown": shown, "pick": ["41", "411"], "act": "incident"})
    form = text(desk.get(moved["Location"]))
    assert ("bericht nummer 41" in form, "bericht nummer 411" in form) == (True, True)

    desk.post(moved["Location"], TOLD_FORM)
    told = queries.incident_for(vera.keyring, taken_up.case, Incident.objects.get().pk).told
    assert [one.messages for one in told.picked] == [(41, 411)]


def test_what_is_searched_for_never_stands_in_an_address(desk, taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(20), "chat.txt")
    read_whole(taken_up, vera, evidence_id)

    page = text(desk.post(url(taken_up, f"bewijs/{evidence_id}/berichten/"), {"words": "zoekwoord", "act": "0"}))

    assert re.findall(r'(?:href|action)="[^"]*zoekwoord', page) == []


ODD_PICKS = [
    {"shown": "1,x"},
    {"shown": ",".join("9" * 300)},
    {"shown": "-1"},
    {"first": "nooit"},
    {"sender": "\x00"},
    {"start": "veel"},
    {"extra": "1"},
]


@pytest.mark.parametrize("facts", ODD_PICKS)
def test_an_odd_choice_is_refused_and_changes_nothing(desk, taken_up, vera, facts):
    evidence_id = keep(taken_up, vera, chat(20), "chat.txt")
    read_whole(taken_up, vera, evidence_id)

    answer = desk.post(url(taken_up, f"bewijs/{evidence_id}/berichten/"), facts | {"pick": "1", "act": "0"})

    assert (answer.status_code, queries.picked_of(vera.keyring, taken_up.case, evidence_id)) == (400, [])


def every_page(visitor, arrived, incident_id, evidence_id):
    asked = [
        "gebeurtenissen/",
        "gebeurtenissen/nieuw/",
        f"gebeurtenissen/{incident_id}/",
        f"gebeurtenissen/{incident_id}/veranderen/",
        "bewijs/nieuw/",
        f"bewijs/{evidence_id}/",
        f"bewijs/{evidence_id}/origineel/",
        f"bewijs/{evidence_id}/bekijken/",
        f"bewijs/{evidence_id}/berichten/",
    ]
    sent = {
        "gebeurtenissen/nieuw/": TOLD_FORM,
        f"gebeurtenissen/{incident_id}/veranderen/": TOLD_FORM,
        "bewijs/nieuw/": {"message": "x"},
        f"bewijs/{evidence_id}/koppelen/": {"incident": str(incident_id)},
        f"bewijs/{evidence_id}/lezen/": {},
        f"bewijs/{evidence_id}/berichten/": {"act": "0"},
    }
    return {visitor.get(url(arrived, path)).status_code for path in asked} | {
        visitor.post(url(arrived, path), facts).status_code for path, facts in sent.items()
    }


def test_a_colleague_without_a_key_finds_nothing_anywhere(taken_up, vera):
    incident_id, evidence_id = add_incident(taken_up, vera), keep(taken_up, vera, chat(5), "chat.txt")
    joris = make_adviser("Joris Elders", app=True)
    make_association("wethouders", joris)
    visitor = Client()
    joris.sign_in(visitor)

    assert every_page(visitor, taken_up, incident_id, evidence_id) == {404}
    assert (Incident.objects.count(), Evidence.objects.count()) == (1, 1)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.HELPER])
def test_no_other_role_finds_anything(taken_up, vera, role):
    incident_id, evidence_id = add_incident(taken_up, vera), keep(taken_up, vera, chat(5), "chat.txt")
    visitor = Client()
    make_colleague(role, name="Bea Beheer").sign_in(visitor)

    assert every_page(visitor, taken_up, incident_id, evidence_id) == {404}


def test_what_belongs_to_another_case_is_not_there(desk, taken_up, vera):
    other = make_case("Een andere zaak.")
    cases.claim(case=other.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    incident_id, evidence_id = add_incident(other, vera), keep(other, vera, b"bewijs")

    paths = [f"gebeurtenissen/{incident_id}/", f"bewijs/{evidence_id}/", f"bewijs/{evidence_id}/origineel/"]

    assert {desk.get(url(taken_up, path)).status_code for path in paths} == {404}
    linked = desk.post(url(taken_up, f"bewijs/{evidence_id}/koppelen/"), {"incident": str(incident_id)})
    assert linked.status_code == 404


def test_the_timeline_shows_the_next_term_of_each_line(desk, taken_up, vera):
    today = timezone.localdate()
    add_incident(taken_up, vera, day=today, at=timezone.now())

    page = text(desk.get(url(taken_up, "gebeurtenissen/")))

    assert "Bedreigen of intimideren · Reactie aan de dader: " in page


def test_an_original_that_was_changed_on_the_disk_is_told(desk, taken_up, vera):
    path = url(taken_up, f"bewijs/{keep(taken_up, vera, a_mail().as_bytes(), 'dreigmail.eml')}/")
    (stored,) = stored_files()
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))

    assert "gaat niet open" in text(desk.get(path))

    stored.unlink()
    assert "gaat niet open" in text(desk.get(path))


def test_an_empty_timeline_says_what_to_do(desk, taken_up):
    page = text(desk.get(url(taken_up, "gebeurtenissen/")))

    assert ("Er is nog niets opgeschreven" in page, queries.parts_of(taken_up.case)) == (True, [])


def test_fifty_lines_stand_on_a_page(desk, taken_up, vera):
    for number in range(51):
        add_incident(taken_up, vera, description=f"voorval {number:02d}", at=MORNING)

    pages = [text(desk.get(f"{url(taken_up, 'gebeurtenissen/')}?pagina={number}")) for number in (1, 2)]

    assert [len(set(re.findall(r"voorval \d\d", page))) for page in pages] == [50, 1]
