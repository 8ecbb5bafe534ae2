"""The proof that all is gone: on paper, checked by anyone, and behind the words of a case that ended by its term."""

import html
import re
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from django.test import Client
from pdfua import validate

from tests.confidential.cases.test_retention import GONE, OVER, make_closed, nights
from tests.factories.cases import MESSAGE, make_case
from tests.factories.team import NIGHT
from tests.support.pdf import fonts_not_embedded, unmarked_in, words_of
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.helpline import actions, queries
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.confidential.helpline.privacy import PROOF_DAYS
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.audit.queries import check_certificate
from weerbaar.foundation.privacy.actions import purge
from weerbaar.foundation.vault.models import Holder

PAGE = "/terug/bewijs/"
DAY = timedelta(days=1)


@pytest.fixture
def ended(raadsleden, vera):
    """A closed case whose term ended it."""
    arrived = make_closed(vera, name="Emile Voorbeeld")
    assert nights(OVER, GONE).erased == 1
    return arrived


@pytest.fixture
def erased(raadsleden):
    """The proof of a case that its client had erased."""
    arrived = make_case(name="Emile Voorbeeld")
    return actions.erase(case=arrived.case, keyring=arrived.keyring, at=NIGHT)


def come_back(words, at=GONE):
    with time_machine.travel(at, tick=False):
        return Client().post("/terug/", {"receipt": words})


def proof_on(answer):
    found = re.search(r'id="certificate"[^>]*>(.*?)</pre>', answer.content.decode(), re.DOTALL)
    return html.unescape(found[1])


def paper_of(text, language="nl"):
    visitor = Client()
    visitor.cookies["taal"] = language
    return b"".join(visitor.post(PAGE, {"certificate": text, "act": "paper"}).streaming_content)


def raw_words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_the_words_of_a_case_that_ended_lead_to_its_proof_and_to_nothing_else(ended):
    answer = come_back(ended.words)

    assert (answer.status_code, "Uw gesprek is gewist" in answer.content.decode()) == (200, True)
    outcome = check_certificate(proof_on(answer))
    assert (outcome.ok, outcome.facts["about"], outcome.facts["messages"]) == (True, ended.case.number, "1")
    assert "sessionid" not in answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert [part for part in (MESSAGE[:20], "Emile") if part in answer.content.decode()] == []


def test_what_stays_of_the_way_opens_nothing_and_knows_no_key(ended):
    row = Receipt.objects.get()

    assert (row.holder_id, row.case_id, row.ended_at) == (None, ended.case.pk, GONE)
    assert Holder.objects.filter(kind="receipt").count() == 0
    assert queries.behind(ended.words).holder_id is None


def test_after_a_year_the_words_lead_nowhere_as_wrong_words_do(ended):
    purge(at=GONE + PROOF_DAYS * DAY - DAY)
    assert Receipt.objects.count() == 1
    purge(at=GONE + PROOF_DAYS * DAY + DAY)

    answer = come_back(ended.words)

    assert Receipt.objects.count() == 0
    assert (answer.status_code, "Met deze woorden vinden wij niets" in answer.content.decode()) == (400, True)


def test_the_purge_leaves_the_words_of_a_case_that_goes_on(raadsleden):
    arrived = make_case()

    purge(at=NIGHT + 10 * PROOF_DAYS * DAY)

    assert queries.behind(arrived.words).holder_id is not None


def test_both_words_of_two_contacts_that_became_one_lead_to_the_proof(raadsleden, vera):
    one, other = make_case(), make_case("Nog een keer ik.")
    for arrived in (one, other):
        cases.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    hand = {"by": vera.account, "keyring": vera.keyring, "at": NIGHT}
    case = cases.merge(case=one.case, gone=other.case, facts=cases.Facts(), **hand)
    cases.close(case=case, outcome=Case.Outcome.TALKED, **hand)
    nights(OVER, GONE)

    assert {proof_on(come_back(arrived.words)) for arrived in (one, other)} == {proof_on(come_back(one.words))}
    assert Receipt.objects.count() == 2


def test_words_that_were_made_invalid_get_no_proof(raadsleden, vera):
    arrived = make_closed(vera)
    actions.close_receipt(case=arrived.case, keyring=arrived.keyring, at=NIGHT)
    nights(OVER, GONE)

    assert (Receipt.objects.count(), come_back(arrived.words).status_code) == (0, 400)


def test_who_erases_by_themselves_leaves_no_way_at_all(raadsleden):
    arrived = make_case()
    actions.erase(case=arrived.case, keyring=arrived.keyring, at=NIGHT)

    assert (Receipt.objects.count(), come_back(arrived.words).status_code) == (0, 400)


