"""The page on which an organisation reads a quotation and answers it, without an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.sessions import again, make_gathering, plan, price
from tests.support.pdf import words_of
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.sessions.actions.quotations import differs, make_quotation, send_quotation
from weerbaar.outreach.sessions.models import Kind, Quotation
from weerbaar.outreach.sessions.queries.gatherings import recipients_of

pytestmark = pytest.mark.django_db
NO = {"answer": "no", "name": "G. Voorbeeld", "function": "griffier", "reason": "Te duur."}
YES = NO | {"answer": "yes", "reason": ""}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def sent(by, now):
    one = make_gathering(kind=Kind.TRAINING, at=now, by=by)
    plan(one, now + timedelta(days=40), at=now, by=by)
    price(one, at=now, by=by)
    return again_sent(one, by, now)


def again_sent(one, by, now):
    until = timezone.localdate(now) + timedelta(days=30)
    made = make_quotation(gathering=one, valid_until=until, at=now, by=by)
    recipient = recipients_of(again(one), on=timezone.localdate(now))[0]
    link = send_quotation(quotation=made, recipient=recipient, at=now, by=by)
    made.refresh_from_db()
    return made, f"/offerte/{opener_of(link).token}/{made.number}/"


def test_one_quotation_is_shown_at_once_and_looking_changes_nothing(sent):
    _made, path = sent
    before = Quotation.objects.values().get()

    first = Client().get(path.rsplit("OT-", 1)[0])
    page = Client().get(path).content.decode()

    assert first.headers["Location"] == path
    assert "€\N{NO-BREAK SPACE}1.848,40" in page
    assert Quotation.objects.values().get() == before
    assert Client().get(path + "pdf/").content[:5] == b"%PDF-"


@pytest.mark.parametrize(("answer", "said"), [(YES, "U hebt deze offerte aangenomen"), (NO, "niet aangenomen")])
def test_an_answer_is_taken_once_and_shown(sent, answer, said):
    made, path = sent

    assert Client().post(path, answer | {"digest": made.digest}).headers["Location"] == path
    assert said in Client().get(path).content.decode()
    assert Client().post(path, YES | {"digest": made.digest}).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"function": ""}, {"answer": "misschien"}, {"vreemd": "1"}, {"answer": "no", "reason": ""}, {"name": "a\nb"}]
)  # fmt: skip
def test_what_is_filled_in_wrongly_is_refused(sent, wrong):
    made, path = sent

    assert Client().post(path, YES | {"digest": made.digest} | wrong).status_code == 400
    made.refresh_from_db()
    assert (made.accepted_at, made.declined_at) == (None, None)


def test_who_read_an_older_version_is_shown_the_new_one_first(sent, by, now):
    made, path = sent
    price(made.gathering, at=now, by=by)
    newer, _path = again_sent(again(made.gathering), by, now)

    refused = Client().post(path, YES | {"digest": made.digest})

    assert refused.status_code == 400
    assert "een nieuwe versie" in refused.content.decode()
    assert Client().post(path, YES | {"digest": newer.digest}).status_code == 302


def test_two_quotations_are_a_list(sent, by, now):
    made, path = sent
    second = make_gathering(kind=Kind.TRAINING, at=now, by=by)
    price(second, at=now, by=by)
    other, other_path = again_sent(second, by, now)

    page = Client().get(path.rsplit("OT-", 1)[0]).content.decode()

    assert other.number in page
    assert made.number in page
    assert other_path in page


def test_an_expired_one_cannot_be_answered_and_says_whom_to_call(sent, now):
    made, path = sent
    Quotation.objects.update(valid_until=timezone.localdate(now) - timedelta(days=1))

    page = Client().get(path).content.decode()

    assert "Deze offerte is verlopen" in page
    assert Client().post(path, YES | {"digest": made.digest}).status_code == 400


def test_it_reads_in_english(sent):
    client = Client()
    client.cookies["taal"] = "en"

    assert "We accept the quotation" in client.get(sent[1]).content.decode()


@pytest.mark.parametrize("path", ["x/", "0" * 26 + "/", "0" * 26 + "/OT-2026-0001/", "0" * 26 + "/OT-2026-0001/pdf/"])
def test_a_guess_is_told_nothing(path):
    assert Client().get(f"/offerte/{path}").status_code == 404


def test_a_link_opens_no_quotation_of_others(sent):
    assert Client().get(sent[1].rsplit("OT-", 1)[0] + "OT-2026-9999/").status_code == 404


def test_the_code_of_a_letter_leads_to_the_quotation_and_a_wrong_one_costs_time(sent):
    made, path = sent
    code = opener_of(made.participation.links.get()).code
    browser = Client()
    assert "Uw code" in browser.get("/offerte/").content.decode()

    right = browser.post("/offerte/", {"code": code.lower()})
    assert right.headers["Location"] == path.rsplit("OT-", 1)[0]
    assert browser.post("/offerte/", {"code": ""}).status_code == 400
    assert browser.post("/offerte/", {"code": code, "meer": "x"}).status_code == 400

    answers = [browser.post("/offerte/", {"code": "ABC-DEF-GHJ"}) for _ in range(6)]
    assert answers[0].status_code == 404
    assert 'value="ABC-DEF-GHJ"' in answers[0].content.decode()
    assert "Deze code kennen wij niet (meer)" in answers[0].content.decode()
    assert 429 in [one.status_code for one in answers]


def test_the_paper_names_the_sender_with_their_kvk_number_when_that_is_known(sent, by, now, settings):
    _made, path = sent
    before = words_of(Client().get(path + "pdf/").content)
    settings.LETTER_KVK, settings.LETTER_SENDER = "12345678", "Team Voorbeeld"
    unchanged = words_of(Client().get(path + "pdf/").content)
    anew, again_path = again_sent(Quotation.objects.get().gathering, by, now)

    words = words_of(Client().get(again_path + "pdf/").content)

    assert "KvK" not in before
    assert "Ondersteuningsteam Weerbaar Bestuur" in before
    assert unchanged == before
    assert "Team Voorbeeld KvK 12345678" in words
    assert (anew.content["sender"], anew.content["kvk"]) == ("Team Voorbeeld", "12345678")


def test_another_name_or_kvk_number_of_ours_alone_is_no_reason_for_another_offer(sent, settings):
    made, _path = sent
    settings.LETTER_KVK, settings.LETTER_SENDER = "12345678", "Team Voorbeeld"

    assert not differs(again(made.gathering), made)
