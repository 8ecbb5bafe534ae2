"""The pages of plan, reports, letters and files: for who holds a role and a key, and for the client."""

import io
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.dateformat import format as format_date

from tests.factories.cases import make_case
from tests.factories.incidents import add_incident, keep
from tests.factories.team import make_adviser
from tests.foundation.vault import pictures
from tests.support.pdf import traces_of, words_of
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.incidents.letters import DRAFTS
from weerbaar.confidential.incidents.queries.plan import plan_of
from weerbaar.confidential.incidents.queries.police_files import files_of
from weerbaar.confidential.incidents.queries.reports import reports_of
from weerbaar.foundation.accounts.roles import Role

CHOSEN = {"for_whom": "Politie Voorbeeldstad", "why": "Aangifte van bedreiging"}


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def arrived(raadsleden, vera):
    found = make_case(name="Emile Voorbeeld", at=timezone.now())
    cases.claim(case=found.case, by=vera.account, keyring=vera.keyring, at=timezone.now())
    return found


@pytest.fixture
def desk(client, vera):
    vera.sign_in(client)
    return client


@pytest.fixture
def at_home(arrived):
    visitor = Client()
    visitor.post("/terug/", {"receipt": arrived.words})
    return visitor


def url(arrived, rest):
    return f"/zaken/{arrived.case.number}/{rest}"


def body_of(answer):
    return b"".join(answer.streaming_content)


def test_a_plan_shows_nine_steps_and_the_one_to_take_now(desk, arrived):
    page = desk.get(url(arrived, "plan/")).content.decode()

    assert len(re.findall(r'id="stap-\d"', page)) == 9
    assert "Bel 112" in page.split('class="next"')[1].split("</section>")[0]


def test_a_step_is_done_with_what_shows_it(desk, arrived, vera):
    piece = keep(arrived, vera, b"een brief")

    page = desk.get(url(arrived, "plan/stap/2/")).content.decode()
    answer = desk.post(
        url(arrived, "plan/stap/2/"),
        {
            "owner": str(vera.account.pk),
            "day": "2030-01-02",
            "proof": "In de kluis.",
            "evidence": str(piece),
            "is_done": "on",
        },
    )
    stand = plan_of(vera.keyring, arrived.case, at=timezone.now()).at(2)

    assert ("brief.txt" in page, answer.status_code) == (True, 302)
    assert (stand.owner, stand.facts.proof, stand.facts.evidence) == (vera.account, "In de kluis.", str(piece))
    assert stand.due_at == datetime(2030, 1, 2, 22, 59, tzinfo=UTC)
    assert stand.done_at is not None


@pytest.mark.parametrize("number", range(1, 10))
def test_every_step_has_a_page_with_its_sources(desk, arrived, number):
    assert "Bronnen:" in desk.get(url(arrived, f"plan/stap/{number}/")).content.decode()


@pytest.mark.parametrize("path", ["plan/stap/0/", "plan/stap/10/", "brieven/geen/"])
def test_what_is_no_step_and_no_letter_is_not_there(desk, arrived, path):
    assert desk.get(url(arrived, path)).status_code == 404


def test_a_step_can_be_of_the_client(desk, arrived, vera):
    desk.post(url(arrived, "plan/stap/3/"), {"owner": "client"})

    assert plan_of(vera.keyring, arrived.case, at=timezone.now()).at(3).facts.by_client is True


@pytest.mark.parametrize(
    "facts", [{"owner": "iemand"}, {"day": "31-02-2026"}, {"day": "0001-01-01"}, {"evidence": "weg"}, {"extra": "1"}]
)
def test_a_step_with_nonsense_is_a_clear_no(desk, arrived, vera, facts):
    answer = desk.post(url(arrived, "plan/stap/2/"), {"proof": "Blijft staan.", **facts})

    assert (answer.status_code, "Blijft staan." in answer.content.decode()) == (400, True)
    assert plan_of(vera.keyring, arrived.case, at=timezone.now()).at(2).facts.proof == ""


