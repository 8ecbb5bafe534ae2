"""The pages of the post."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.letters import BODY, LIMBURG, dispatch_to, make_mailing, make_version, send_all
from tests.factories.tour import HILVERSUM, LEUDAL, make_contact
from tests.support.pdf import words_of
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.actions.segments import keep_segment
from weerbaar.outreach.campaign.models import Office, Organisation
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.campaign.queries.segments import segments_for
from weerbaar.outreach.letters.actions import sending
from weerbaar.outreach.letters.models import Dispatch, LetterTemplate, Mailing, TemplateVersion
from weerbaar.outreach.letters.standard import INVITATION

pytestmark = pytest.mark.django_db
MAASTRICHT = "GM0935"
ASKED = {"ronde": "2026", "aan": ["head"], "weg": ["letter"], "datum": "2026-05-29"}


def text_of(response):
    return response.content.decode()


def body_of(response):
    return b"".join(response.streaming_content)


def counts():
    return (Mailing.objects.count(), Dispatch.objects.count(), TemplateVersion.objects.count(), Event.objects.count())


def test_before_anything_was_sent_the_pages_say_what_to_do(visitor, tour_round):
    assert "Er is nog niets verstuurd" in text_of(visitor.get("/tour/brieven/"))
    assert "Er is nog geen sjabloon" in text_of(visitor.get("/tour/brieven/nieuw/"))
    assert "Er is nog geen sjabloon" in text_of(visitor.get("/tour/brieven/sjablonen/"))
    assert "Er kwam niets terug" in text_of(visitor.get("/tour/brieven/terug/"))
    assert "Er is nog niets verstuurd" in text_of(visitor.get(f"/tour/organisatie/{LEUDAL}/post/"))


def test_two_letters_of_the_house_are_made_at_a_press(visitor, tour_round):
    visitor.post("/tour/brieven/sjablonen/begin/")

    assert LetterTemplate.objects.count() == 2
    assert "Uitnodiging voor het voorgesprek" in text_of(visitor.get("/tour/brieven/sjablonen/"))


@pytest.fixture
def written(tour_round):
    return {"naam": "Brief", "doel": "appointment", "stap": "", "onderwerp": "Over {organisatie}", "tekst": BODY}


def test_a_template_with_an_unknown_field_says_which_and_keeps_nothing(visitor, written):
    answer = visitor.post("/tour/brieven/sjablonen/nieuw/", written | {"tekst": "Dag {naaam}", "actie": "bewaar"})

    assert answer.status_code == 400
    assert "Het veld {naaam} bestaat niet. Bedoelt u {naam}?" in text_of(answer)
    assert LetterTemplate.objects.count() == 0


def test_a_template_is_shown_as_a_letter_before_it_is_kept(visitor, written):
    make_contact(LEUDAL, Office.MAYOR, surname="Vries", infix="de", form_of_address="ms")
    asked = written | {"voorbeeld": LEUDAL, "lezer": "head", "actie": "voorbeeld"}

    page = text_of(visitor.post("/tour/brieven/sjablonen/nieuw/", asked))

    assert "Geachte mevrouw De Vries," in page
    assert "Over gemeente Leudal" in page
    assert LetterTemplate.objects.count() == 0


def test_the_preview_as_pdf_is_the_real_letter(visitor, written):
    asked = written | {"voorbeeld": LEUDAL, "lezer": "clerk", "actie": "pdf"}

    answer = visitor.post("/tour/brieven/sjablonen/nieuw/", asked)

    assert "Geachte griffier, Wij komen graag langs bij gemeente Leudal." in words_of(body_of(answer))


def test_a_letter_tells_to_call_the_team_of_the_tour(visitor, written, settings):
    settings.TOUR_NUMBER, settings.HELPLINE_NUMBER = "030-1234567", "070-7654321"
    asked = written | {"tekst": f"{BODY} Bel {{telefoon}}.", "voorbeeld": LEUDAL, "lezer": "clerk", "actie": "pdf"}

    words = words_of(body_of(visitor.post("/tour/brieven/sjablonen/nieuw/", asked)))

    assert "Bel 030-1234567." in words
    assert words.count("030-1234567") == 2
    assert "070-7654321" not in words


def test_the_invitation_tells_whoever_is_threatened_to_call_the_helpline(visitor, written, settings):
    settings.TOUR_NUMBER, settings.HELPLINE_NUMBER = "030-1234567", "070-7654321"
    asked = written | {"tekst": INVITATION.body, "voorbeeld": LEUDAL, "lezer": "clerk", "actie": "pdf"}

    words = words_of(body_of(visitor.post("/tour/brieven/sjablonen/nieuw/", asked)))

    assert "Liever bellen? Dat kan op 030-1234567." in words
    assert "bedreigd? Bel dan 070-7654321, dag en nacht." in words


def test_a_preview_says_what_should_not_be_in_it(visitor, written):
    asked = written | {"tekst": "Bel 06-12345678.", "voorbeeld": LEUDAL, "actie": "voorbeeld"}

    page = text_of(visitor.post("/tour/brieven/sjablonen/nieuw/", asked))

    assert "«06-12345678»: Een mobiel nummer." in page
    assert "■■■■■ (5.1.2.e)" in page


def test_a_template_is_kept_changed_and_taken_out_of_use(visitor, written):
    made = visitor.post("/tour/brieven/sjablonen/nieuw/", written | {"actie": "bewaar"})
    visitor.post(made.url, {"onderwerp": "Anders", "tekst": BODY, "actie": "bewaar"})

    assert list(TemplateVersion.objects.order_by("number").values_list("subject", flat=True)) == [
        "Over {organisatie}",
        "Anders",
    ]
    assert "Versie 2" in text_of(visitor.get(made.url))

    visitor.post(f"{made.url}weg/")
    assert "Er is nog geen sjabloon" in text_of(visitor.get("/tour/brieven/sjablonen/"))


def test_a_name_that_is_taken_is_refused(visitor, written):
    make_version("Brief")

    answer = visitor.post("/tour/brieven/sjablonen/nieuw/", written | {"actie": "bewaar"})

    assert (answer.status_code, "Er is al een brief met deze naam." in text_of(answer)) == (400, True)


def test_a_dry_run_shows_numbers_and_writes_nothing(visitor, tour_round):
    version = make_version()
    Organisation.objects.filter(pk=LEUDAL).update(address_line="Postbus 1", postcode="1000 AB", town="Heythuysen")
    before = counts()

    page = text_of(
        visitor.get("/tour/brieven/nieuw/", ASKED | {"sjabloon": str(version.template_id), "provincie": LIMBURG})
    )

    assert "overgeslagen: geen postadres</dt><dd>31</dd>" in page
    assert "<dt>brief</dt><dd>1</dd>" in page
    assert counts() == before


def test_what_the_dry_run_showed_is_set_ready(visitor, tour_round):
    version = make_version()
    Organisation.objects.filter(pk=LEUDAL).update(address_line="Postbus 1", postcode="1000 AB", town="Heythuysen")

    answer = visitor.post("/tour/brieven/nieuw/", ASKED | {"sjabloon": str(version.template_id), "provincie": LIMBURG})

    mailing = Mailing.objects.get()
    assert (answer.url, mailing.dispatches.count(), len(mailing.skipped)) == (f"/tour/brieven/{mailing.pk}/", 1, 31)


def test_when_nobody_would_get_it_nothing_is_set_ready(visitor, tour_round):
    version = make_version()

    answer = visitor.post("/tour/brieven/nieuw/", ASKED | {"sjabloon": str(version.template_id)})

    assert (answer.status_code, Mailing.objects.count()) == (400, 0)
    assert "Er is niemand die deze brief zou krijgen." in text_of(answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"datum": "gisteren"},
        {"stap": "session"},
        {"weg": ["duif"]},
        {"provincie": "x"},
        {"vreemd": "1"},
        {"alleen": "A," * 500},
        {"alleen": "GM9999"},
        {"zonder": "gemeente Leudal"},
    ],
)
def test_what_cannot_be_asked_is_refused(visitor, tour_round, wrong):
    version = make_version()

    assert (
        visitor.get("/tour/brieven/nieuw/", ASKED | {"sjabloon": str(version.template_id)} | wrong).status_code == 400
    )


def test_a_mailing_is_released_by_province_and_printed_posted_and_disclosed(visitor):
    mailing = make_mailing()
    page = f"/tour/brieven/{mailing.pk}/"

    assert visitor.post(f"{page}vrijgeven/", {}).status_code == 400
    assert visitor.post(f"{page}vrijgeven/", {"provincies": [LIMBURG]}).status_code == 302
    assert "Er gaat zo iets weg" in text_of(visitor.get(page))
    assert visitor.get(f"{page}afdruk/{LIMBURG}.pdf").status_code == 404

    while sending.go_on(mailing_id=mailing.pk, at=timezone.now() + timedelta(hours=1)):
        pass
    assert "Geachte mevrouw De Vries" in words_of(body_of(visitor.get(f"{page}afdruk/{LIMBURG}.pdf")))
    assert visitor.post(f"{page}gepost/", {"provincie": LIMBURG, "op": "2026-06-01"}).status_code == 302
    assert "verstuurd" in text_of(visitor.get(page))


def test_a_province_is_printed_and_posted_when_its_last_letter_was_made(visitor):
    mailing = make_mailing(codes=(LEUDAL, MAASTRICHT))
    page, posted = f"/tour/brieven/{mailing.pk}/", {"provincie": LIMBURG, "op": "2026-06-01"}
    visitor.post(f"{page}vrijgeven/", {"provincies": [LIMBURG]})
    Dispatch.objects.filter(pk=dispatch_to(mailing, LEUDAL).pk).update(goes_at=timezone.now() - timedelta(hours=1))
    sending.go_on(mailing_id=mailing.pk, at=timezone.now())

    assert "Printbestand" not in text_of(visitor.get(page))
    assert visitor.get(f"{page}afdruk/{LIMBURG}.pdf").status_code == 404
    assert visitor.post(f"{page}gepost/", posted).status_code == 400

    sending.go_on(mailing_id=mailing.pk, at=timezone.now() + timedelta(hours=1))
    assert "Printbestand" in text_of(visitor.get(page))
    assert visitor.get(f"{page}afdruk/{LIMBURG}.pdf").status_code == 200
    assert visitor.post(f"{page}gepost/", posted).status_code == 302


def test_a_letter_is_shown_as_it_goes_and_as_it_would_be_disclosed(visitor, toon):
    mailing = make_mailing(codes=(LEUDAL,), version=make_version(body=BODY + "\nVragen? Toon Tournee, 06-12345678."))
    send_all(mailing)
    dispatch = dispatch_to(mailing)
    code = opener_of(dispatch.link).code
    page = f"/tour/brieven/{mailing.pk}/{dispatch.pk}/"

    plain, hidden = text_of(visitor.get(page)), text_of(visitor.get(f"{page}?openbaar"))

    assert code in plain
    assert code not in hidden
    assert "06-12345678" in plain
    assert "06-12345678" not in hidden
    assert "Geachte mevrouw De Vries" in hidden
    for secret in (code, "Tournee", "12345678"):
        assert secret not in words_of(body_of(visitor.get(f"{page}brief.pdf?openbaar")))


def test_a_set_to_disclose_has_a_list_and_is_recorded(visitor):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)
    code = opener_of(dispatch_to(mailing).link).code

    answers = [
        visitor.post(f"/tour/brieven/{mailing.pk}/openbaar/{LIMBURG}.zip"),
        visitor.post(f"/tour/organisatie/{LEUDAL}/post/openbaar.zip"),
    ]

    for answer in answers:
        with zipfile.ZipFile(io.BytesIO(body_of(answer))) as whole:
            assert sorted(whole.namelist()) == [f"001-{LEUDAL}-letter.pdf", "inhoud.csv"]
            assert code not in words_of(whole.read(f"001-{LEUDAL}-letter.pdf"))
            assert "gemeente Leudal;burgemeester;2026-05-29;Een gesprek" in whole.read("inhoud.csv").decode()
    assert Event.objects.filter(action="post.disclosed").count() == 2


def test_what_came_back_and_what_was_answered_is_noted_on_its_page(visitor):
    mailing = make_mailing()
    send_all(mailing)
    back, answered = (f"/tour/brieven/{mailing.pk}/{dispatch_to(mailing, code).pk}/" for code in (LEUDAL, HILVERSUM))

    assert visitor.post(f"{back}terug/", {"waarom": ""}).status_code == 400
    assert visitor.post(f"{back}terug/", {"waarom": "Verhuisd"}).status_code == 302
    assert visitor.post(f"{answered}antwoord/", {"op": "2026-06-03", "wat": "Graag."}).status_code == 302

    assert "Verhuisd" in text_of(visitor.get("/tour/brieven/terug/"))
    assert (dispatch_to(mailing).returned_why, str(dispatch_to(mailing, HILVERSUM).answered_on)) == (
        "Verhuisd",
        "2026-06-03",
    )


def test_a_release_of_nothing_is_refused_before_it_asks_for_a_second_factor(visitor, toon, time_machine):
    mailing = make_mailing(codes=(LEUDAL,))
    page = f"/tour/brieven/{mailing.pk}/vrijgeven/"
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    refused = visitor.post(page, {})
    asked = visitor.post(page, {"provincies": [LIMBURG]})

    assert (refused.status_code, "Kies minstens een provincie." in text_of(refused)) == (400, True)
    assert (asked.status_code, asked.url.startswith("/inloggen/bevestigen/")) == (302, True)
    assert dispatch_to(mailing).state == "waiting"


def test_a_letter_with_something_that_harms_is_released_only_when_somebody_saw_it(visitor):
    mailing = make_mailing(codes=(LEUDAL,), version=make_version(body=BODY + "\nBel 06-12345678."))
    page = f"/tour/brieven/{mailing.pk}/vrijgeven/"

    refused = visitor.post(page, {"provincies": [LIMBURG]})
    assert (refused.status_code, "Kijk eerst na wat er beter niet in kan staan." in text_of(refused)) == (400, True)
    assert dispatch_to(mailing).state == "waiting"

    visitor.post(page, {"provincies": [LIMBURG], "gezien": "on"})
    assert dispatch_to(mailing).state == "released"


def test_one_example_goes_to_who_asks_and_opens_nothing(visitor, toon, queued):
    mailing = make_mailing()

    visitor.post(f"/tour/brieven/{mailing.pk}/proef/")

    (mail,) = queued()
    assert (mail["to"], mail["subject"]) == (toon.account.email, "Proef: Een gesprek")
    assert "/a/voorbeeld" in mail["body"]


def test_the_page_of_an_organisation_shows_what_was_sent(visitor):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)

    assert str(dispatch_to(mailing).pk) in text_of(visitor.get(f"/tour/organisatie/{LEUDAL}/post/"))


def test_looking_at_any_page_changes_no_row(visitor):
    mailing = make_mailing(channels=("letter", "mail"))
    send_all(mailing)
    dispatch, before = mailing.dispatches.first(), counts()

    for address in (
        "/tour/brieven/", "/tour/brieven/nieuw/", "/tour/brieven/terug/", "/tour/brieven/sjablonen/",
        f"/tour/brieven/sjablonen/{mailing.version.template_id}/", f"/tour/brieven/{mailing.pk}/",
        f"/tour/brieven/{mailing.pk}/{dispatch.pk}/", f"/tour/brieven/{mailing.pk}/{dispatch.pk}/brief.pdf",
        f"/tour/brieven/{mailing.pk}/afdruk/{dispatch.province}.pdf", f"/tour/organisatie/{LEUDAL}/post/",
    ):  # fmt: skip
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        assert address.endswith(".pdf") or 'aria-label="Ruimten"' in text_of(answer), address
    assert counts() == before


@pytest.mark.parametrize("act", ["vrijgeven", "gepost", "proef", "stuur/stoppen", "openbaar/PV31.zip"])
def test_what_changes_something_is_not_done_by_looking(visitor, act):
    mailing = make_mailing()

    assert visitor.get(f"/tour/brieven/{mailing.pk}/{act}" + ("" if "." in act else "/")).status_code == 405


@pytest.mark.parametrize("which", ["/tour/brieven/", "mailing"])
def test_a_list_costs_the_same_for_one_row_as_for_many(visitor, django_assert_num_queries, which):
    mailing = make_mailing(codes=(LEUDAL,))
    address = which if which != "mailing" else f"/tour/brieven/{mailing.pk}/"
    visitor.get(address)
    with CaptureQueriesContext(connection) as one:
        visitor.get(address)
    more = make_mailing(version=mailing.version, codes=(HILVERSUM, LIMBURG, "PV27", "GM0344"))
    Dispatch.objects.filter(mailing=more).update(mailing=mailing)

    with django_assert_num_queries(len(one)):
        visitor.get(address)


def test_a_mailing_or_letter_that_is_not_there_is_not_found(visitor):
    mailing, other = make_mailing(codes=(LEUDAL,)), "00000000-0000-0000-0000-000000000000"

    for address in (
        f"/tour/brieven/{other}/",
        f"/tour/brieven/{mailing.pk}/{other}/",
        f"/tour/brieven/sjablonen/{other}/",
    ):
        assert visitor.get(address).status_code == 404
    assert visitor.post(f"/tour/brieven/{mailing.pk}/stuur/iets/").status_code == 404


def test_a_kept_search_chooses_who_gets_it_and_one_that_finds_nobody_is_nobody(visitor, toon, tour_round):
    version, now = make_version(), timezone.now()
    Organisation.objects.filter(pk=LEUDAL).update(address_line="Postbus 1", postcode="1000 AB", town="Heythuysen")
    for name, text in (("Leudal", "leudal"), ("Niemand", "bestaat niet")):
        keep_segment(name=name, asked={"zoek": text}, shared=False, at=now, by=toon.account)
    keys = {one.name: str(one.pk) for one in segments_for(toon.account)}
    asked = ASKED | {"sjabloon": str(version.template_id)}

    found = visitor.get("/tour/brieven/nieuw/", asked | {"keuze": keys["Leudal"]}).context["plan"]
    nobody = visitor.get("/tour/brieven/nieuw/", asked | {"keuze": keys["Niemand"]}).context["plan"]

    assert [one.participation.organisation_id for one in found.recipients] == [LEUDAL]
    assert (found.skipped, nobody.recipients, nobody.skipped) == ([], [], [])