def test_a_record_that_does_not_know_of_it_gives_no_proof(ended):
    Event.objects.filter(action="case.erased").update(action="case.closed")

    answer = come_back(ended.words)

    assert (answer.status_code, "certificate" in answer.content.decode()) == (200, False)
    assert "Uw gesprek is gewist" in answer.content.decode()


def test_before_the_end_the_client_reads_that_a_proof_stays(raadsleden, vera):
    arrived = make_closed(vera)
    nights(OVER)
    with time_machine.travel(OVER, tick=False):
        visitor = Client()
        visitor.post("/terug/", {"receipt": arrived.words})
        page = visitor.get("/terug/gesprek/").content.decode()

    assert "nog een jaar het bewijs" in page


def test_the_page_after_erasing_offers_the_proof_on_paper_without_javascript(raadsleden):
    visitor = Client(enforce_csrf_checks=True)
    arrived = make_case()
    start = visitor.get("/terug/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', start)[1]
    visitor.post("/terug/", {"receipt": arrived.words, "csrfmiddlewaretoken": token})
    page = visitor.get("/terug/gesprek/wissen/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    gone = visitor.post("/terug/gesprek/wissen/", {"csrfmiddlewaretoken": token}).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', gone)[1]
    text = html.unescape(re.search(r'<textarea name="certificate" hidden>(.*?)</textarea>', gone, re.DOTALL)[1])

    answer = visitor.post(PAGE, {"certificate": text, "act": "paper", "csrfmiddlewaretoken": token})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="bewijs.pdf"'
    assert arrived.case.number in words_of(b"".join(answer.streaming_content))


def test_the_paper_is_accessible_and_says_how_much_and_not_who(erased, tmp_path):
    pdf, file = paper_of(erased), tmp_path / "bewijs.pdf"
    file.write_bytes(pdf)
    words = words_of(pdf)

    assert [*validate(str(file)).findings] == []
    assert ["Bewijs van wissen" in words, "Notities van het team" in words, "pagina 1 van 1" in words] == [True] * 3
    assert (fonts_not_embedded(pdf), unmarked_in(pdf), "Emile" in words) == ([], [], False)


def test_what_is_copied_from_the_paper_still_holds(erased):
    raw = raw_words_of(paper_of(erased))
    begin = raw.index("weerbaar certificate 1")
    end = raw.index("Bewaar dit op een veilige plek")

    assert check_certificate(raw[begin:end]).problem == ""
    assert check_certificate(raw[begin:end].replace("messages: 1", "messages: 2")).problem != ""


def test_the_paper_is_in_english_for_who_reads_that(erased):
    words = words_of(paper_of(erased, "en"))

    assert ["Proof of erasure" in words, "page 1 of 1" in words, "Bewijs" in words] == [True, True, False]


def test_anyone_can_check_a_proof(client, erased):
    asked = client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"certificate": erased})

    assert "De tekst van uw bewijs" in asked
    page = answer.content.decode()
    assert (answer.status_code, "Dit bewijs klopt" in page, check_certificate(erased).facts["about"] in page) == (
        200,
        True,
        True,
    )


@pytest.mark.parametrize("act", ["", "paper"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("messages: 1", "messages: 0"),
        lambda text: text[:-20],
        lambda _text: "",
        lambda _text: "weerbaar certificate 1",
        lambda _text: "x" * 5001,
        lambda text: text + "\x00",
    ],
)
def test_what_is_no_proof_of_ours_gets_a_clear_no_and_no_paper(client, erased, spoil, act):
    answer = client.post(PAGE, {"certificate": spoil(erased), "act": act})

    assert (answer.status_code, answer.streaming) == (400, False)
    assert "Dit klopt nog niet" in answer.content.decode()


def test_a_signed_text_about_something_else_is_no_proof_of_erasure(client, raadsleden):
    from weerbaar.foundation.audit.actions import certify, record  # noqa: PLC0415 - the record is what is tested here

    event = record(bearer="x", role="x", action="case.closed", subject="scope:x", at=NIGHT)

    assert client.post(PAGE, {"certificate": certify(event, about="2026-AAAAAA")}).status_code == 400


def test_checking_needs_no_session_and_leaves_nothing(client, erased):
    before = Event.objects.count()

    client.post(PAGE, {"certificate": erased})

    assert (Event.objects.count(), [name for name in client.cookies if name != "formulier"]) == (before, [])