def test_the_choice_shows_reasons_and_is_read_back_by_the_client(desk, arrived, at_home):
    page = desk.get(url(arrived, "plan/keuze/")).content.decode()
    desk.post(url(arrived, "plan/keuze/"), {"route": "criminal_report", "reason": "Het moet stoppen."})
    own = at_home.get("/terug/gesprek/plan/").content.decode()

    assert ["hulpofficier" in page, "Het moet stoppen." in own, "Aangifte" in own] == [True, True, True]


def test_no_choice_is_no_choice(desk, arrived):
    assert desk.post(url(arrived, "plan/keuze/"), {"reason": "x"}).status_code == 400


def test_the_client_prints_the_plan_without_number_or_proof(desk, arrived, at_home):
    desk.post(url(arrived, "plan/stap/2/"), {"proof": "Bij de buurman."})
    words = words_of(body_of(at_home.get("/terug/gesprek/plan/printen/")))
    same = words_of(body_of(desk.get(url(arrived, "plan/printen/"))))

    assert (words == same, "Mijn stappenplan" in words, "VPT-code" in words) == (True, True, True)
    assert [part for part in (arrived.case.number, "buurman", "Emile") if part in words] == []


def in_english(visitor):
    visitor.cookies["taal"] = "en"
    return visitor


def test_the_client_prints_the_plan_in_english_and_says_the_sentence_in_dutch(at_home):
    pdf = body_of(in_english(at_home).get("/terug/gesprek/plan/printen/"))
    words = words_of(pdf)

    assert ["My plan" in words, "page 1 of" in words, "Zet alstublieft de VPT" in words] == [True] * 3
    assert [part for part in ("Mijn stappenplan", "pagina", "Bewaar alles") if part in words] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.Lang == "en"


def test_what_goes_to_the_desk_is_in_dutch_whatever_the_switch_says(desk, arrived):
    reader = in_english(desk)
    words = words_of(body_of(make(reader, arrived, under_number="on")))
    letter = reader.get(url(arrived, f"brieven/{DRAFTS[0].key}/")).content.decode()

    assert ["Dossier voor de politie" in words, "Zet alstublieft de VPT" in words] == [True] * 2
    assert [part for part in ("Say this sentence", "page 1", "A number takes the place") if part in words] == []
    assert format_date(timezone.localdate(), "j F Y") in letter


def test_a_report_is_asked_after_until_there_is_an_answer(desk, arrived, vera):
    made = desk.post(
        url(arrived, "aangiftes/nieuw/"), {"route": "criminal_report", "day": "2026-11-01", "with_code": "on"}
    )
    page = made.headers["Location"].partition("?")[0]
    for _time in range(2):
        desk.post(f"{page}gevraagd/", {"gevraagd-of": "de balie", "gevraagd-heard": "Nog niets."})
    escalating = desk.get(page).content.decode()
    desk.post(f"{page}hogerop/")
    desk.post(f"{page}antwoord/", {"antwoord-answer": "Naar de officier."})
    (report,) = reports_of(vera.keyring, arrived.case, at=timezone.now())

    assert "contactfunctionaris" in escalating
    assert (report.times_asked, report.escalated_at is None, report.facts.answer) == (2, False, "Naar de officier.")
    assert desk.post(f"{page}gevraagd/", {"gevraagd-heard": "Nog eens."}).status_code == 400


def test_a_report_cannot_have_been_made_tomorrow(desk, arrived):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    assert desk.post(url(arrived, "aangiftes/nieuw/"), {"route": "criminal_report", "day": tomorrow}).status_code == 400


def test_going_higher_too_soon_is_not_there(desk, arrived):
    made = desk.post(url(arrived, "aangiftes/nieuw/"), {"route": "police_notification", "day": "2026-11-01"})

    assert desk.post(made.headers["Location"].partition("?")[0] + "hogerop/").status_code == 404


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.key)
def test_every_letter_can_be_changed_and_printed(desk, arrived, draft):
    page = desk.get(url(arrived, f"brieven/{draft.key}/")).content.decode()
    typed = {
        "sender": "Het team",
        "to": "De politie",
        "on": "22 november",
        "subject": "Iets #panic()",
        "body": "Zelf getypt.",
    }
    printed = words_of(body_of(desk.post(url(arrived, f"brieven/{draft.key}/"), typed)))

    assert str(draft.name) in page
    assert ["Zelf getypt." in printed, "Iets #panic()" in printed] == [True, True]


def test_the_overview_of_letters_says_that_a_lawyer_reads_along(desk, arrived):
    page = desk.get(url(arrived, "brieven/")).content.decode()

    assert ("jurist" in page, [draft.key for draft in DRAFTS if f"/brieven/{draft.key}/" not in page]) == (True, [])


def make(desk, arrived, **facts):
    content = urlencode({**CHOSEN, **facts}, doseq=True)
    return desk.post(url(arrived, "dossier/"), content, content_type="application/x-www-form-urlencoded")


def test_a_file_is_chosen_made_and_handed_out(desk, arrived, vera, at_home):
    incident = add_incident(arrived, vera, description="Emile Voorbeeld werd opgewacht.")
    page = desk.get(url(arrived, "dossier/")).content.decode()
    answer = make(desk, arrived, incidents=[incident], masked=["client"])
    pdf = body_of(answer)

    assert "opgewacht" in page
    assert (answer.headers["Content-Type"], "dossier-" in answer.headers["Content-Disposition"]) == (
        "application/octet-stream",
        True,
    )
    assert ("opgewacht" in words_of(pdf), traces_of(pdf, "Emile")) == (True, [])
    assert "Aangifte van bedreiging" in at_home.get("/terug/gesprek/plan/").content.decode()


def test_a_package_shows_its_number_on_the_page_afterwards(desk, arrived, vera):
    piece = keep(arrived, vera, b"een brief")
    make(desk, arrived, as_package="on", originals=[piece])
    (log,) = files_of(vera.keyring, arrived.case)

    assert log.facts.manifest in desk.get(url(arrived, "plan/")).content.decode()


@pytest.mark.parametrize(
    "facts",
    [
        {"why": ""},
        {"for_whom": ""},
        {"incidents": ["x"]},
        {"masked": ["alles"]},
        {"own_words": "a\n" * 101},
        {"kind": "pdf"},
    ],
)
def test_a_file_that_is_not_asked_for_rightly_is_not_made(desk, arrived, vera, facts):
    assert make(desk, arrived, **facts).status_code == 400
    assert files_of(vera.keyring, arrived.case) == []


def test_masking_with_a_picture_asks_whether_it_is_known_that_all_stays_readable(desk, arrived, vera):
    photo = keep(arrived, vera, pictures.phone_photo(), "foto.jpg")
    refused = make(desk, arrived, evidence=[photo], masked=["client"])
    made = make(desk, arrived, evidence=[photo], masked=["client"], whole_is_fine="on")

    assert (refused.status_code, made.status_code) == (400, 200)


def test_originals_go_in_a_package_only(desk, arrived, vera):
    piece = keep(arrived, vera, b"een brief")

    assert make(desk, arrived, originals=[piece]).status_code == 400


def test_what_is_due_stands_in_the_list_of_its_owner(desk, arrived, vera):
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk.post(url(arrived, "plan/stap/2/"), {"owner": str(vera.account.pk), "day": tomorrow.isoformat()})

    assert url(arrived, "plan/stap/2/") in desk.get("/mijn-werk/").content.decode()


PAGES = [
    "plan/",
    "plan/keuze/",
    "plan/printen/",
    "plan/stap/2/",
    "aangiftes/nieuw/",
    "brieven/",
    "brieven/pers/",
    "dossier/",
]


@pytest.mark.parametrize("path", PAGES)
def test_for_who_holds_no_key_nothing_is_there(arrived, wethouders, path):
    stranger = Client()
    make_colleague(Role.ADVISER, name="Zara Zonder").sign_in(stranger)

    assert stranger.get(url(arrived, path)).status_code == 404


def test_half_an_hour_later_making_a_file_asks_again(desk, arrived, vera):
    assert desk.get(url(arrived, "dossier/")).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = make(desk, arrived)

    assert (answer.status_code, "/bevestigen/" in answer.headers.get("Location", "")) == (302, True)
    assert files_of(vera.keyring, arrived.case) == []
